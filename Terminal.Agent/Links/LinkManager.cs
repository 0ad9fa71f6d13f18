using Terminal.Agent.Ports;

namespace Terminal.Agent.Links;

/// <summary>
/// Chooses the link that carries payments: SIM first, WiFi as fallback. The truth about a link is
/// an exchange with the acquirer, then the bearer's own state. A link that failed is left alone for
/// a hold-down that doubles each time, so that traffic does not flap; a link that works is left
/// only for a better one.
/// </summary>
public sealed class LinkManager
{
    private readonly LinkHealth _sim;
    private readonly LinkHealth _wifi;
    private long _downSinceMs;
    private bool _isAlarming;

    /// <summary>Makes the manager of the two links.</summary>
    public LinkManager(ILink sim, ILink wifi)
    {
        _sim = new LinkHealth(sim);
        _wifi = new LinkHealth(wifi);
    }

    /// <summary>The built-in SIM.</summary>
    public ILink Sim => _sim.Link;

    /// <summary>WiFi.</summary>
    public ILink Wifi => _wifi.Link;

    /// <summary>The link that carries payments; null while none is usable.</summary>
    public ILink Active { get; private set; }

    /// <summary>
    /// True when the bearers are up but the acquirer cannot be reached over any of them: its
    /// service is to blame, not the merchant's network.
    /// </summary>
    public bool IsFarEndDown { get; private set; }

    /// <summary>Moves both links on and chooses between them.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    public int Step(long nowMs)
    {
        int simMs = _sim.Link.Step(nowMs);
        int wifiMs = _wifi.Link.Step(nowMs);
        Choose(nowMs);
        return simMs < wifiMs ? simMs : wifiMs;
    }

    /// <summary>True when a link's bearer is up.</summary>
    public bool IsUsable(ILink link) => link != null && IsUp(link.State);

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
        LinkHealth health = link == _sim.Link ? _sim : _wifi;
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

    /// <summary>The cause to show for the SIM.</summary>
    public FaultCode SimFault => _sim.Cause;

    /// <summary>The cause to show for WiFi.</summary>
    public FaultCode WifiFault => _wifi.Cause;

    /// <summary>
    /// True while no link works: none is up, or exchanges fail over those that are.
    /// </summary>
    public bool IsDown { get; private set; }

    /// <summary>True when none works and none is coming up for the first time.</summary>
    public bool IsHopeless =>
        IsDown && Sim.State != LinkState.Starting && Wifi.State != LinkState.Starting;

    /// <summary>How long no link has worked, in ms; 0 while one does.</summary>
    public long DownMs(long nowMs) => _isAlarming ? nowMs - _downSinceMs : 0;

    private void Choose(long nowMs)
    {
        bool isSimUp = IsUp(_sim.Link.State);
        bool isWifiUp = IsUp(_wifi.Link.State);
        bool isSimTrusted = isSimUp && _sim.IsTrusted(nowMs);
        bool isWifiTrusted = isWifiUp && _wifi.IsTrusted(nowMs);
        Active = isSimTrusted ? _sim.Link
            : isWifiTrusted ? _wifi.Link
            : isSimUp && (!isWifiUp || _sim.HeldUntilMs <= _wifi.HeldUntilMs) ? _sim.Link
            : isWifiUp ? _wifi.Link : null;

        bool hasFailed = (!isSimUp || _sim.HasFailed) && (!isWifiUp || _wifi.HasFailed);
        IsFarEndDown = hasFailed && (isSimUp || isWifiUp)
            && (!isSimUp || _sim.IsFarEndFault) && (!isWifiUp || _wifi.IsFarEndFault);
        IsDown = hasFailed;

        // A link that is coming up for the first time is no reason to alarm anybody.
        bool isHopeless = IsHopeless;
        if (isHopeless && !_isAlarming)
        {
            _downSinceMs = nowMs;
        }

        _isAlarming = isHopeless;
    }

    private static bool IsUp(LinkState state) =>
        state == LinkState.Attached || state == LinkState.Online || state == LinkState.Degraded;
}
