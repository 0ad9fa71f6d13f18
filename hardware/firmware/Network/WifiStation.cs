using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;
using System.Text;
using System.Threading;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Firmware.Time;
using Terminal.Firmware.Workers;

namespace Terminal.Firmware.Network;

/// <summary>
/// The WiFi station. Every call of the package is made on the worker: a join takes up to 20 s. The
/// radio never joins again by itself (reconnection Manual), because it does so without a pause; the
/// agent decides when. A join scans first: for the signal, and to tell a wrong passphrase, which
/// many access points answer with silence, from a network that is not there. A loss that the
/// platform signals is seen at once, another within <see cref="BoardLimits.StationPollMs"/>.
/// </summary>
public sealed class WifiStation : Worker, IWifi
{
    private const string NoAddress = "0.0.0.0";

    private readonly BoardClock _clock;
    private readonly NetworkTime _time;
    private readonly AutoResetEvent _wake;
    private readonly AutoResetEvent _scanned = new AutoResetEvent(false);
    private readonly WifiNetwork[] _found = new WifiNetwork[BoardLimits.ScanResultsMax];
    private readonly byte[] _ssid = new byte[WifiNetwork.SsidBytesMax];
    private readonly byte[] _passphrase = new byte[64];
    private WifiAdapter _adapter;
    private StationJob _job;
    private WifiState _state;
    private int _ssidLength;
    private int _passphraseLength;

    // Counts the wishes of the agent: a job that belongs to an earlier one has no say.
    private int _wish;
    private int _signalDbm;
    private bool _isLost;

    // From the wish to scan to the end of its job; the network stays joined meanwhile.
    private bool _isScanning;

    // A scan of the radio that has not told its end: it may go on still.
    private bool _isRadioScanning;
    private long _radioScanEndMs;

    // The last scan did not end: what is kept was found by an earlier one.
    private bool _isStale;

    // The network whose security the board was refused last.
    private readonly byte[] _unusable = new byte[WifiNetwork.SsidBytesMax];
    private int _unusableLength;

    // Leaving was wished while a job was going on: that job's end does it.
    private bool _isLeaving;

    // A look for a portal is due as soon as the worker is free.
    private bool _isPortalAsked;
    private long _nextCheckMs;
    private long _nextTimeMs;

    /// <summary>Makes the station.</summary>
    public WifiStation(
        BoardClock clock, WorkerWatch watch, NetworkTime time, AutoResetEvent wake)
        : base(clock, watch)
    {
        _time = time;
        _clock = clock;
        _wake = wake;
        for (int i = 0; i < _found.Length; i++)
        {
            _found[i] = new WifiNetwork();
        }
    }

    /// <inheritdoc/>
    public WifiState State
    {
        get
        {
            if (_isScanning)
            {
                return WifiState.Scanning;
            }

            if (_state == WifiState.Joined)
            {
                LookAfter();
            }

            return _state;
        }
    }

    /// <inheritdoc/>
    public FaultCode Fault { get; private set; }

    /// <inheritdoc/>
    public int SignalDbm => _state == WifiState.Joined ? _signalDbm : 0;

    /// <inheritdoc/>
    public uint Ipv4Address { get; private set; }

    /// <inheritdoc/>
    public int ScanCount { get; private set; }

    /// <inheritdoc/>
    public bool StartScan()
    {
        if (IsBusy)
        {
            return false;
        }

        // Set first: the job may end before this call does.
        _isScanning = true;
        bool isBegun = BeginJob(StationJob.Scan, BoardLimits.ScanMs * 4);
        if (!isBegun)
        {
            _isScanning = false;
        }

        return isBegun;
    }

    /// <inheritdoc/>
    public bool ScanResult(int index, WifiNetwork into)
    {
        if (index < 0 || index >= ScanCount)
        {
            return false;
        }

        WifiNetwork from = _found[index];
        Array.Copy(from.Ssid, into.Ssid, from.SsidLength);
        into.SsidLength = from.SsidLength;
        into.SignalDbm = from.SignalDbm;

        // The package does not tell whether a network asks for a passphrase.
        into.IsOpen = false;
        into.IsLocked = false;
        into.IsStale = _isStale;
        into.IsUnusable = from.SsidLength == _unusableLength && _unusableLength > 0
            && ByteCodec.Same(from.Ssid, 0, _unusable, 0, _unusableLength);
        return true;
    }

    /// <inheritdoc/>
    public bool Join(byte[] ssid, int ssidLength, byte[] passphrase, int passphraseLength)
    {
        bool isInRange = ssidLength > 0 && ssidLength <= _ssid.Length
            && passphraseLength >= 0 && passphraseLength <= _passphrase.Length;
        if (!isInRange || IsBusy)
        {
            return false;
        }

        Array.Copy(ssid, _ssid, ssidLength);
        Array.Copy(passphrase, _passphrase, passphraseLength);
        _ssidLength = ssidLength;
        _passphraseLength = passphraseLength;
        _wish++;
        _isLeaving = false;
        Fault = FaultCode.None;
        _state = WifiState.Joining;
        return BeginJob(StationJob.Join, BoardLimits.ScanMs * 4 + BoardLimits.JoinMs);
    }

    /// <inheritdoc/>
    public void Leave()
    {
        _wish++;
        _state = WifiState.Idle;
        _isLeaving = !BeginJob(StationJob.Leave, BoardLimits.ScanMs);
    }

    /// <inheritdoc/>
    public void CheckPortal() => _isPortalAsked = true;

    /// <inheritdoc/>
    protected override void DoWork()
    {
        try
        {
            Prepare();
            switch (_job)
            {
                case StationJob.Scan:
                    Scan();
                    break;
                case StationJob.Join:
                    JoinNow(_wish);
                    break;
                case StationJob.Leave:
                    _adapter.Disconnect();
                    break;
                case StationJob.Portal:
                    LookForPortal(_wish);
                    break;
                default:
                    Check(_wish);
                    break;
            }

            if (_isLeaving)
            {
                _adapter.Disconnect();
            }
        }
        catch (Exception)
        {
            // The package throws several kinds, all of them about the radio.
            Fail(FaultCode.AccessPointNotFound, _wish);
        }
        finally
        {
            _isLeaving = false;
            _isScanning = false;
            _wake.Set();
        }
    }

    private bool BeginJob(StationJob job, int limitMs)
    {
        if (IsBusy)
        {
            return false;
        }

        _job = job;
        return Begin(limitMs);
    }

    private void LookAfter()
    {
        if (_isLost)
        {
            Fault = FaultCode.AccessPointNotFound;
            _state = WifiState.Failed;
            return;
        }

        if (_isPortalAsked && BeginJob(StationJob.Portal, BoardLimits.ProbeMs * 2))
        {
            _isPortalAsked = false;
        }

        long nowMs = _clock.UptimeMs;
        if (nowMs >= _nextCheckMs)
        {
            _nextCheckMs = nowMs + BoardLimits.StationPollMs;
            BeginJob(StationJob.Check, BoardLimits.TimeMs * 2);
        }
    }

    private void Prepare()
    {
        if (_adapter == null)
        {
            WifiAdapter adapter = WifiAdapter.FindAllAdapters()[0];
            adapter.AvailableNetworksChanged += OnScanned;
            NetworkChange.NetworkAvailabilityChanged += OnAvailability;
            _adapter = adapter;
        }
    }

    /// <summary>
    /// Takes back what lets the chip join by itself: SmartConfig, with which it listens for
    /// credentials over the air at every start while it has none, and automatic joining. At start,
    /// and after each join, which stores a network's name.
    /// </summary>
    /// <returns>False when the platform refused.</returns>
    public static bool ClearSmartConfig()
    {
        try
        {
            Wireless80211Configuration[] all =
                Wireless80211Configuration.GetAllWireless80211Configurations();
            for (int i = 0; i < all.Length; i++)
            {
                // The flash is written only when there is something to take back.
                if (all[i].Options != Wireless80211Configuration.ConfigurationOptions.Enable)
                {
                    all[i].Options = Wireless80211Configuration.ConfigurationOptions.Enable;
                    all[i].SaveConfiguration();
                }
            }

            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private void OnScanned(WifiAdapter sender, object e)
    {
        _isRadioScanning = false;
        _scanned.Set();
    }

    private void OnAvailability(object sender, NetworkAvailabilityEventArgs e)
    {
        if (!e.IsAvailable)
        {
            _isLost = true;
            _wake.Set();
        }
    }

    // A scan that goes on disturbs a join, and a second one throws: whoever comes waits for its end.
    private bool Scan()
    {
        _isStale = true;
        if (_isRadioScanning && _clock.UptimeMs < _radioScanEndMs)
        {
            _scanned.WaitOne((int)(_radioScanEndMs - _clock.UptimeMs), false);
        }

        // An end that was told late belongs to the scan before.
        _scanned.WaitOne(0, false);
        _isRadioScanning = true;
        _radioScanEndMs = _clock.UptimeMs + (BoardLimits.ScanMs * 2);
        if (!BeginScan() || !_scanned.WaitOne(BoardLimits.ScanMs, false))
        {
            return false;
        }

        WifiNetworkReport report = _adapter.NetworkReport;
        WifiAvailableNetwork[] networks = report == null ? null : report.AvailableNetworks;
        if (networks == null)
        {
            return true;
        }

        int count = 0;
        for (int i = 0; i < networks.Length && count < _found.Length; i++)
        {
            string ssid = networks[i].Ssid;
            byte[] name = Encoding.UTF8.GetBytes(ssid == null ? "" : ssid);
            if (name.Length <= WifiNetwork.SsidBytesMax)
            {
                WifiNetwork found = _found[count++];
                Array.Copy(name, found.Ssid, name.Length);
                found.SsidLength = name.Length;
                found.SignalDbm = (int)networks[i].NetworkRssiInDecibelMilliwatts;
            }
        }

        ScanCount = count;
        _isStale = false;
        _wake.Set();
        return true;
    }

    private bool BeginScan()
    {
        try
        {
            _adapter.ScanAsync();
            return true;
        }
        catch (Exception)
        {
            // One goes on still; what is joined stays so.
            return false;
        }
    }

    private void JoinNow(int wish)
    {
        if (!Scan())
        {
            // The radio may be listening still: the agent tries again.
            Fail(FaultCode.AccessPointNotFound, wish);
            return;
        }

        _adapter.Disconnect();
        _isLost = false;
        _isPortalAsked = false;
        Extend(BoardLimits.JoinMs);
        FaultCode fault = Associate();
        if (fault == FaultCode.None)
        {
            Enter(WifiState.GettingAddress, wish);
            Extend(BoardLimits.AddressMs * 2);
            fault = WaitForAddress() ? FaultCode.None : FaultCode.NoAddress;
        }

        if (fault != FaultCode.None || wish != _wish)
        {
            _adapter.Disconnect();
            Fail(fault, wish);
            return;
        }

        ClearSmartConfig();
        _nextCheckMs = _clock.UptimeMs + BoardLimits.StationPollMs;
        Enter(WifiState.Joined, wish);
        Extend(BoardLimits.TimeMs + (BoardLimits.ProbeMs * 2));
        AskTime();
        LookForPortal(wish);
    }

    private void LookForPortal(int wish)
    {
        if (PortalProbe.IsPortal() && wish == _wish)
        {
            _adapter.Disconnect();
            Fail(FaultCode.CaptivePortal, wish);
        }
    }

    private FaultCode Associate()
    {
        int seen = Seen();
        _unusableLength = 0;
        _signalDbm = seen < 0 ? 0 : _found[seen].SignalDbm;
        string name = Encoding.UTF8.GetString(_ssid, 0, _ssidLength);
        string passphrase = Encoding.UTF8.GetString(_passphrase, 0, _passphraseLength);
        WifiConnectionStatus status = _adapter.Connect(
            name, WifiReconnectionKind.Manual, passphrase).ConnectionStatus;
        switch (status)
        {
            case WifiConnectionStatus.Success:
                return FaultCode.None;
            case WifiConnectionStatus.InvalidCredential:
            case WifiConnectionStatus.AccessRevoked:
                return FaultCode.PassphraseRefused;
            case WifiConnectionStatus.UnsupportedAuthenticationProtocol:
                Array.Copy(_ssid, _unusable, _ssidLength);
                _unusableLength = _ssidLength;
                return FaultCode.SecurityNotUsable;
            case WifiConnectionStatus.NetworkNotAvailable:
                return FaultCode.AccessPointNotFound;
            default:
                return seen < 0 ? FaultCode.AccessPointNotFound : FaultCode.PassphraseRefused;
        }
    }

    // The wanted network in the last scan, the strongest access point of it; -1 when not there.
    private int Seen()
    {
        int best = -1;
        for (int i = 0; i < ScanCount; i++)
        {
            WifiNetwork found = _found[i];
            bool isWanted = found.SsidLength == _ssidLength
                && Terminal.Agent.ByteCodec.Same(found.Ssid, 0, _ssid, 0, _ssidLength);
            if (isWanted && (best < 0 || found.SignalDbm > _found[best].SignalDbm))
            {
                best = i;
            }
        }

        return best;
    }

    private bool WaitForAddress()
    {
        long endMs = _clock.UptimeMs + BoardLimits.AddressMs;
        while (!TakeAddress())
        {
            if (_clock.UptimeMs > endMs || _isLost)
            {
                return false;
            }

            Thread.Sleep(BoardLimits.AddressPollMs);
        }

        return true;
    }

    private bool TakeAddress()
    {
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].NetworkInterfaceType == NetworkInterfaceType.Wireless80211)
            {
                string text = all[i].IPv4Address;
                Ipv4Address = text == null || text == NoAddress ? 0 : Parse(text);
                return Ipv4Address != 0;
            }
        }

        return false;
    }

    private static uint Parse(string text)
    {
        uint address = 0;
        uint octet = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                address = (address << 8) | octet;
                octet = 0;
            }
            else
            {
                octet = (octet * 10) + (uint)(text[i] - '0');
            }
        }

        return (address << 8) | octet;
    }

    private void Check(int wish)
    {
        if (!TakeAddress())
        {
            Fail(FaultCode.NoAddress, wish);
            return;
        }

        AskTime();
    }

    private void AskTime()
    {
        long nowMs = _clock.UptimeMs;
        if (_clock.UtcSeconds == 0 || nowMs >= _nextTimeMs)
        {
            bool isTold = _time.Ask() || _clock.UtcSeconds != 0;
            _nextTimeMs =
                nowMs + (isTold ? BoardLimits.TimeRefreshMs : BoardLimits.TimeRetryMs);
            _wake.Set();
        }
    }

    private void Enter(WifiState state, int wish)
    {
        if (wish == _wish)
        {
            _state = state;
            _wake.Set();
        }
    }

    private void Fail(FaultCode fault, int wish)
    {
        if (wish == _wish && _state != WifiState.Idle)
        {
            Fault = fault;
        }

        if (_state != WifiState.Idle)
        {
            Enter(WifiState.Failed, wish);
        }
    }
}
