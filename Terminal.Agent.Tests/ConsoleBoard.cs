using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Tests;

/// <summary>
/// A board of the simplest parts, all of them this one class: nothing is joined, nothing answers,
/// and the console's line is two buffers.
/// </summary>
public class ConsoleBoard : IWifi, IKeypad, IWatchdog, IRandom, IKeyedHash, IReboot,
    IModemPower, ISettingsStore
{
    private readonly byte[] _settings = new byte[Limits.SettingsBytesMax];
    private int _settingsLength;
    private uint _random = 1;

    /// <summary>The board that is handed to the agent.</summary>
    public readonly Board Board = new Board();

    /// <summary>The console's line.</summary>
    public readonly ConsoleLine Line = new ConsoleLine();

    /// <summary>The clock.</summary>
    public readonly JournalClock Clock = new JournalClock();

    /// <summary>Makes the board.</summary>
    public ConsoleBoard()
    {
        Board.Clock = Clock;
        Board.Nvram = new JournalNvram(Terminal.Agent.NvramMap.SizeBytes(
            Limits.JournalSlots));
        Board.Settings = this;
        Board.Console = Line;
        Board.Modem = new ConsoleLine();
        Board.ModemPower = this;
        Board.Reader = new ConsoleLine();
        Board.Wifi = this;
        Board.WifiTransport = new ConsoleTransport();
        Board.Display = new ScreensDisplay();
        Board.Keypad = this;
        Board.Watchdog = this;
        Board.Random = this;
        Board.KeyedHash = this;
        Board.Reboot = this;
        Board.RootCertificate = ByteCodec.Ascii("-----BEGIN CERTIFICATE-----");
    }

    /// <summary>Restarts asked for.</summary>
    public int Reboots { get; private set; }

    /// <summary>Never joined.</summary>
    public WifiState State => WifiState.Idle;

    /// <summary>No fault.</summary>
    public FaultCode Fault => FaultCode.None;

    /// <summary>No signal.</summary>
    public int SignalDbm => 0;

    /// <summary>No address.</summary>
    public uint Ipv4Address => 0;

    /// <summary>No network.</summary>
    public int ScanCount => 0;

    /// <summary>One slot of two.</summary>
    public int SlotCapacityBytes => _settings.Length;

    /// <summary>Written at once.</summary>
    public bool IsWriting => false;

    /// <summary>Never fails.</summary>
    public bool LastWriteFailed => false;

    /// <summary>Nothing is found.</summary>
    public bool StartScan() => true;

    /// <summary>Nothing is found.</summary>
    public bool ScanResult(int index, WifiNetwork into) => false;

    /// <summary>Never joins.</summary>
    public bool Join(byte[] ssid, int ssidLength, byte[] passphrase, int passphraseLength) => false;

    /// <summary>Nothing to leave.</summary>
    public void Leave()
    {
    }

    /// <summary>No portal.</summary>
    public void CheckPortal()
    {
    }

    /// <summary>Takes everything.</summary>
    public bool Show(
        int page, int column, byte[] frame, int offset, int count, int pages) => true;

    /// <summary>No key.</summary>
    public Key Take() => Key.None;

    /// <summary>How often the watchdog was fed.</summary>
    public int Feeds { get; private set; }

    /// <summary>Fed.</summary>
    public void Feed() => Feeds++;

    /// <summary>A small generator of Marsaglia's.</summary>
    public uint Next()
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return _random;
    }

    /// <summary>No HMAC, but as sensitive to each byte as the tests need.</summary>
    public void Compute(byte[] key, byte[] data, int dataLength, byte[] digest)
    {
        uint sum = 2166136261;
        for (int i = 0; i < key.Length; i++)
        {
            sum = (sum ^ key[i]) * 16777619;
        }

        for (int i = 0; i < dataLength; i++)
        {
            sum = (sum ^ data[i]) * 16777619;
        }

        for (int i = 0; i < digest.Length; i++)
        {
            sum = (sum ^ (uint)i) * 16777619;
            digest[i] = (byte)(sum >> 24);
        }
    }

    /// <summary>Counts.</summary>
    public void Reboot() => Reboots++;

    /// <summary>No modem.</summary>
    public void SetSupply(bool isOn)
    {
    }

    /// <summary>No modem.</summary>
    public void SetPowerKey(bool isPressed)
    {
    }

    /// <summary>Reads the settings.</summary>
    public int Read(int slot, byte[] buffer, int offset, int capacity)
    {
        if (slot != 0)
        {
            return 0;
        }

        Array.Copy(_settings, 0, buffer, offset, _settingsLength);
        return _settingsLength;
    }

    /// <summary>Writes the settings, whichever the slot.</summary>
    public bool Write(int slot, byte[] buffer, int offset, int count)
    {
        Array.Copy(buffer, offset, _settings, 0, count);
        _settingsLength = count;
        return true;
    }
}
