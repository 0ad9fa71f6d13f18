namespace Terminal.Rig.Bench;

/// <summary>A transaction in the terminal's journal as the bench shows it.</summary>
/// <param name="UniqueId">What joins a sale to the ledger.</param>
/// <param name="OriginalId">For a refund, what its sale has as UniqueId; otherwise empty.</param>
/// <param name="AmountCents">Hundredths of the currency unit.</param>
/// <param name="Currency">ISO 4217 letters in lower case.</param>
/// <param name="Last4">Last four digits of the card, or empty.</param>
/// <param name="State">State in the journal's own words.</param>
/// <param name="Response">Response code, or empty.</param>
/// <param name="IsOffline">Accepted offline.</param>
public sealed record BenchJournalRow(
    string UniqueId, string OriginalId, long AmountCents, string Currency, string Last4, string State,
    string Response, bool IsOffline)
{
    /// <summary>Pays a sale back.</summary>
    public bool IsRefund => OriginalId.Length > 0;
}
