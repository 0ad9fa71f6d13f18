namespace Terminal.Rig.Acquirer;

/// <summary>One refund in the acquirer's ledger.</summary>
/// <param name="Id">refd_ and 24 characters.</param>
/// <param name="PaymentId">The payment that it takes back.</param>
/// <param name="Amount">Hundredths of the currency unit.</param>
/// <param name="Currency">ISO 4217 letters in lower case.</param>
/// <param name="Status">As the API spells it: to_refund, or payment_canceled where the payment was
/// not captured yet; later refund_sent, refunded or not_honored.</param>
/// <param name="Created">When it was booked, UTC.</param>
public sealed record LedgerRefund(
    string Id, string PaymentId, long Amount, string Currency, string Status, DateTimeOffset Created)
{
    /// <summary>
    /// Somebody made it in the customer area; no answer of the API tells that.
    /// </summary>
    public bool IsForeign { get; init; }

    /// <summary>False where no money goes back after all.</summary>
    public bool Stands => Status != "not_honored";
}
