using Terminal.Agent.Ports;

namespace Terminal.Rig.World;

/// <summary>How the settings' memory fails.</summary>
public enum SettingsFailure
{
    /// <summary>It works.</summary>
    None,

    /// <summary>A write is refused at once.</summary>
    Refused,

    /// <summary>
    /// A write is begun and fails in the background; the slot keeps what it had.
    /// </summary>
    FailsBehind,

    /// <summary>
    /// A write is begun and fails in the background; the slot is lost, the other one is not.
    /// </summary>
    FailsAndLosesSlot,

    /// <summary>A write takes long, and succeeds.</summary>
    Slow,

    /// <summary>Neither slot can be read.</summary>
    Unreadable,
}

/// <summary>
/// The settings' memory when it fails. Whatever happens to a write, the other slot keeps what it
/// has.
/// </summary>
/// <param name="inner">The memory.</param>
/// <param name="nowMs">The world's clock.</param>
public sealed class FailingSettingsStore(ISettingsStore inner, Func<long> nowMs) : ISettingsStore
{
    private readonly byte[] _held = new byte[inner.SlotCapacityBytes];
    private SettingsFailure _failure;
    private FailureSpan _span;
    private SettingsFailure _underway;
    private long _endsMs;
    private int _slot;
    private int _heldBytes;
    private bool _hasFailed;
    private bool _isDelegated = true;

    /// <summary>How long a write takes in the background when it fails or is slow, in
    /// ms.</summary>
    public int BackgroundMs { get; set; } = 2_000;

    /// <summary>Writes that were refused or failed.</summary>
    public int FailedWrites { get; private set; }

    /// <summary>Writes that took long.</summary>
    public int SlowWrites { get; private set; }

    /// <inheritdoc/>
    public int SlotCapacityBytes => inner.SlotCapacityBytes;

    /// <inheritdoc/>
    public bool IsWriting
    {
        get
        {
            EndIfDue();
            return _underway != SettingsFailure.None || inner.IsWriting;
        }
    }

    /// <inheritdoc/>
    public bool LastWriteFailed
    {
        get
        {
            EndIfDue();
            return _isDelegated ? inner.LastWriteFailed : _hasFailed;
        }
    }

    /// <summary>Begins to fail; a failure that was set before ends.</summary>
    public void Fail(SettingsFailure failure, FailureSpan span)
    {
        _failure = failure;
        _span = span;
    }

    /// <summary>Works again; a write that is underway ends as it began.</summary>
    public void Heal() => _failure = SettingsFailure.None;

    /// <summary>Power goes: the slot that is being written is lost.</summary>
    public void CutPower()
    {
        if (_underway != SettingsFailure.None)
        {
            _underway = SettingsFailure.None;
            inner.Write(_slot, _held, 0, 0);
        }

        _isDelegated = true;
    }

    /// <inheritdoc/>
    public int Read(int slot, byte[] buffer, int offset, int capacity)
    {
        EndIfDue();
        if (_failure == SettingsFailure.Unreadable && Strikes())
        {
            return 0;
        }

        return inner.Read(slot, buffer, offset, capacity);
    }

    /// <inheritdoc/>
    public bool Write(int slot, byte[] buffer, int offset, int count)
    {
        EndIfDue();
        if (_underway != SettingsFailure.None || count > SlotCapacityBytes)
        {
            return false;
        }

        bool isMine = _failure is not (SettingsFailure.None or SettingsFailure.Unreadable);
        if (!isMine || !Strikes())
        {
            _isDelegated = true;
            return inner.Write(slot, buffer, offset, count);
        }

        if (_failure == SettingsFailure.Refused)
        {
            FailedWrites++;
            return false;
        }

        _underway = _failure;
        _endsMs = nowMs() + BackgroundMs;
        _slot = slot;
        _heldBytes = count;
        Buffer.BlockCopy(buffer, offset, _held, 0, count);
        return true;
    }

    private void EndIfDue()
    {
        if (_underway == SettingsFailure.None || nowMs() < _endsMs)
        {
            return;
        }

        SettingsFailure ended = _underway;
        _underway = SettingsFailure.None;
        _isDelegated = ended == SettingsFailure.Slow;
        if (ended == SettingsFailure.Slow)
        {
            SlowWrites++;
            inner.Write(_slot, _held, 0, _heldBytes);
            return;
        }

        FailedWrites++;
        _hasFailed = true;
        if (ended == SettingsFailure.FailsAndLosesSlot)
        {
            inner.Write(_slot, _held, 0, 0);
        }
    }

    private bool Strikes() => FailureSpan.Strikes(ref _span, nowMs());
}
