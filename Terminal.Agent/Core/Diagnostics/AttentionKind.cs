namespace Terminal.Agent.Diagnostics;

/// <summary>
/// Why an entry stands on the attention list; the values are those in NVRAM (SPEC.md, Attention
/// list) and are never given a second meaning.
/// </summary>
public enum AttentionKind : byte
{
    /// <summary>No entry.</summary>
    None = 0,

    /// <summary>The screen said "result unknown"; the sale was not charged in the end.</summary>
    UnknownThenDeclined = 1,

    /// <summary>Power went in the middle of the sale; it was not charged in the end.</summary>
    PowerCutThenDeclined = 2,

    /// <summary>Power went in the middle of the sale; it was charged in the end.</summary>
    PowerCutThenApproved = 3,

    /// <summary>The cashier cancelled the sale, and the acquirer did not pay it back.</summary>
    CancelFailed = 4,

    /// <summary>The acquirer refused a refund.</summary>
    RefundRefused = 5,

    /// <summary>Nobody can tell whether a refund was made: a person decides.</summary>
    RefundUndecided = 6,

    /// <summary>A sale accepted offline was declined later.</summary>
    LateDecline = 7,

    /// <summary>The acquirer has the payment with another amount or currency.</summary>
    Mismatch = 8,

    /// <summary>The queue is held until a technician decides whose it is.</summary>
    QueueHeld = 9,

    /// <summary>The acquirer names a payment that is not this terminal's.</summary>
    PaymentNotOurs = 10,

    /// <summary>Answers of 401 have lasted: the key may be the cause.</summary>
    KeySuspected = 11,

    /// <summary>Answers of 402 or 403 have lasted: the account may be the cause.</summary>
    AccountSuspected = 12,

    /// <summary>The root certificate in use ends soon.</summary>
    RootEnds = 13,
}
