namespace Terminal.Rig.Acquirer;

/// <summary>
/// Authentication of the payer, as a client asks for it with `auth`. With a card and an address to come back to, a
/// page waits for the payer (available); without, it is asked for (requested) until a payment page has both.
/// </summary>
/// <param name="Status">Status as the API spells it.</param>
/// <param name="ReturnUrl">Where the payer comes back to, or null.</param>
/// <param name="RedirectUrl">Where the payer is sent, or null.</param>
public sealed record PayerAuth(string Status, string? ReturnUrl, string? RedirectUrl)
{
    private const string Available = "available";
    private const string Requested = "requested";
    private const string PayersPage = "https://3ds.acquirer.example/";

    /// <summary>What becomes of a request.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <param name="returnUrl">Where the payer comes back to, or null.</param>
    /// <param name="hasCard">The payment has a card.</param>
    public static PayerAuth Ask(string paymentId, string? returnUrl, bool hasCard) =>
        returnUrl is not null && hasCard
            ? new PayerAuth(Available, returnUrl, PayersPage + paymentId)
            : new PayerAuth(Requested, returnUrl, null);
}
