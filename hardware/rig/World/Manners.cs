namespace Terminal.Rig.World;

/// <summary>
/// How unkind an acquirer is. Percentages are of the requests, payments or refunds that they are
/// about. With every weight at zero it is the kind one, to the byte.
/// </summary>
public sealed record Manners
{
    /// <summary>A request is booked at most so long after it came, in s.</summary>
    public const int BooksLateSecondsMost = 120;

    /// <summary>Look-ups and lists are at most so far behind the books, in s.</summary>
    public const int LagSecondsMost = 600;

    /// <summary>Every weight is zero.</summary>
    public static Manners Kind { get; } = new();

    /// <summary>Creates and refunds whose connection ends and which are booked later.</summary>
    public int BooksLatePercent { get; init; }

    /// <summary>
    /// The same, of those whose answer gets lost for the carrier's own reasons.
    /// </summary>
    public int BooksLateWhenLostPercent { get; init; }

    /// <summary>How late at most, in s.</summary>
    public int BooksLateSeconds { get; init; }

    /// <summary>Changes of a payment that look-ups and lists show late.</summary>
    public int LagPercent { get; init; }

    /// <summary>How late at most, in s.</summary>
    public int LagSeconds { get; init; }

    /// <summary>Of these, those that a read by id shows late too, though less late.</summary>
    public int ReadLagPercent { get; init; }

    /// <summary>
    /// Look-ups, lists and reads that the books themselves answer in the place of a copy that lags:
    /// what was seen may be gone at the next look.
    /// </summary>
    public int FreshPercent { get; init; }

    /// <summary>Look-ups and lists whose entries hold no unique_id.</summary>
    public int ListsWithoutUniqueIdPercent { get; init; }

    /// <summary>Reads by id that hold no unique_id.</summary>
    public int ReadsWithoutUniqueIdPercent { get; init; }

    /// <summary>Answers in which payments hold no refunds.</summary>
    public int RefundsAbsentPercent { get; init; }

    /// <summary>Answers in which the refunds of payments are null.</summary>
    public int RefundsNullPercent { get; init; }

    /// <summary>Answers in which the refunds of payments are ids.</summary>
    public int RefundsAsIdsPercent { get; init; }

    /// <summary>Lists of refunds that tell nothing: an answer without a list, or a 405.</summary>
    public int RefundListsMutePercent { get; init; }

    /// <summary>
    /// Refunds that their payment shows late, within the time of <see cref="LagSeconds"/>.
    /// </summary>
    public int RefundsShownLatePercent { get; init; }

    /// <summary>Payments that somebody pays back in the customer area, whole or in part.</summary>
    public int ForeignRefundPercent { get; init; }

    /// <summary>How long after the payment at most, in s.</summary>
    public int ForeignRefundSeconds { get; init; }

    /// <summary>Refunds that the acquirer refuses for reasons of its own.</summary>
    public int RefundRefusedPercent { get; init; }

    /// <summary>Refunds that it takes and does not honour, and says so.</summary>
    public int RefundNotHonoredPercent { get; init; }

    /// <summary>Refusals of refunds whose message is an object.</summary>
    public int RefusalsAsObjectsPercent { get; init; }

    /// <summary>
    /// Payments that are captured, and refunds that are sent and made, as time goes by.
    /// </summary>
    public int MovesOnPercent { get; init; }

    /// <summary>How long each of these steps takes at most, in s.</summary>
    public int MovesOnSeconds { get; init; }

    /// <summary>Payments that say "refunded" once all of them was paid back.</summary>
    public int SaysRefundedPercent { get; init; }

    /// <summary>Requests that something in front of the API answers.</summary>
    public int GatewayPercent { get; init; }

    /// <summary>Bursts in a day in which it answers most requests.</summary>
    public int GatewayBurstsADay { get; init; }

    /// <summary>How long a burst lasts at most, in s.</summary>
    public int GatewayBurstSeconds { get; init; }

    /// <summary>Answers of 5xx from there whose request takes effect, now or late.</summary>
    public int GatewayTakesEffectPercent { get; init; }

    /// <summary>The order of lists.</summary>
    public Acquirer.ListOrder Order { get; init; }

    /// <summary>A full page says that there is more; the page after the last is a 404.</summary>
    public bool ListsEndInNotFound { get; init; }

    /// <summary>
    /// After so many seconds without a request everything that was sent is booked, and shown to
    /// whoever looks.
    /// </summary>
    public int SettleSeconds => BooksLateSeconds + LagSeconds;

    /// <summary>
    /// Draws how unkind the acquirer of a seed is: each trait is absent in some worlds, rare in
    /// others, and the rule in a few, so that one hides the other nowhere for long.
    /// </summary>
    public static Manners Draw(int seed)
    {
        var random = new Random(seed);
        int Weight(int often) => random.Next(3) switch
        {
            0 => 0,
            1 => random.Next(1, 1 + Math.Max(1, often / 4)),
            _ => random.Next(1, often + 1),
        };
        int form = random.Next(4);
        return new Manners
        {
            BooksLatePercent = Weight(40),
            BooksLateWhenLostPercent = Weight(100),
            BooksLateSeconds = random.Next(1, BooksLateSecondsMost + 1),
            LagPercent = Weight(100),
            LagSeconds = random.Next(1, LagSecondsMost + 1),
            ReadLagPercent = Weight(60),
            FreshPercent = Weight(70),
            ListsWithoutUniqueIdPercent = random.Next(3) == 0 ? 100 : Weight(60),
            ReadsWithoutUniqueIdPercent = random.Next(5) == 0 ? 100 : Weight(40),
            RefundsAbsentPercent = form == 0 ? 100 : Weight(25),
            RefundsNullPercent = form == 1 ? 100 : Weight(25),
            RefundsAsIdsPercent = form == 2 ? 100 : Weight(25),
            RefundsShownLatePercent = Weight(80),
            ForeignRefundPercent = Weight(12),
            ForeignRefundSeconds = random.Next(1, 14_400),
            RefundRefusedPercent = Weight(20),
            RefundNotHonoredPercent = Weight(15),
            RefusalsAsObjectsPercent = Weight(100),
            MovesOnPercent = Weight(80),
            MovesOnSeconds = random.Next(60, 14_400),
            SaysRefundedPercent = Weight(100),
            GatewayPercent = Weight(8),
            GatewayBurstsADay = Weight(12),
            GatewayBurstSeconds = random.Next(60, 1_200),
            GatewayTakesEffectPercent = Weight(70),
            Order = (Acquirer.ListOrder)random.Next(3),
            ListsEndInNotFound = random.Next(2) == 0,
            RefundListsMutePercent = random.Next(6) == 0 ? 100 : Weight(25),
        };
    }
}
