namespace Terminal.Agent;

/// <summary>
/// The one transaction that a customer waits for at the counter, if there is one: the only home of
/// that fact. It goes ahead of the backlog, and no better link is worth moving it.
/// </summary>
public sealed class LiveSale
{
    /// <summary>What <see cref="Slot"/> is while nobody waits.</summary>
    public const int NoSlot = -1;

    private int _slot = NoSlot;
    private long _sinceMs;

    /// <summary>Its place in the journal; <see cref="NoSlot"/> while nobody waits.</summary>
    public int Slot => _slot;

    /// <summary>Uptime since which the customer waits.</summary>
    public long SinceMs => _sinceMs;

    /// <summary>True while a customer waits.</summary>
    public bool IsThere => _slot != NoSlot;

    /// <summary>A customer begins to wait for the transaction in a slot.</summary>
    public void Begin(int slot, long nowMs)
    {
        _slot = slot;
        _sinceMs = nowMs;
    }

    /// <summary>Nobody waits any more.</summary>
    public void End() => _slot = NoSlot;
}
