namespace Terminal.Rig.Acquirer;

/// <summary>The ledger at one moment.</summary>
/// <param name="Payments">Payments, oldest first, each with its refunds.</param>
public sealed record LedgerSnapshot(IReadOnlyList<LedgerPayment> Payments)
{
    /// <summary>Every refund, in the order of the payments.</summary>
    public IEnumerable<LedgerRefund> Refunds => Payments.SelectMany(payment => payment.Refunds);

    /// <summary>The payment of that unique_id, or null.</summary>
    public LedgerPayment? ByUniqueId(string uniqueId) =>
        Payments.FirstOrDefault(payment => payment.UniqueId == uniqueId);
}
