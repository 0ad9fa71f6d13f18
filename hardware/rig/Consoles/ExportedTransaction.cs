namespace Terminal.Rig.Consoles;

/// <summary>One undelivered transaction of an export (SPEC.md, Export).</summary>
/// <param name="UniqueId">Its id, for life.</param>
/// <param name="IsRefund">True for a refund.</param>
/// <param name="State">State in the terminal's journal.</param>
/// <param name="AmountCents">Hundredths of the currency unit.</param>
/// <param name="Currency">ISO 4217 letters in lower case.</param>
/// <param name="Damage">0 when the record is sound.</param>
/// <param name="PaymentId">The acquirer's id, empty when not known.</param>
/// <param name="Ksn">Key serial number in hexadecimal, empty when the payload is gone.</param>
/// <param name="SealedBase64">The sealed payload, empty when it is gone.</param>
/// <param name="ChangedAt">When the terminal last changed its record; null when it did not know the
/// time. Nothing was sent later.</param>
public sealed record ExportedTransaction(
    string UniqueId,
    bool IsRefund,
    string State,
    long AmountCents,
    string Currency,
    int Damage,
    string PaymentId,
    string Ksn,
    string SealedBase64,
    DateTimeOffset? ChangedAt = null);
