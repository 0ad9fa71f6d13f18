namespace Terminal.Rig.Acquirer;

/// <summary>
/// In test mode, and where the acquirer is told so, the last two digits of an amount choose the outcome of a payment
/// whose card would be approved: a test needs no special cards. The rig's README has the table.
/// </summary>
public static class AmountOutcome
{
    /// <summary>Response code for a card that has expired.</summary>
    public const string Expired = "54";

    private const int SlowMs = 6_000;
    private const int NoStatusCents = 98;
    private const int SlowCents = 99;

    /// <summary>Response codes that amounts choose: 10.51 is refused with 51.</summary>
    public static IReadOnlyList<string> Refusals { get; } =
        ["05", "41", "42", "43", "51", Expired, "57", "61", "65", "75", "91"];

    /// <summary>What becomes of a payment.</summary>
    /// <param name="card">Its card.</param>
    /// <param name="amount">Hundredths of the currency unit.</param>
    public static TestCard Decide(TestCard card, long amount)
    {
        long cents = amount % 100;
        return card.Status != TestCard.ToCapture ? card
            : cents == NoStatusCents ? card with { Status = null }
            : cents == SlowCents ? card with { DelayMs = SlowMs }
            : Refusals.FirstOrDefault(code => code == $"{cents:00}") is string code ? Refuse(card, code) : card;
    }

    /// <summary>The card, refused.</summary>
    public static TestCard Refuse(TestCard card, string response) =>
        card with { Status = "refused", Response = response, DelayMs = 0 };
}
