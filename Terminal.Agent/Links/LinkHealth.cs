using Terminal.Agent.Ports;

namespace Terminal.Agent.Links;

/// <summary>
/// What exchanges have shown about one link: the part of its health that the bearer cannot tell.
/// </summary>
public sealed class LinkHealth
{
    /// <summary>The link.</summary>
    public readonly ILink Link;

    private FaultCode _lastFault;
    private int _failures;
    private int _holdDownMs;
    private long _provenSinceMs;

    /// <summary>Makes the health of a link that has proved nothing yet.</summary>
    public LinkHealth(ILink link)
    {
        Link = link;
        _holdDownMs = Limits.HoldDownBaseMs;
    }

    /// <summary>Uptime until which the link is left alone if another one works.</summary>
    public long HeldUntilMs { get; private set; }

    /// <summary>True when its latest exchanges failed.</summary>
    public bool HasFailed => _failures >= Limits.LinkFailuresMax;

    /// <summary>
    /// True when the latest failure lies beyond the link: the acquirer did not do its part.
    /// </summary>
    public bool IsFarEndFault =>
        _lastFault == FaultCode.ConnectionRefused || _lastFault == FaultCode.AcquirerSilent
        || _lastFault == FaultCode.AnswerIncomplete || _lastFault == FaultCode.ConnectionLost
        || _lastFault == FaultCode.AnswerMalformed;

    /// <summary>
    /// The cause to show: the bearer's own while it is down, else the latest exchange's.
    /// </summary>
    public FaultCode Cause => Link.Fault != FaultCode.None ? Link.Fault : _lastFault;

    /// <summary>True when nothing speaks against using the link now.</summary>
    public bool IsTrusted(long nowMs) => _failures == 0 || nowMs >= HeldUntilMs;

    /// <summary>The acquirer answered over the link.</summary>
    public void Succeed(long nowMs)
    {
        if (_failures > 0)
        {
            _failures = 0;
            _provenSinceMs = nowMs;
        }

        _lastFault = FaultCode.None;
        HeldUntilMs = 0;
        if (nowMs - _provenSinceMs >= Limits.ProvenHealthMs)
        {
            _holdDownMs = Limits.HoldDownBaseMs;
        }
    }

    /// <summary>The acquirer could not be reached over the link.</summary>
    public void Fail(FaultCode fault, long nowMs)
    {
        _lastFault = fault;
        _failures++;
        HeldUntilMs = nowMs + _holdDownMs;
        int doubledMs = _holdDownMs * 2;
        _holdDownMs = doubledMs < Limits.HoldDownCapMs ? doubledMs : Limits.HoldDownCapMs;
    }
}
