namespace Terminal.Agent.Links;

/// <summary>
/// Chooses the link that carries payments: SIM first, WiFi as fallback, by one table. The truth
/// about a link is an exchange with the acquirer (or a probe, which is the beginning of one), then
/// the bearer's own state. The link that carries nothing is kept warm and proved before it is moved
/// to.
/// </summary>
public sealed class LinkManager : IProgress
{
    // Rows: how the SIM stands (Down, Held, Good); columns: how WiFi stands.
    private static readonly LinkChoice[] Policy =
    {
        LinkChoice.None, LinkChoice.Wifi, LinkChoice.Wifi,
        LinkChoice.Sim, LinkChoice.Stay, LinkChoice.Wifi,
        LinkChoice.Sim, LinkChoice.Sim, LinkChoice.Sim,
    };

    private readonly LiveSale _live;
    private readonly ILink _simLink;
    private readonly ILink _wifiLink;
    private readonly LinkHealth _sim;
    private readonly LinkHealth _wifi;
    private readonly LinkProbe _simProbe;
    private readonly LinkProbe _wifiProbe;
    private long _downSinceMs;

    // What the links said when they were weighed last, and when they are weighed again if they go
    // on saying it.
    private LinkState _simState;
    private LinkState _wifiState;
    private long _weighMs;
    private bool _isAlarming;
    private ILink _lent;
    private ILink _active;
    private bool _isDown;
    private bool _isFarEndDown;
    private int _moves;

    /// <summary>True while a link is coming up: that ends in a working link or a fault.</summary>
    public bool IsUnderWay => IsComingUp(_simLink) || IsComingUp(_wifiLink);

    /// <inheritdoc/>
    public int Mark => (int)_simLink.State + ((int)_wifiLink.State << 4)
        + ((int)_simLink.Fault << 8) + ((int)_wifiLink.Fault << 18) + (_moves << 28);

    /// <summary>Makes the manager of the two links.</summary>
    public LinkManager(ILink sim, ILink wifi, LiveSale live)
    {
        _live = live;
        _simLink = sim;
        _wifiLink = wifi;
        _sim = new LinkHealth(sim);
        _wifi = new LinkHealth(wifi);
        _simProbe = new LinkProbe(_sim, true);
        _wifiProbe = new LinkProbe(_wifi, false);
    }

    /// <summary>The built-in SIM.</summary>
    public ILink Sim => _simLink;

    /// <summary>WiFi.</summary>
    public ILink Wifi => _wifiLink;

    /// <summary>The link that carries payments; null while none is usable.</summary>
    public ILink Active => _active;

    /// <summary>Moves from one link to the other since start.</summary>
    public int Moves => _moves;

    /// <summary>
    /// True when the bearers are up but the acquirer cannot be reached over any of them: its
    /// service is to blame, not the merchant's network.
    /// </summary>
    public bool IsFarEndDown => _isFarEndDown;

    /// <summary>
    /// True while no link works: none is up, or exchanges fail over those that are.
    /// </summary>
    public bool IsDown => _isDown;

    /// <summary>True when none works and none is coming up for the first time.</summary>
    public bool IsHopeless =>
        _isDown && Sim.State != LinkState.Starting && Wifi.State != LinkState.Starting;

    /// <summary>The cause to show for the SIM.</summary>
    public FaultCode SimFault => CauseOf(_sim, _wifi);

    /// <summary>The cause to show for WiFi.</summary>
    public FaultCode WifiFault => CauseOf(_wifi, _sim);

    /// <summary>
    /// True when handshakes fail on every link there is: a wrong time lets none succeed.
    /// </summary>
    public bool AreHandshakesRefused => _sim.IsHandshakeFault && _wifi.IsHandshakeFault
        && (_sim.Failures > 0 || _wifi.Failures > 0);

    /// <summary>
    /// The link that a test has to itself: payments and probes keep away from it. Null for none.
    /// </summary>
    public ILink Lent
    {
        get => _lent;
        set
        {
            _lent = value;
            _weighMs = 0;
            if (value == _simLink)
            {
                _simProbe.Abort();
            }
            else if (value == _wifiLink)
            {
                _wifiProbe.Abort();
            }
        }
    }

    /// <summary>Says where the acquirer is, for the probes.</summary>
    public void SetHost(byte[] host, int hostLength, int port)
    {
        _simProbe.SetHost(host, hostLength, port);
        _wifiProbe.SetHost(host, hostLength, port);
    }

    /// <summary>How long no link has worked, in ms; 0 while one does.</summary>
    public long DownMs(long nowMs) => _isAlarming ? nowMs - _downSinceMs : 0;

    /// <summary>True when a link's bearer is up.</summary>
    public bool IsUsable(ILink link) =>
        link != null && (link == _simLink ? _sim.IsUp : _wifi.IsUp);

    /// <summary>True when the latest exchange over a link failed.</summary>
    public bool IsDoubted(ILink link) =>
        link != null && (link == _simLink ? _sim.IsDoubted : _wifi.IsDoubted);

    /// <summary>
    /// True when the other link offers nothing better: it is down, or its latest exchange failed.
    /// </summary>
    public bool IsLastHope(ILink link)
    {
        LinkHealth other = link == _simLink ? _wifi : _sim;
        return !other.IsUp || other.IsDoubted;
    }

    /// <summary>Moves both links on and chooses between them.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    public int Step(long nowMs)
    {
        ILink sim = _simLink;
        ILink wifi = _wifiLink;
        int simMs = sim.Step(nowMs);
        int wifiMs = wifi.Step(nowMs);
        LinkState simState = sim.State;
        LinkState wifiState = wifi.State;
        if (nowMs >= _weighMs || simState != _simState || wifiState != _wifiState)
        {
            _simState = simState;
            _wifiState = wifiState;
            Weigh(simState, wifiState, nowMs);
        }

        return simMs < wifiMs ? simMs : wifiMs;
    }

    /// <summary>Takes what an exchange over a link showed.</summary>
    /// <param name="link">The link that carried it; null is ignored.</param>
    /// <param name="fault">None when the acquirer answered.</param>
    /// <param name="nowMs">Uptime.</param>
    public void Report(ILink link, FaultCode fault, long nowMs)
    {
        if (link == null)
        {
            return;
        }

        link.Report(fault, nowMs);
        LinkHealth health = link == _simLink ? _sim : _wifi;
        if (fault == FaultCode.None)
        {
            health.Succeed(nowMs);
        }
        else
        {
            health.Fail(fault, nowMs);
        }

        Choose(nowMs);
    }

    // One root and one time verify the acquirer on the other link: then this network has put
    // somebody in the middle.
    private static FaultCode CauseOf(LinkHealth health, LinkHealth other)
    {
        FaultCode cause = health.Cause;
        return cause == FaultCode.CertificateRefused && other.IsProven
            ? FaultCode.NetworkFiltered : cause;
    }

    // Probes move on at every step while they run; else time alone changes little.
    private void Weigh(LinkState simState, LinkState wifiState, long nowMs)
    {
        _sim.Step(simState, nowMs);
        _wifi.Step(wifiState, nowMs);
        if (_active != null && _active != _simLink && _lent != _simLink)
        {
            _simProbe.Step(nowMs);
        }

        if (_active != null && _active != _wifiLink && _lent != _wifiLink)
        {
            _wifiProbe.Step(nowMs);
        }

        Choose(nowMs);
        bool isProbing = _simProbe.IsRunning || _wifiProbe.IsRunning;
        _weighMs = isProbing ? nowMs : nowMs + Limits.LinkStepMs;
    }

    private void Choose(long nowMs)
    {
        int row = (int)(_lent == _simLink ? LinkStanding.Down : _sim.Standing(nowMs));
        int column = (int)(_lent == _wifiLink ? LinkStanding.Down : _wifi.Standing(nowMs));
        LinkChoice choice = Policy[(row * 3) + column];
        if (choice == LinkChoice.Stay)
        {
            choice = StayOrGo();
        }

        ILink chosen = choice == LinkChoice.None ? null
            : choice == LinkChoice.Sim ? _simLink : _wifiLink;
        bool isIdleMove = chosen == _simLink && _active == _wifiLink && _wifi.IsUp
            && !_wifi.IsDoubted;
        if (chosen != _active && !(isIdleMove && _live.IsThere))
        {
            Move(chosen);
        }

        Judge(nowMs);
    }

    // Both have failed or proved nothing: moving to and fro would prove nothing either.
    private LinkChoice StayOrGo()
    {
        bool isWifiNow = _active == _wifiLink;
        LinkHealth now = isWifiNow ? _wifi : _sim;
        LinkHealth other = isWifiNow ? _sim : _wifi;
        bool isOtherBetter = now.IsDoubted && !other.IsDoubted;
        return isWifiNow != isOtherBetter ? LinkChoice.Wifi : LinkChoice.Sim;
    }

    private void Move(ILink chosen)
    {
        if (chosen == _simLink)
        {
            _simProbe.Abort();
        }
        else if (chosen != null)
        {
            _wifiProbe.Abort();
        }

        _moves += _active != null && chosen != null ? 1 : 0;
        _active = chosen;
    }

    private void Judge(long nowMs)
    {
        bool isSimUp = _sim.IsUp;
        bool isWifiUp = _wifi.IsUp;
        bool isAnyUp = isSimUp || isWifiUp;
        _isDown = !isAnyUp
            || ((!isSimUp || _sim.IsDoubted) && (!isWifiUp || _wifi.IsDoubted)
                && _sim.Failures + _wifi.Failures >= Limits.LinkFailuresMax);

        // A time-out on one link may be that link's; on both at once it is the far end's.
        bool isBoth = isSimUp && isWifiUp;
        _isFarEndDown = _isDown && isAnyUp
            && (!isSimUp || IsFarEnd(_sim, isBoth)) && (!isWifiUp || IsFarEnd(_wifi, isBoth));

        // A link that is coming up for the first time is no reason to alarm anybody.
        bool isHopeless = IsHopeless;
        if (isHopeless && !_isAlarming)
        {
            _downSinceMs = nowMs;
        }

        _isAlarming = isHopeless;
    }

    private static bool IsFarEnd(LinkHealth health, bool isBoth) =>
        health.IsFarEndFault || (isBoth && health.IsDoubtfulFault);

    // A link whose network has told no time waits for that, for as long as it takes.
    private static bool IsComingUp(ILink link) =>
        link.State == LinkState.Starting && link.Fault != FaultCode.ClockUnknown;
}
