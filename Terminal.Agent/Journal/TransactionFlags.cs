namespace Terminal.Agent.Journal;

/// <summary>
/// Bits of <see cref="TransactionRecord.Flags"/>; they may be set later, never cleared.
/// </summary>
public static class TransactionFlags
{
    /// <summary>Accepted offline: the customer left with the goods before an answer.</summary>
    public const int Offline = 1;

    /// <summary>A late decline that the cashier has acknowledged.</summary>
    public const int Acknowledged = 2;

    /// <summary>A refund of this cancelled sale may have reached the acquirer.</summary>
    public const int RefundSent = 4;

    /// <summary>The cashier has seen "result unknown" for it.</summary>
    public const int ShownUnknown = 8;

    /// <summary>A cancel that failed: charged, and the acquirer does not take the refund.</summary>
    public const int CancelFailed = 16;

    /// <summary>
    /// A refund, which the index so tells from a sale; the append sets it by the kind.
    /// </summary>
    public const int IsRefund = 32;

    /// <summary>The time of the append was verified by the acquirer's own.</summary>
    public const int TimeVerified = 64;

    /// <summary>
    /// A byte of a request may have left, and no answer accounts for it: the acquirer may have it,
    /// now or later. Set with every move into Unknown or out of it.
    /// </summary>
    public const int Sent = 256;

    /// <summary>Nobody but a person can tell what became of it.</summary>
    public const int NeedsPerson = 512;

    /// <summary>A person has said what became of it.</summary>
    public const int DecidedByPerson = 1024;

    /// <summary>The till that asked for it, without a reference, took its answer.</summary>
    public const int TillTold = 0x4000;

    /// <summary>Every bit that NVRAM keeps.</summary>
    public const int Stored = Offline | Acknowledged | RefundSent | ShownUnknown | CancelFailed
        | IsRefund | TimeVerified | Sent | NeedsPerson | DecidedByPerson | TillTold;

    /// <summary>Every bit that an append may bring: those that a header has room for.</summary>
    public const int OfAppend = 0xFF & Stored;

    /// <summary>
    /// In RAM only: the sealed payload was damaged, so it can be looked up but never sent (again).
    /// </summary>
    public const int PayloadLost = 128;
}
