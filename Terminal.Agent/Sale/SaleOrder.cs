using Terminal.Agent.Journal;

namespace Terminal.Agent.Sale;

/// <summary>
/// A sale that a till asks for: what it asks, and what has become of it. The one who asks fills it
/// and hands it to <see cref="SaleFlow.Begin"/>, which keeps <see cref="State"/> true.
/// </summary>
public sealed class SaleOrder
{
    /// <summary>Amount in hundredths, above 0.</summary>
    public int AmountCents;

    /// <summary>Which till asks, and under which reference.</summary>
    public readonly TillReference Till = new TillReference();

    /// <summary>True when it may be accepted offline.</summary>
    public bool MayBeOffline;

    /// <summary>Uptime until which a card must have been read.</summary>
    public long CardUntilMs;

    /// <summary>Uptime until which the cashier must have said whether it may be offline.</summary>
    public long ConsentUntilMs;

    /// <summary>Where it stands.</summary>
    public OrderState State;

    /// <summary>Once durable, its place in the journal.</summary>
    public int Slot = -1;

    /// <summary>Once durable, its boot counter.</summary>
    public uint Boot;

    /// <summary>Once durable, its sequence.</summary>
    public uint Sequence;

    /// <summary>True while the counter has it and nothing is durable.</summary>
    public bool IsOpen => State == OrderState.Shown || State == OrderState.CardRead;
}
