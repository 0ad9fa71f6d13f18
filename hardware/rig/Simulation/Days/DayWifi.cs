using Terminal.Agent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// The WiFi station and its access point in virtual time. A join takes two stages; whatever changes
/// by itself wakes the board.
/// </summary>
public sealed class DayWifi(SimTime time, Action changed) : IWifi
{
    /// <summary>Name of the access point.</summary>
    public const string Ssid = "Boutique";

    private const int StageMs = 700;
    private const int ScanMs = 2_000;

    private int _epoch;
    private WifiState _beforeScan;

    /// <summary>The access point's passphrase.</summary>
    public byte[] Passphrase { get; set; } = "croissant-0"u8.ToArray();

    /// <summary>True while the access point sends.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>True while it gives addresses.</summary>
    public bool GivesAddress { get; set; } = true;

    /// <inheritdoc/>
    public WifiState State { get; private set; }

    /// <inheritdoc/>
    public FaultCode Fault { get; private set; }

    /// <inheritdoc/>
    public int SignalDbm => State == WifiState.Joined ? -58 : 0;

    /// <inheritdoc/>
    public uint Ipv4Address => State == WifiState.Joined ? 0xC0A80117 : 0;

    /// <inheritdoc/>
    public int ScanCount => IsUp ? 1 : 0;

    /// <summary>Switches the access point; a station that had joined loses it.</summary>
    public void SetUp(bool isUp)
    {
        IsUp = isUp;
        if (!isUp && State is WifiState.Joined or WifiState.GettingAddress)
        {
            Fail(FaultCode.AccessPointNotFound);
        }
    }

    /// <summary>The access point throws every station out.</summary>
    public void Drop()
    {
        if (State is WifiState.Joined or WifiState.GettingAddress)
        {
            _epoch++;
            State = WifiState.Idle;
            changed();
        }
    }

    /// <summary>The station forgets everything, as at power-on.</summary>
    public void Reset()
    {
        _epoch++;
        State = WifiState.Idle;
        Fault = FaultCode.None;
    }

    /// <inheritdoc/>
    public bool StartScan()
    {
        if (State is WifiState.Joining or WifiState.GettingAddress or WifiState.Scanning)
        {
            return false;
        }

        _beforeScan = State;
        State = WifiState.Scanning;
        After(ScanMs, () => State = _beforeScan);
        return true;
    }

    /// <inheritdoc/>
    public bool ScanResult(int index, WifiNetwork into)
    {
        if (index < 0 || index >= ScanCount)
        {
            return false;
        }

        into.SsidLength = System.Text.Encoding.ASCII.GetBytes(Ssid, into.Ssid);
        into.SignalDbm = -58;
        into.IsOpen = false;
        return true;
    }

    /// <inheritdoc/>
    public bool Join(byte[] ssid, int ssidLength, byte[] passphrase, int passphraseLength)
    {
        bool isRight = passphrase.AsSpan(0, passphraseLength).SequenceEqual(Passphrase);
        _epoch++;
        State = WifiState.Joining;
        Fault = FaultCode.None;
        After(StageMs, () => Associate(isRight));
        return true;
    }

    /// <inheritdoc/>
    public void Leave() => Reset();

    /// <inheritdoc/>
    public void CheckPortal()
    {
        // The portals of these days answer in the acquirer's place, behind its certificate.
    }

    private void Associate(bool isRight)
    {
        if (!IsUp)
        {
            Fail(FaultCode.AccessPointNotFound);
        }
        else if (!isRight)
        {
            Fail(FaultCode.PassphraseRefused);
        }
        else
        {
            State = WifiState.GettingAddress;
            After(StageMs, GetAddress);
        }
    }

    private void GetAddress()
    {
        if (!GivesAddress)
        {
            Fail(FaultCode.NoAddress);
            return;
        }

        State = WifiState.Joined;
    }

    private void Fail(FaultCode fault)
    {
        _epoch++;
        Fault = fault;
        State = WifiState.Failed;
        changed();
    }

    private void After(int ms, Action action)
    {
        int epoch = _epoch;
        time.After(ms, () =>
        {
            if (epoch == _epoch)
            {
                action();
                changed();
            }
        });
    }
}
