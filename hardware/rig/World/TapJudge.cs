using Terminal.Rig.Acquirer;

namespace Terminal.Rig.World;

/// <summary>Judges one tap by what was said of it and what the books have of it.</summary>
internal sealed class TapJudge
{
    private readonly TapAccount _account;
    private readonly IReadOnlyList<LedgerPayment> _payments;
    private readonly TimeSpan _tolerance;
    private readonly List<MoneyViolation> _found;
    private readonly Dictionary<RefundAsk, LedgerRefund> _made = [];
    private readonly long _gross;
    private readonly long _net;
    private readonly long _foreign;

    public TapJudge(
        TapAccount account, IReadOnlyList<LedgerPayment> payments, TimeSpan tolerance,
        List<MoneyViolation> found)
    {
        _account = account;
        _payments = payments;
        _tolerance = tolerance;
        _found = found;
        _gross = payments.Sum(BookedPayment.Gross);
        _net = payments.Sum(BookedPayment.Net);
        _foreign = payments.SelectMany(payment => payment.Refunds)
            .Where(refund => refund is { IsForeign: true, Stands: true })
            .Sum(refund => refund.Amount);
    }

    /// <summary>Refunds said to be made that could not be told from one made elsewhere.</summary>
    public int Indistinguishable { get; private set; }

    private bool IsUnwanted => _account.IsCancelAsked || IsUnfavourable(_account.Word);

    /// <summary>What no later word can mend.</summary>
    public void JudgeBooks()
    {
        if (_payments.Count > 1)
        {
            Find(
                MoneyRule.OnePaymentForATap,
                $"has {_payments.Count} payments: {string.Join(", ", _account.UniqueIds)}");
        }

        foreach (LedgerPayment payment in _payments)
        {
            if (payment.Amount != _account.Cents || payment.Currency != _account.Currency)
            {
                Find(
                    MoneyRule.AmountIsTheTaps,
                    $"tapped for {Money(_account.Cents)} and has a payment of"
                    + $" {TapAccount.Money(payment.Amount, payment.Currency)}");
            }
        }

        long accounted = MatchRefunds();
        long rest = _net + _foreign + accounted;
        if (rest != 0 && rest != _account.Cents)
        {
            Find(
                MoneyRule.NetIsZeroOrTheAmount,
                $"is charged {Money(_net)} net of {Money(_account.Cents)}; paid back were"
                + $" {Money(accounted)} on demand and {Money(_foreign)} elsewhere");
        }
    }

    /// <summary>What must hold once all is final.</summary>
    public void JudgeWords()
    {
        if (_account.WasSaidAccepted && _gross == 0)
        {
            Find(
                MoneyRule.AcceptedIsCharged,
                $"was told 'accepted' and is charged nothing: {Books()}");
        }

        JudgeRefusal();
        JudgeLastWord();
        foreach (RefundAsk ask in _account.Refunds)
        {
            JudgeRefund(ask);
        }
    }

    private static bool IsUnfavourable(Said said) => said is Said.Refused or Said.NotProcessed
        or Said.NotCharged or Said.CancelNoted or Said.Cancelled or Said.LateDecline
        or Said.PaidBack;

    // Every refund of the terminal's own answers one ask, or takes back a sale that is not wanted.
    private long MatchRefunds()
    {
        long accounted = 0;
        bool isTakenBack = false;
        foreach (LedgerRefund refund in _payments.SelectMany(payment => payment.Refunds)
            .Where(refund => refund is { IsForeign: false, Stands: true })
            .OrderBy(refund => refund.Created))
        {
            RefundAsk? ask = _account.Refunds.OrderBy(one => one.Word != Said.RefundDone)
                .ThenBy(one => one.Word == Said.RefundRefused).ThenBy(one => !one.WasHanded)
                .FirstOrDefault(one => one.Cents == refund.Amount && !_made.ContainsKey(one)
                    && one.AskedAt <= refund.Created + _tolerance);
            if (ask is not null)
            {
                _made.Add(ask, refund);
                accounted += refund.Amount;
            }
            else if (IsUnwanted && !isTakenBack)
            {
                isTakenBack = true;
                accounted += refund.Amount;
            }
            else
            {
                bool isAgain = isTakenBack
                    || _account.Refunds.Exists(one => one.Cents == refund.Amount);
                Find(
                    MoneyRule.RefundOnceAndAsked,
                    $"is paid back {Money(refund.Amount)}"
                    + (isAgain ? " once more" : " that nobody asked for"));
            }
        }

        return accounted;
    }

    // Whoever was in front of the acquirer cannot refuse in its name: the sale was lost by that.
    private void JudgeRefusal()
    {
        bool isRefusal = _account.Word is Said.Refused or Said.NotProcessed or Said.LateDecline;
        if (isRefusal && _payments.Count == 0 && !_account.WasRefused && !_account.IsCancelAsked)
        {
            Find(
                MoneyRule.RefusalIsTheAcquirers,
                $"was last told '{_account.Word}', and the acquirer has refused nothing");
        }
    }

    private void JudgeLastWord()
    {
        Said word = _account.Word;
        switch (word)
        {
            case Said.StillCharged when _gross == 0:
                Find(MoneyRule.AcceptedIsCharged, $"is said to be charged and is not: {Books()}");
                break;
            case Said.AcceptedOffline or Said.Unknown when _gross == 0 && WasSent(word):
                Find(
                    MoneyRule.NoBadEndIsSilent,
                    $"was last told '{word}', is charged nothing, and nobody was told: {Books()}");
                break;
            case Said.Nothing or Said.InProgress when _account.UniqueIds.Count > 0:
                JudgeUnsaidEnd();
                break;
            default:
                if (IsUnfavourable(word) && _net != 0)
                {
                    Find(
                        MoneyRule.UnfavourableIsNotCharged,
                        $"was last told '{word}' and is charged {Money(_net)}: {Books()}");
                }

                break;
        }
    }

    // What was accepted offline is a promise whether it was ever sent or not.
    private bool WasSent(Said word) =>
        word == Said.AcceptedOffline || _account.UniqueIds.Count > 0;

    // A terminal that went dark in the middle must tell how the sale ended, either way; but whoever
    // cancelled and is charged nothing has what he asked for.
    private void JudgeUnsaidEnd()
    {
        bool isCancelledOnDemand = _account.IsCancelAsked && _net == 0;
        if (!isCancelledOnDemand)
        {
            Find(
                MoneyRule.NoBadEndIsSilent,
                $"was never told how it ended, and is charged {Money(_net)}: {Books()}");
        }
    }

    private void JudgeRefund(RefundAsk ask)
    {
        bool isMade = _made.ContainsKey(ask);
        switch (ask.Word)
        {
            case Said.RefundDone when !isMade && IsForeignBetween(ask, ask.WordAt):
                Indistinguishable++;
                break;
            case Said.RefundDone when !isMade:
                Find(
                    MoneyRule.RefundDoneIsMade,
                    $"was told that refund {ask.Number} of {Money(ask.Cents)} was made: {Books()}");
                break;
            case Said.RefundRefused when isMade:
                Find(
                    MoneyRule.RefundRefusedIsNotMade,
                    $"was told that refund {ask.Number} of {Money(ask.Cents)} was not made,"
                    + " and it was");
                break;
            case Said.Nothing when ask is { WentDark: true, WasHanded: false }:
                break;
            case Said.Nothing or Said.RefundNoted or Said.RefundUnknown
                when !isMade && IsForeignBetween(ask, DateTimeOffset.MaxValue):
                // The customer has the money, and the terminal took it for its own doing.
                Indistinguishable++;
                break;
            case Said.Nothing or Said.RefundNoted or Said.RefundUnknown when !isMade:
                Find(
                    MoneyRule.RefundEndIsTold,
                    $"asked for refund {ask.Number} of {Money(ask.Cents)}, was last told"
                    + $" '{ask.Word}', and it was not made");
                break;
            default:
                break;
        }
    }

    private bool IsForeignBetween(RefundAsk ask, DateTimeOffset until) => _payments
        .SelectMany(payment => payment.Refunds)
        .Any(refund => refund is { IsForeign: true, Stands: true } && refund.Amount == ask.Cents
            && refund.Created >= ask.AskedAt - _tolerance && refund.Created <= until);

    private string Books() => _payments.Count == 0
        ? "the acquirer has no payment"
        : string.Join("; ", _payments.Select(payment =>
            $"{payment.UniqueId} is {payment.Status ?? "undecided"} for"
            + $" {TapAccount.Money(payment.Amount, payment.Currency)}"
            + $" less {Money(payment.RefundedAmount)}"));

    private string Money(long cents) => TapAccount.Money(cents, _account.Currency);

    private void Find(MoneyRule rule, string words) =>
        _found.Add(new MoneyViolation(rule, _account.Customer, words));
}
