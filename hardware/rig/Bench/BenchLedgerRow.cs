namespace Terminal.Rig.Bench;

/// <summary>A payment in the acquirer's ledger as the bench shows it.</summary>
/// <param name="Id">Payment id.</param>
/// <param name="UniqueId">What joins it to the journal, or empty.</param>
/// <param name="AmountCents">Hundredths of the currency unit.</param>
/// <param name="Currency">ISO 4217 letters in lower case.</param>
/// <param name="Last4">Last four digits of the card, or empty.</param>
/// <param name="Status">Status as the API spells it; empty is null.</param>
/// <param name="Response">Response code, or empty.</param>
/// <param name="RefundedCents">Sum of its refunds in hundredths of the currency unit.</param>
/// <param name="IsCharged">True when the customer pays in the end.</param>
public sealed record BenchLedgerRow(
    string Id, string UniqueId, long AmountCents, string Currency, string Last4, string Status,
    string Response, long RefundedCents, bool IsCharged);
