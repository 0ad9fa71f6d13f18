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

    /// <summary>Every bit that NVRAM keeps.</summary>
    public const int Stored =
        Offline | Acknowledged | RefundSent | ShownUnknown | CancelFailed | IsRefund;

    /// <summary>
    /// In RAM only: the sealed payload was damaged, so it can be looked up but never sent (again).
    /// </summary>
    public const int PayloadLost = 128;
}
