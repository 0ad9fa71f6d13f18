using Terminal.Agent.Journal;

namespace Terminal.Agent.Sale;

/// <summary>
/// A sale, or the refund of one, that a till asks for: what it asks, and what has become of it. The
/// one who asks fills it and hands it to <see cref="Agent.Begin"/>; whoever has it at the counter
/// (<see cref="SaleFlow"/>, for a refund the menus) keeps <see cref="State"/> true.
/// </summary>
public sealed class SaleOrder
{
    /// <summary>Amount in hundredths, above 0.</summary>
    public int AmountCents;

    /// <summary>Which till asks, and under which reference.</summary>
    public readonly TillReference Till = new TillReference();

    /// <summary>The slot of the sale to pay back; -1: this is a sale.</summary>
    public int RefundedSlot = -1;

    /// <summary>True for a refund.</summary>
    public bool IsRefund => RefundedSlot >= 0;

    /// <summary>True when it may be accepted offline.</summary>
    public bool MayBeOffline;

    /// <summary>
    /// Uptime until which a card must have been read, or the merchant's code given.
    /// </summary>
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
