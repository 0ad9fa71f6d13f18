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

    /// <summary>Makes a keeper over a store.</summary>
    public SettingsKeeper(ISettingsStore store) => _store = store;

    /// <summary>True when a change waits for the store.</summary>
    public bool IsSavePending => _isSavePending;

    /// <summary>Fills the settings from the store.</summary>
    /// <returns>False when no slot is sound: the settings keep their defaults.</returns>
    public bool Load(TerminalSettings settings)
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
    public void Save() => _isSavePending = true;

    /// <summary>Writes a pending change when the store is free.</summary>
    public void Step(TerminalSettings settings)
    {
        if (!_isSavePending || _store.IsWriting)
        {
            return;
        }

        int slot = 1 - _newestSlot;
        int length = _codec.Write(settings, _sequence + 1, _buffer);
        if (_store.Write(slot, _buffer, 0, length))
        {
            _sequence++;
            _newestSlot = slot;
            _isSavePending = false;
        }
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
