namespace Terminal.Agent.Fleet;

/// <summary>
/// How long a connection may be silent before the network between forgets it: learned for each
/// link. Each connection that was dropped without a word halves it; a day in which it held lets a
/// longer one be tried.
/// </summary>
public sealed class KeepAlive
{
    private readonly int _mostS;
    private readonly int _leastS;
    private long _sinceMs;

    /// <summary>Begins with the longest.</summary>
    public KeepAlive(int mostS, int leastS)
    {
        _mostS = mostS;
        _leastS = leastS;
        Seconds = mostS;
    }

    /// <summary>The keep-alive to ask for, in s.</summary>
    public int Seconds { get; private set; }

    /// <summary>The network has dropped a connection without a word.</summary>
    public void OnDropped(long nowMs)
    {
        int halfS = Seconds / 2;
        Seconds = halfS > _leastS ? halfS : _leastS;
        _sinceMs = nowMs;
    }

    /// <summary>A connection begins: has the present one held for long enough?</summary>
    public void OnBegin(long nowMs)
    {
        if (Seconds < _mostS && nowMs - _sinceMs >= Limits.FleetKeepAliveHeldMs)
        {
            int longerS = Seconds + (Seconds / 2);
            Seconds = longerS < _mostS ? longerS : _mostS;
            _sinceMs = nowMs;
        }
    }
}
