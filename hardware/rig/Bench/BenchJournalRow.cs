namespace Terminal.Rig.Bench;

/// <summary>A transaction in the terminal's journal as the bench shows it.</summary>
/// <param name="UniqueId">What joins it to the ledger.</param>
/// <param name="AmountCents">Hundredths of the currency unit.</param>
/// <param name="Currency">ISO 4217 letters in lower case.</param>
/// <param name="Last4">Last four digits of the card, or empty.</param>
/// <param name="State">State in the journal's own words.</param>
/// <param name="Detail">Response code, offline, or other; or empty.</param>
/// <param name="IsCharged">
/// What the terminal believes of the customer: charged, not charged, or null while it does not know
/// yet.
/// </param>
public sealed record BenchJournalRow(
    string UniqueId, long AmountCents, string Currency, string Last4, string State, string Detail,
    bool? IsCharged);
