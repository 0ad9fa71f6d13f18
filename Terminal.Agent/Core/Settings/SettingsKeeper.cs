using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Settings;

/// <summary>
/// Loads the settings from the newer sound slot of the store and saves them to the other one, so
/// that a power cut in the middle of a save leaves the settings as they were.
/// </summary>
public sealed class SettingsKeeper
{
    private readonly ISettingsStore _store;
    private readonly SettingsCodec _codec = new SettingsCodec();
    private readonly byte[] _buffer = new byte[Limits.SettingsBytesMax];
    private uint _sequence;

    // The slot that holds the newest sound record; the other one is written next.
    private int _newestSlot = 1;
    private bool _isSavePending;

    // The other slot is to be written as well, so that nothing of the record before is left.
    private bool _isOtherWanted;

    // Slots that are still to be overwritten with zeros, and whether that has begun.
    private int _eraseLeft;
    private bool _isErased;

    // The store has been given a record and has not said yet what became of it.
    private bool _isUnderWay;

    // Either of both: asked in every step.
    private bool _hasWork;
    private bool _hasFailed;
    private long _retryMs;

    /// <summary>Makes a keeper over a store.</summary>
    public SettingsKeeper(ISettingsStore store) => _store = store;

    /// <summary>True when a change waits for the store, or for its word that it is kept.</summary>
    public bool IsSavePending => _hasWork;

    /// <summary>True while the last change is known not to be kept: it is tried again.</summary>
    public bool HasFailed => _hasFailed;

    /// <summary>Fills the settings from the store.</summary>
    /// <returns>False when no slot is sound: the settings keep their defaults.</returns>
    public bool Load(TerminalSettings settings)
    {
        bool isLoaded = LoadNewest(settings);
        Array.Clear(_buffer, 0, _buffer.Length);
        return isLoaded;
    }

    private bool LoadNewest(TerminalSettings settings)
    {
        bool isFirstSound = ReadSlot(0, out uint first);
        bool isSecondSound = ReadSlot(1, out uint second);
        if (!isFirstSound && !isSecondSound)
        {
            return false;
        }

        bool isFirstNewer = isFirstSound && (!isSecondSound || (int)(first - second) > 0);
        if (LoadSlot(isFirstNewer ? 0 : 1, settings))
        {
            return true;
        }

        return isFirstSound && isSecondSound && LoadSlot(isFirstNewer ? 1 : 0, settings);
    }

    /// <summary>Asks for the settings to be saved; the next steps do it.</summary>
    public void Save()
    {
        _isSavePending = !_isErased;
        _hasWork = true;
    }

    /// <summary>
    /// Asks for the settings to be saved to both slots, one after the other: a secret that has been
    /// changed or forgotten must not stand in the older one.
    /// </summary>
    public void SaveEverywhere()
    {
        _isOtherWanted = true;
        Save();
    }

    /// <summary>
    /// Overwrites both slots with zeros; from then on nothing is saved before a restart.
    /// </summary>
    public void Erase()
    {
        _isErased = true;
        _isSavePending = true;
        _isOtherWanted = false;
        _hasWork = true;
        _eraseLeft = 2;
    }

    /// <summary>
    /// Writes a pending change when the store is free. Until the store has kept it the other slot
    /// is the newest: a write that fails goes to the same slot again.
    /// </summary>
    public void Step(TerminalSettings settings, long nowMs)
    {
        if (_store.IsWriting)
        {
            return;
        }

        if (_isUnderWay)
        {
            EndWrite(nowMs);
        }

        _hasWork = _isSavePending;
        if (!_isSavePending || (_hasFailed && nowMs < _retryMs))
        {
            return;
        }

        int length = _eraseLeft > 0 ? _buffer.Length
            : _codec.Write(settings, _sequence + 1, _buffer);
        bool isTaken = _store.Write(1 - _newestSlot, _buffer, 0, length);
        Array.Clear(_buffer, 0, _buffer.Length);
        if (isTaken)
        {
            _isSavePending = false;
            _isUnderWay = true;
            return;
        }

        Fail(nowMs);
    }

    private void EndWrite(long nowMs)
    {
        _isUnderWay = false;
        _hasFailed = _store.LastWriteFailed;
        if (_hasFailed)
        {
            Fail(nowMs);
            return;
        }

        _sequence++;
        _newestSlot = 1 - _newestSlot;
        _eraseLeft -= _eraseLeft > 0 ? 1 : 0;
        if (_isOtherWanted || _eraseLeft > 0)
        {
            _isOtherWanted = false;
            _isSavePending = true;
        }
    }

    private void Fail(long nowMs)
    {
        _hasFailed = true;
        _isSavePending = true;
        _retryMs = nowMs + Limits.NvramRetryMs;
    }

    private bool ReadSlot(int slot, out uint sequence)
    {
        int length = _store.Read(slot, _buffer, 0, _buffer.Length);
        return SettingsCodec.IsSound(_buffer, length, out sequence);
    }

    private bool LoadSlot(int slot, TerminalSettings settings)
    {
        if (!ReadSlot(slot, out uint sequence) || !_codec.Read(settings, _buffer))
        {
            return false;
        }

        _sequence = sequence;
        _newestSlot = slot;
        return true;
    }
}
