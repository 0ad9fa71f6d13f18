namespace Terminal.Agent.Links;

/// <summary>
/// What is known of one link beyond its bearer: whether an exchange has proved it since the bearer
/// came up, and how long it is left alone after it failed. Each loss doubles that time, health
/// forgets it.
/// </summary>
public sealed class LinkHealth
{
    /// <summary>The link.</summary>
    public readonly ILink Link;

    private FaultCode _lastFault;
    private int _failures;
    private int _holdDownMs = Limits.HoldDownBaseMs;
    private long _heldUntilMs;
    private long _upSinceMs;
    private long _provenSinceMs;

    // If another exchange fails before this, the link is left alone until then.
    private long _mistrustedMs;
    private bool _hasSucceeded;
    private bool _isUp;
    private bool _isProven;

    // It has been lost since it was last trusted, so it must prove itself for a while.
    private bool _wasLost;

    /// <summary>Makes the health of a link that has proved nothing yet.</summary>
    public LinkHealth(ILink link) => Link = link;

    /// <summary>True while the bearer is up.</summary>
    public bool IsUp => _isUp;

    /// <summary>True when its latest exchange failed.</summary>
    public bool IsDoubted => _failures > 0;

    /// <summary>An exchange has proved it since the bearer came up, and none has failed.</summary>
    public bool IsProven => _isUp && _isProven;

    /// <summary>Exchanges in a row that failed.</summary>
    public int Failures => _failures;

    /// <summary>
    /// True when the latest failure lies beyond the link: the acquirer did not do its part.
    /// </summary>
    public bool IsFarEndFault =>
        _lastFault == FaultCode.ConnectionRefused || _lastFault == FaultCode.AcquirerSilent
        || _lastFault == FaultCode.AnswerIncomplete || _lastFault == FaultCode.ConnectionLost
        || _lastFault == FaultCode.AnswerMalformed;

    /// <summary>True when the latest failure may lie on the way as well as beyond it.</summary>
    public bool IsDoubtfulFault =>
        _lastFault == FaultCode.ConnectTimeout || _lastFault == FaultCode.HandshakeFailed;

    /// <summary>
    /// True when the latest exchange ended in its handshake, or the link is off and has none.
    /// </summary>
    public bool IsHandshakeFault => _lastFault == FaultCode.CertificateRefused
        || _lastFault == FaultCode.HandshakeFailed || Link.State == LinkState.Off;

    /// <summary>
    /// The cause to show: the bearer's own while it is down, else the latest exchange's.
    /// </summary>
    public FaultCode Cause => Link.Fault != FaultCode.None ? Link.Fault : _lastFault;

    /// <summary>
    /// Follows the bearer. What exchanges showed before it went is forgotten when it is back,
    /// unless the link itself says that it holds.
    /// </summary>
    public void Step(LinkState state, long nowMs)
    {
        bool isUp = state == LinkState.Attached || state == LinkState.Online
            || state == LinkState.Degraded;
        if (isUp == _isUp)
        {
            return;
        }

        _isUp = isUp;
        bool isDoubted = state == LinkState.Degraded;
        _failures = isDoubted ? 1 : 0;
        _lastFault = isDoubted ? Link.Fault : FaultCode.None;
        if (isUp)
        {
            _upSinceMs = nowMs;
        }
        else
        {
            Lose(nowMs);
        }
    }

    /// <summary>Good, held back, or down.</summary>
    public LinkStanding Standing(long nowMs)
    {
        if (!_isUp)
        {
            return LinkStanding.Down;
        }

        return _isProven && !IsHeld(nowMs) ? LinkStanding.Good : LinkStanding.Held;
    }

    /// <summary>True when a probe would decide whether the link may be trusted.</summary>
    public bool WantsProbe(long nowMs) => _isUp && !_isProven && !IsHeld(nowMs);

    /// <summary>The acquirer answered over the link.</summary>
    public void Succeed(long nowMs)
    {
        _failures = 0;
        _hasSucceeded = true;
        _lastFault = FaultCode.None;
        if (!_isProven)
        {
            _isProven = true;
            _provenSinceMs = nowMs;
        }
        else if (nowMs - _provenSinceMs >= Limits.HoldDownForgetMs)
        {
            _holdDownMs = Limits.HoldDownBaseMs;
            _wasLost = false;
        }
    }

    /// <summary>The acquirer could not be reached over the link.</summary>
    public void Fail(FaultCode fault, long nowMs)
    {
        _lastFault = fault;
        _failures++;

        // Also when it fails again after its time: or a link that nothing reaches would be probed
        // without a pause.
        if (_isProven || _failures == 1 || !IsHeld(nowMs))
        {
            Lose(nowMs);
        }

        // A probe may meet a good moment of a link that comes and goes unseen, and the next
        // customer the bad one. What ended with the bearer was seen.
        if (_hasSucceeded && LinkFaults.IsBeyondBearer(fault))
        {
            _hasSucceeded = false;
            _heldUntilMs = _heldUntilMs > _mistrustedMs ? _heldUntilMs : _mistrustedMs;
            _mistrustedMs = nowMs + Limits.MistrustMs;
        }
    }

    private bool IsHeld(long nowMs) => _wasLost
        && (nowMs < _heldUntilMs || nowMs - _upSinceMs < Limits.ProvenHealthMs);

    private void Lose(long nowMs)
    {
        _isProven = false;
        _wasLost = true;
        _heldUntilMs = nowMs + _holdDownMs;
        int doubledMs = _holdDownMs * 2;
        _holdDownMs = doubledMs < Limits.HoldDownCapMs ? doubledMs : Limits.HoldDownCapMs;
    }
}
