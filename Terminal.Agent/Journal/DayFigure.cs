namespace Terminal.Agent.Journal;

/// <summary>
/// What is counted of a day, each with its sum; the values up to <see cref="LateRefunded"/> are the
/// places in NVRAM (SPEC.md, Day counters).
/// </summary>
public enum DayFigure
{
    /// <summary>Sales that were charged.</summary>
    Charged = 0,

    /// <summary>Sales that the issuer or the acquirer declined.</summary>
    Declined = 1,

    /// <summary>Sales that the acquirer does not accept as they are.</summary>
    Rejected = 2,

    /// <summary>Sales given up and never charged.</summary>
    Cancelled = 3,

    /// <summary>Sales given up and paid back.</summary>
    PaidBack = 4,

    /// <summary>Refunds that were made.</summary>
    Refunded = 5,

    /// <summary>Refunds that were not made.</summary>
    NotRefunded = 6,

    /// <summary>Of all these, sales that were accepted offline.</summary>
    Offline = 7,

    /// <summary>Of all these, what was settled on another day.</summary>
    SettledLate = 8,

    /// <summary>Sales of another day that were settled on this one: charged.</summary>
    LateCharged = 9,

    /// <summary>Sales and refunds of another day that came to nothing on this one.</summary>
    LateNothing = 10,

    /// <summary>Refunds of another day that were settled on this one: made.</summary>
    LateRefunded = 11,

    /// <summary>Sales of which surely nothing was sent yet.</summary>
    Waiting = 12,

    /// <summary>Sales that may have been charged.</summary>
    Unknown = 13,

    /// <summary>Refunds that are not settled.</summary>
    RefundWaiting = 14,
}
