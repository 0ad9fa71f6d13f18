using System.Globalization;

namespace Terminal.Rig.World;

/// <summary>What the bookkeeper holds to be so of every tap.</summary>
public enum MoneyRule
{
    /// <summary>Every payment in the books belongs to a tap.</summary>
    PaymentHasATap,

    /// <summary>A tap makes one payment at most.</summary>
    OnePaymentForATap,

    /// <summary>A payment has the amount and currency of its tap.</summary>
    AmountIsTheTaps,

    /// <summary>
    /// What is charged net, but for refunds that were asked for or made elsewhere, is nothing or
    /// the amount.
    /// </summary>
    NetIsZeroOrTheAmount,

    /// <summary>"Accepted" means charged, or paid back on demand.</summary>
    AcceptedIsCharged,

    /// <summary>
    /// "Refused", "cancelled" and "not charged" mean a net of nothing, or an entry of the attention
    /// list that says otherwise.
    /// </summary>
    UnfavourableIsNotCharged,

    /// <summary>
    /// What ends worse than was said, or unsaid, has an entry of the attention list or a later
    /// screen.
    /// </summary>
    NoBadEndIsSilent,

    /// <summary>
    /// "Refused", "not processed" and a late decline are the acquirer's: it has refused the payment
    /// or the request, or nobody wanted it any more.
    /// </summary>
    RefusalIsTheAcquirers,

    /// <summary>A refund of this terminal was asked for, and is made once.</summary>
    RefundOnceAndAsked,

    /// <summary>"Refund made" means that it was.</summary>
    RefundDoneIsMade,

    /// <summary>"Refund refused" means that it was not made.</summary>
    RefundRefusedIsNotMade,

    /// <summary>A refund that was asked for and not made has been told so.</summary>
    RefundEndIsTold,

    /// <summary>An entry of the attention list stays until it is acknowledged.</summary>
    AttentionIsKept,
}

/// <summary>A rule that does not hold.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Customer">The tap; 0 where there is none.</param>
/// <param name="Words">What is wrong, in one sentence.</param>
public sealed record MoneyViolation(MoneyRule Rule, int Customer, string Words)
{
    /// <inheritdoc/>
    public override string ToString() => Customer == 0
        ? $"{Rule}: {Words}"
        : string.Create(CultureInfo.InvariantCulture, $"{Rule}: customer {Customer}: {Words}");
}
