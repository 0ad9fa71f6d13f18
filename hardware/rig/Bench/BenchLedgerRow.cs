namespace Terminal.Rig.Bench;

/// <summary>A payment or a refund in the acquirer's ledger as the bench shows it.</summary>
/// <param name="Id">Id of the payment or of the refund.</param>
/// <param name="PaymentId">For a refund, the payment that it takes back; otherwise empty.</param>
/// <param name="UniqueId">What joins a payment to the journal, or empty.</param>
/// <param name="AmountCents">Hundredths of the currency unit.</param>
/// <param name="Currency">ISO 4217 letters in lower case.</param>
/// <param name="Status">Status as the API spells it; empty is null.</param>
/// <param name="Response">Response code, or empty.</param>
/// <param name="RefundedCents">Sum of a payment's refunds in hundredths of the currency unit.</param>
/// <param name="IsForeign">A refund that somebody made in the customer area.</param>
public sealed record BenchLedgerRow(
    string Id, string PaymentId, string UniqueId, long AmountCents, string Currency, string Status,
    string Response, long RefundedCents, bool IsForeign)
{
    /// <summary>Pays a payment back.</summary>
    public bool IsRefund => PaymentId.Length > 0;

    /// <summary>The customer was charged, whatever was paid back later.</summary>
    public bool WasCharged => Status is "to_capture" or "capture_sent" or "captured" || RefundedCents > 0;

    /// <summary>What the customer pays in the end, in hundredths of the currency unit.</summary>
    public long NetCents => WasCharged ? AmountCents - RefundedCents : 0;
}
