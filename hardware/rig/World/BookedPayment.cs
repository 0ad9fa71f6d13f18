using Terminal.Rig.Acquirer;

namespace Terminal.Rig.World;

/// <summary>What a payment in the books has cost its customer.</summary>
public static class BookedPayment
{
    /// <summary>
    /// What was charged before anything was paid back. A payment that its refund cancelled before
    /// capture was charged, and paid back whole.
    /// </summary>
    public static long Gross(LedgerPayment payment) => payment.Status switch
    {
        "to_capture" or "capture_sent" or "captured" or "disputed" or "refunded" => payment.Amount,
        "authorized" when !payment.Capture => payment.Amount,
        "canceled" when payment.Refunds.Any(refund => refund.Stands) => payment.Amount,
        _ => 0,
    };

    /// <summary>What is charged after all refunds that stand, whoever made them.</summary>
    public static long Net(LedgerPayment payment) => Gross(payment) - payment.RefundedAmount;
}
