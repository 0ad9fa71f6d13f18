using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Links;

/// <summary>
/// The WiFi link: joins the configured networks in turn, by itself and again after every loss, and
/// tells apart why it cannot (R10 to R14). A network that is joined and reaches nobody, or gives no
/// time, gives way to the next one and comes round again; the one that an exchange has proved is
/// tried first.
/// </summary>
public sealed class WifiLink : ILink
{
    private readonly IWifi _wifi;
    private readonly IClock _clock;
    private readonly TerminalSettings _settings;

    // The profile that is being tried, 0 to WifiProfilesMax - 1.
    private int _profile;
    private long _retryMs;
    private int _retryWaitMs;

    // Networks tried since one was proved, or since the last pause.
    private int _tried;

    // Exchanges in a row that reached nobody over the joined network, and since when it is joined.
    private int _misses;
    private long _joinedMs;
    private FaultCode _missFault;

    // How long a joined network is kept that reaches nobody: longer with each round.
    private int _patienceMs = Limits.WifiPatienceBaseMs;
    private bool _isJoining;
    private bool _isProven;
    private bool _isDoubted;

    // A try has failed since the network was last joined: the cause stays up while it is tried
    // again.
    private bool _hasFailed;
    private LinkState _state;
    private FaultCode _fault;

    /// <summary>Makes the link over the board's station and transport.</summary>
    public WifiLink(IWifi wifi, ITransport transport, IClock clock, TerminalSettings settings)
    {
        _wifi = wifi;
        _clock = clock;
        _settings = settings;
        Transport = new MeteredTransport(transport);
        _retryWaitMs = Limits.WifiRetryBaseMs;
        _state = LinkState.Off;
        _fault = FaultCode.WifiNotConfigured;
    }

    /// <summary>The profile that is joined or tried, from 0.</summary>
    public int Profile => _profile;

    /// <summary>True while it begins no join, so that the station is free to scan.</summary>
    public bool IsPaused { get; set; }

    /// <summary>
    /// True while it begins no join because phones are served: a station that looks for networks
    /// leaves their channel.
    /// </summary>
    public bool IsServing { get; set; }

    /// <inheritdoc/>
    public LinkState State => _state;

    /// <inheritdoc/>
    public FaultCode Fault => _fault;

    /// <inheritdoc/>
    public MeteredTransport Transport { get; }

    /// <inheritdoc/>
    public int SignalDbm => _wifi.SignalDbm;

    /// <inheritdoc/>
    public int SignalBars
    {
        get
        {
            int dbm = _wifi.SignalDbm;
            return dbm == 0 ? -1
                : dbm >= Limits.Wifi4BarsDbm ? 4
                : dbm >= Limits.Wifi3BarsDbm ? 3
                : dbm >= Limits.Wifi2BarsDbm ? 2
                : dbm >= Limits.Wifi1BarDbm ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public int Step(long nowMs)
    {
        switch (_wifi.State)
        {
            case WifiState.Joined:
                if (!_isProven || _state != LinkState.Online)
                {
                    StepJoined(nowMs);
                }

                return Limits.LinkStepMs;
            case WifiState.Joining:
            case WifiState.GettingAddress:
                Down(LinkState.Starting, FaultCode.Starting);
                return Limits.LinkStepMs;
            case WifiState.Scanning:
                // A station that has joined stays so while it listens to the others.
                return Limits.LinkStepMs;
            default:
                return StepDown(nowMs);
        }
    }

    /// <inheritdoc/>
    public void Report(FaultCode fault, long nowMs)
    {
        _isProven = fault == FaultCode.None;
        _isDoubted = !_isProven && fault != FaultCode.Starting;
        if (_isProven)
        {
            _misses = 0;
            _tried = 0;
            _patienceMs = Limits.WifiPatienceBaseMs;
        }
        else if (LinkFaults.IsBeyondBearer(fault))
        {
            _misses++;
            _missFault = fault;
        }

        if (FaultCodes.Stage(fault) == FaultStage.Path && fault != FaultCode.NameNotFound)
        {
            // A portal that has come since the network was joined looks like a wrong certificate.
            _wifi.CheckPortal();
        }
    }

    /// <summary>The profiles have changed: begins again with the first.</summary>
    public void Restart()
    {
        _wifi.Leave();
        _hasFailed = false;
        _isJoining = false;
        _profile = 0;
        _tried = 0;
        _joinedMs = 0;
        _patienceMs = Limits.WifiPatienceBaseMs;
        _retryMs = 0;
        _retryWaitMs = Limits.WifiRetryBaseMs;
        if (_state == LinkState.Failed)
        {
            // What failed before says nothing about what is tried now.
            Down(LinkState.Starting, FaultCode.Starting);
        }
    }

    private void StepJoined(long nowMs)
    {
        if (_joinedMs == 0)
        {
            _joinedMs = nowMs;
            _misses = 0;
        }

        // Time may come from elsewhere, and its servers may be slow.
        bool isTimeless = _clock.UtcSeconds == 0;
        long joinedMs = nowMs - _joinedMs;
        bool isOver = isTimeless ? joinedMs >= _patienceMs * 4L
            : joinedMs >= _patienceMs && _misses >= Limits.WifiMissesMax;
        if (isOver && _settings.WifiProfileCount > 1)
        {
            GiveWay(isTimeless ? FaultCode.ClockUnknown : _missFault, nowMs);
            return;
        }

        if (isTimeless)
        {
            // SNTP is on its way; until then no certificate can be judged.
            Down(LinkState.Starting, FaultCode.ClockUnknown);
            return;
        }

        _hasFailed = false;
        _retryWaitMs = Limits.WifiRetryBaseMs;
        LinkState state =
            _isDoubted ? LinkState.Degraded : _isProven ? LinkState.Online : LinkState.Attached;
        if (_state != state)
        {
            _state = state;
            _fault = FaultCode.None;
        }
    }

    // The network is there and leads nowhere: the next one may.
    private void GiveWay(FaultCode fault, long nowMs)
    {
        _wifi.Leave();
        _isJoining = false;
        _joinedMs = 0;
        Down(LinkState.Failed, fault);
        _hasFailed = true;
        NextProfile(nowMs);
    }

    private int StepDown(long nowMs)
    {
        _joinedMs = 0;
        if (_settings.WifiProfileCount == 0)
        {
            Down(LinkState.Off, FaultCode.WifiNotConfigured);
            return Limits.LinkStepMs;
        }

        bool isLost = _state != LinkState.Starting && _state != LinkState.Failed;
        if (_isJoining && _wifi.State == WifiState.Failed)
        {
            _isJoining = false;
            Down(LinkState.Failed, _wifi.Fault);
            _hasFailed = true;
            NextProfile(nowMs);
        }
        else if (isLost)
        {
            Down(LinkState.Starting, FaultCode.Starting);
        }

        if (nowMs >= _retryMs && !IsPaused && !IsServing)
        {
            WifiProfile profile = _settings.WifiProfiles[_profile];
            _isJoining = _wifi.Join(
                profile.Ssid, profile.SsidLength, profile.Passphrase, profile.PassphraseLength);
            _retryMs = nowMs + Limits.WifiRetryBaseMs;
        }

        return Limits.LinkStepMs;
    }

    // The next profile at once; after a round, again with a growing pause.
    private void NextProfile(long nowMs)
    {
        _tried++;
        _profile++;
        _profile = _profile < _settings.WifiProfileCount ? _profile : 0;
        if (_tried < _settings.WifiProfileCount)
        {
            _retryMs = nowMs;
            return;
        }

        _tried = 0;
        int longerMs = _patienceMs * 2;
        _patienceMs = longerMs < Limits.WifiPatienceCapMs ? longerMs : Limits.WifiPatienceCapMs;
        _retryMs = nowMs + _retryWaitMs;
        int doubledMs = _retryWaitMs * 2;
        _retryWaitMs = doubledMs < Limits.WifiRetryCapMs ? doubledMs : Limits.WifiRetryCapMs;
    }

    private void Down(LinkState state, FaultCode fault)
    {
        _isProven = false;
        _isDoubted = false;
        if (_hasFailed && state == LinkState.Starting)
        {
            _state = LinkState.Failed;
            return;
        }

        _state = state;
        _fault = fault;
    }
}
