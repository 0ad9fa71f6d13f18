namespace Terminal.Agent.Journal;

/// <summary>
/// States of a transaction; the values are those in NVRAM (SPEC.md). Moves between them are the
/// business of
/// <see cref="TransactionRules"/>.
/// </summary>
public enum TransactionState : byte
{
    /// <summary>The slot holds no transaction.</summary>
    Free = 0,

    /// <summary>Durable, surely not at the acquirer: may be sent.</summary>
    Pending = 1,

    /// <summary>Bytes of it have been or are being handed to a link.</summary>
    InFlight = 2,

    /// <summary>The acquirer may have it: it is looked up before it is sent again.</summary>
    Unknown = 3,

    /// <summary>Final: the acquirer has the money on its way.</summary>
    Approved = 4,

    /// <summary>Final: refused by the issuer or the acquirer; nothing was charged.</summary>
    Declined = 5,

    /// <summary>
    /// Final: the acquirer does not accept the request as it is; nothing was charged.
    /// </summary>
    Rejected = 6,

    /// <summary>The cashier gave it up: to be looked up, and refunded if it was charged.</summary>
    CancelRequested = 7,

    /// <summary>Final: charged, then paid back in full on request.</summary>
    Refunded = 8,

    /// <summary>Final: given up by the cashier and never charged.</summary>
    Cancelled = 9,
}
