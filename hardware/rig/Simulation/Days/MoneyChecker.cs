using System.Text;
using Terminal.Agent.Journal;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// Holds the terminal's word against the acquirer's books: nobody is charged twice, nothing that is
/// shown or kept as approved is missing there, and nothing is charged that the terminal does not
/// know.
/// </summary>
public sealed class MoneyChecker
{
    private readonly JournalChecker _journal;
    private readonly DayAcquirer _acquirer;

    /// <summary>Watches journal and books.</summary>
    public MoneyChecker(JournalChecker journal, DayAcquirer acquirer)
    {
        _journal = journal;
        _acquirer = acquirer;
        journal.Moved = OnMoved;
        acquirer.WasHanded = OnHanded;
        acquirer.WasAnswered = OnAnswered;
        acquirer.WasBooked = OnBooked;
    }

    /// <summary>Told of each sale that has reached its final state.</summary>
    public Action<Known>? Settled { get; set; }

    /// <summary>A screen has come up: what it says is so.</summary>
    public void CheckScreen(ScreenModel view)
    {
        Known? known = _journal.Find(view.Sequence);
        switch (view.Id)
        {
            case ScreenId.Approved:
                Require(known?.State == TransactionState.Approved, $"shown as approved: {Name(known)}");
                RequireCharged(known!);
                break;
            case ScreenId.Declined:
                Require(known?.State == TransactionState.Declined, $"shown as declined: {Name(known)}");
                string? response = _acquirer.Ledger.FindByUniqueId(known!.UniqueId)?.Response;
                Require(
                    response == Encoding.ASCII.GetString(view.ResponseCode),
                    $"{Name(known)} shows another response than {response}");
                break;
            case ScreenId.Rejected:
                Require(known?.State == TransactionState.Rejected, $"shown as rejected: {Name(known)}");
                break;
            case ScreenId.InProgress:
            case ScreenId.ResultUnknown:
                Require(
                    known is not null && !TransactionRules.IsFinal(known.State),
                    $"shown as {view.Id}: {Name(known)}");
                break;
            case ScreenId.AcceptedOffline:
                Require(
                    known is not null && (known.Flags & TransactionFlags.Offline) != 0
                        && known.State != TransactionState.Cancelled,
                    $"shown as accepted offline: {Name(known)}");
                break;
            case ScreenId.CancelKept:
                // The same step may have settled it.
                Require(
                    known?.State is TransactionState.CancelRequested or TransactionState.Cancelled
                        or TransactionState.Refunded,
                    $"shown as cancel kept: {Name(known)}");
                break;
            default:
                break;
        }
    }

    /// <summary>When all is over: books and journal tell one story.</summary>
    public void CheckEnd()
    {
        foreach (Known known in _journal.All)
        {
            CheckEnd(known);
        }

        foreach (LedgerPayment payment in _acquirer.Ledger.Snapshot().Payments)
        {
            Known? known = Find(payment.UniqueId);
            Require(known is not null, $"{payment.UniqueId} is charged and nobody knows it");

            // A cancelled payment that is found dead may be dead because it was paid back whole.
            bool isCancelled = known!.State is TransactionState.Refunded or TransactionState.Cancelled;
            long paidBack = isCancelled ? payment.RefundedAmount : PaidBack(known);
            Require(
                payment.RefundedAmount == paidBack,
                $"{Name(known)}: {payment.RefundedAmount} was paid back, {paidBack} by the journal");
        }
    }

    private void CheckEnd(Known known)
    {
        if (known.Sale is not null)
        {
            Require(TransactionRules.IsFinal(known.State), $"{Name(known)} is not settled");
            return;
        }

        LedgerPayment? payment = _acquirer.Ledger.FindByUniqueId(known.UniqueId);
        bool isHeld = payment is { IsCharged: true } && payment.RefundedAmount < payment.Amount;
        switch (known.State)
        {
            case TransactionState.Approved:
                RequireCharged(known, PaidBack(known));
                break;
            case TransactionState.Refunded:
                Require(
                    payment is not null && !isHeld && payment.RefundedAmount == payment.Amount,
                    $"{Name(known)} is not paid back");
                break;
            default:
                Require(!isHeld, $"{Name(known)} is charged all the same");
                break;
        }
    }

    private void OnMoved(Known known, TransactionState from)
    {
        known.IsBegun = known.State == TransactionState.InFlight
            || (known.IsBegun && known.State == TransactionState.Unknown);
        if (from == known.State)
        {
            return;
        }

        if (known.Sale is not null)
        {
            OnRefundMoved(known, from);
            return;
        }

        LedgerPayment? payment = _acquirer.Ledger.FindByUniqueId(known.UniqueId);
        switch (known.State)
        {
            case TransactionState.Approved:
                RequireCharged(known);
                break;
            case TransactionState.Declined:
                Require(
                    payment is { IsCharged: false, Status: not null },
                    $"{Name(known)} is {payment?.Status ?? "unknown"} at the acquirer");
                break;
            case TransactionState.Refunded:
                Require(
                    payment is not null && payment.RefundedAmount == payment.Amount,
                    $"{Name(known)} is not paid back");
                break;
            default:
                break;
        }

        if (TransactionRules.IsFinal(known.State))
        {
            Settled?.Invoke(known);
        }
    }

    // A refund is of an approved sale, is the only one that is not settled, and asks for no more
    // than what is left; what the journal calls paid back is paid back.
    private void OnRefundMoved(Known refund, TransactionState from)
    {
        Known? sale = SaleOf(refund);
        if (from == TransactionState.Free)
        {
            Require(
                sale?.State == TransactionState.Approved,
                $"{Name(refund)} pays back {Name(sale)}");
            Require(
                RefundsOf(sale!).All(other => other == refund || TransactionRules.IsFinal(other.State)),
                $"{Name(refund)} is not the only refund of {Name(sale)}");
            long asked = RefundsOf(sale!).Where(MayCount).Sum(other => (long)other.Cents);
            Require(asked <= sale!.Cents, $"{asked} of {Name(sale)} of {sale.Cents} are paid back");
        }
        else if (refund.State == TransactionState.Approved)
        {
            long settled = PaidBack(sale!);
            long paidBack = _acquirer.Ledger.FindByUniqueId(sale!.UniqueId)?.RefundedAmount ?? 0;
            Require(
                paidBack >= settled,
                $"{Name(refund)}: {paidBack} of {Name(sale)} was paid back, not {settled}");
        }

        if (TransactionRules.IsFinal(refund.State))
        {
            Settled?.Invoke(refund);
        }
    }

    private static bool MayCount(Known refund) => refund.State is not (
        TransactionState.Declined or TransactionState.Rejected or TransactionState.Cancelled);

    private Known? SaleOf(Known refund) =>
        refund.Sale is (uint boot, uint sequence) ? _journal.Find(boot, sequence) : null;

    private IEnumerable<Known> RefundsOf(Known sale) =>
        _journal.Refunds.Where(refund => refund.Sale == (sale.Boot, sale.Sequence));

    // By the journal's word.
    private long PaidBack(Known sale) => RefundsOf(sale)
        .Where(refund => refund.State == TransactionState.Approved)
        .Sum(refund => (long)refund.Cents);

    private void RequireCharged(Known known, long paidBack = 0)
    {
        LedgerPayment? payment = _acquirer.Ledger.FindByUniqueId(known.UniqueId);
        Require(payment is not null, $"{Name(known)} is not in the ledger");
        Require(
            (payment!.IsCharged || (paidBack == payment.Amount && payment.Status == "canceled"))
                && payment.Amount == known.Cents && payment.Currency == "eur"
                && payment.RefundedAmount == paidBack,
            $"{Name(known)} of {known.Cents} is {payment.Status}, {payment.Amount} there");
    }

    // What the acquirer may have is looked up before it is sent again.
    private void OnHanded(PaymentRequest request, bool isByModem)
    {
        if (request.Kind == "Refund" && request.PaymentId is not null)
        {
            OnRefundHanded(request.PaymentId, isByModem);
            return;
        }

        // A modem's piece may end in the middle of a request: what it names is not known then.
        if (request.Kind != "Create" || request.UniqueId is null)
        {
            return;
        }

        Known? known = Find(request.UniqueId);
        if (isByModem && known is not { IsBegun: true })
        {
            // What was missing of an earlier try has been filled up: it arrives late, and what it
            // names may have lost bytes. Nobody takes it: else it would be booked and be found.
            return;
        }

        Require(known is not null, $"{request.UniqueId} was sent before it was durable");

        Require(
            known!.State is TransactionState.InFlight or TransactionState.CancelRequested
                || known is { State: TransactionState.Unknown, IsBegun: true },
            $"{Name(known)} was sent");
        Require(!known.MayBeKnown, $"{Name(known)} was sent again without a look-up");
        known.MayBeKnown = true;
        known.IsBegun = false;
    }

    // Money goes back for a sale that is being cancelled, or for a refund that is on its way: once,
    // until a look has shown that it did not arrive.
    private void OnRefundHanded(string paymentId, bool isByModem)
    {
        Known? sale = Find(_acquirer.Ledger.Find(paymentId)?.UniqueId);
        Known? refund = sale is null ? null
            : RefundsOf(sale).FirstOrDefault(other => !TransactionRules.IsFinal(other.State));
        if (isByModem && refund is not { IsBegun: true })
        {
            return;
        }

        Require(sale is not null, $"a refund of {paymentId}, which nobody knows");

        bool isCancel = sale!.State == TransactionState.CancelRequested
            && (sale.Flags & TransactionFlags.RefundSent) != 0;
        Require(
            isCancel || refund is { State: TransactionState.InFlight }
                || refund is { State: TransactionState.Unknown, IsBegun: true },
            $"a refund of {Name(sale)} was sent, its record is {Name(refund)}");
        if (!isCancel)
        {
            Require(!refund!.MayBeKnown, $"{Name(refund)} was sent again without a look");
            refund.MayBeKnown = true;
            refund.IsBegun = false;
        }
    }

    private void OnRefundAnswered(PaymentRequest request, int status)
    {
        LedgerPayment? payment = _acquirer.Ledger.Find(request.PaymentId!);
        if (payment is null || Find(payment.UniqueId) is not Known sale)
        {
            return;
        }

        long asked = sale.State is TransactionState.CancelRequested or TransactionState.Refunded
            ? sale.Cents : RefundsOf(sale).Where(MayCount).Sum(refund => (long)refund.Cents);
        Require(
            payment.RefundedAmount <= asked,
            $"{payment.RefundedAmount} of {Name(sale)} were paid back, {asked} were asked for");
        bool isMissing = request.Kind == "Read" && status == 200
            && payment.RefundedAmount <= PaidBack(sale);
        bool isNotTaken = request.Kind == "Refund" && status is 401 or 402 or 403 or 407;
        if (isMissing || isNotTaken)
        {
            foreach (Known refund in RefundsOf(sale))
            {
                refund.MayBeKnown = false;
            }
        }
    }

    private void OnAnswered(PaymentRequest request, int status)
    {
        if (request.PaymentId is not null)
        {
            OnRefundAnswered(request, status);
            return;
        }

        Known? known = Find(request.UniqueId);
        if (known is null)
        {
            return;
        }

        bool isMissing = request.Kind == "LookUp" && status is 200 or 404
            && _acquirer.Ledger.FindByUniqueId(known.UniqueId) is null;
        bool isNotTaken = request.Kind == "Create" && status is 401 or 402 or 403 or 407;
        if (isMissing || isNotTaken)
        {
            known.MayBeKnown = false;
        }
    }

    private void OnBooked(LedgerPayment payment)
    {
        Known? known = Find(payment.UniqueId);
        Require(known is not null, $"{payment.UniqueId} is booked and the terminal does not know it");
        Require(
            payment.Amount == known!.Cents && payment.Currency == "eur",
            $"{Name(known)} of {known.Cents} is booked as {payment.Amount}");

        // A request that was under way may arrive late, but not after the terminal has called the
        // transaction never charged.
        Require(
            !TransactionRules.IsFinal(known.State), $"{Name(known)} is booked after its end");
    }

    private Known? Find(string? uniqueId) =>
        uniqueId is null ? null : _journal.Find(uniqueId);

    private static string Name(Known? known) =>
        known is null ? "a sale that is not in the journal" : $"{known.UniqueId} ({known.State})";

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvariantViolation(DayVerdict.Correctness, "money: " + what);
        }
    }
}
