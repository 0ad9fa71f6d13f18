namespace Terminal.Agent.Sale;

/// <summary>Where a sale or refund stands that somebody else than the cashier asked for.</summary>
public enum OrderState
{
    /// <summary>Nothing has been asked for.</summary>
    None = 0,

    /// <summary>The amount is shown; no card is read.</summary>
    Shown = 1,

    /// <summary>A card is read; nothing is durable yet.</summary>
    CardRead = 2,

    /// <summary>The record is durable, and tells the rest.</summary>
    Durable = 3,

    /// <summary>Ended without a record: the cashier pressed Cancel.</summary>
    Cancelled = 4,

    /// <summary>Ended without a record: no card, or no word of the cashier, in time.</summary>
    TimedOut = 5,

    /// <summary>Ended without a record: the terminal may not take it.</summary>
    Refused = 6,

    /// <summary>Ended without a record: whoever asked for it took it back.</summary>
    Withdrawn = 7,
}
