namespace Terminal.Rig.Acquirer;

/// <summary>
/// One payment in the acquirer's ledger; a change makes a new record in its place.
/// </summary>
public sealed record LedgerPayment
{
    /// <summary>paym_ and 24 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Hundredths of the currency unit.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217 letters in lower case.</summary>
    public required string Currency { get; init; }

    /// <summary>When it was booked, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The key under which the acquirer takes a payment once only, or null.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The merchant's own number, or null.</summary>
    public string? OrderId { get; init; }

    /// <summary>The merchant's own words, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Status as the API spells it; null is undecided.</summary>
    public string? Status { get; init; }

    /// <summary>Response code of the issuer, or null.</summary>
    public string? Response { get; init; }

    /// <summary>False: authorise only.</summary>
    public bool Capture { get; init; } = true;

    /// <summary>True when a production key was used.</summary>
    public bool LiveMode { get; init; }

    /// <summary>The payer's authentication, or null where nobody asks for one.</summary>
    public PayerAuth? Auth { get; init; }

    /// <summary>The card, or null while the payment has none.</summary>
    public LedgerCard? Card { get; init; }

    /// <summary>The customer, or null.</summary>
    public LedgerCustomer? Customer { get; init; }

    /// <summary>The client's device object as it was sent, or null.</summary>
    public string? DeviceJson { get; init; }

    /// <summary>Where a payment page would return to, or null.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>Refunds of it, oldest first.</summary>
    public IReadOnlyList<LedgerRefund> Refunds { get; init; } = [];

    /// <summary>How often a POST with the same unique_id came again and was turned away.</summary>
    public int DuplicatePosts { get; init; }

    /// <summary>Sum of its refunds that stand, in hundredths of the currency unit.</summary>
    public long RefundedAmount => Refunds.Sum(refund => refund.Stands ? refund.Amount : 0);

    /// <summary>True when money moves to the merchant: what "charged" means in tests.</summary>
    public bool IsCharged => Status is "to_capture" or "capture_sent" or "captured";
}
