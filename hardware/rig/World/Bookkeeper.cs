// Whoever keeps these books never asks the terminal. What is known is what people and wires know:
// who tapped how much, what was shown to whom, which keys were pressed, which create was the first
// to be handed over after a tap, and what the acquirer has in its ledger in the end. From these
// follows whether anybody was wronged.
//
// An adapter tells what it sees: Tap when the reader has read a card; Handed for every create that
// the terminal hands to a connection, before anybody knows whether it arrives; Show for each
// screen that says something about a sale; AskCancel and AskRefund for keys; Raise, Acknowledge
// and Gone for the attention list. Screens that say nothing about a sale (idle, menus) are not
// told. A customer is one tap: who taps again is another one.

using System.Globalization;
using System.Text;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.World;

/// <summary>
/// Holds what was said to customers against what they were charged. Single thread.
/// </summary>
public sealed class Bookkeeper
{
    // Of several taps of the same amount without a create, the live one goes first for so long.
    private static readonly TimeSpan LiveFor = TimeSpan.FromSeconds(60);

    // A ledger may tell whole seconds only.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<int, TapAccount> _accounts = [];
    private readonly Dictionary<string, TapAccount> _byUniqueId = [];
    private readonly Dictionary<int, (TapAccount? Account, string Words)> _entries = [];
    private readonly HashSet<int> _acknowledged = [];
    private readonly List<MoneyViolation> _lostEntries = [];
    private readonly Dictionary<int, (TapAccount Account, RefundAsk Refund)> _asks = [];

    /// <summary>How many tapped.</summary>
    public int Taps => _accounts.Count;

    /// <summary>
    /// Refunds said to be made that only a refund made elsewhere at the same time accounts for:
    /// nobody could have told them apart.
    /// </summary>
    public int Indistinguishable { get; private set; }

    /// <summary>A card was read for an amount.</summary>
    /// <param name="customer">Any number above 0, a new one for each tap.</param>
    /// <param name="cents">The amount that was on the screen.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="at">When.</param>
    /// <param name="card">What the reader sealed, in base64, where the rig knows it: then no create
    /// can be taken for another tap's.</param>
    public void Tap(
        int customer, long cents, string currency, DateTimeOffset at, string? card = null)
    {
        var account = new TapAccount(customer, cents, currency, at, card);
        _accounts.Add(customer, account);
        account.Note(at, $"taps for {TapAccount.Money(cents, currency)}");
    }

    /// <summary>A create was handed to a connection; it may arrive or not.</summary>
    /// <returns>The customer whose it is; 0 where it can be nobody's.</returns>
    public int Handed(
        string uniqueId, long cents, string currency, DateTimeOffset at, string? card = null)
    {
        if (!_byUniqueId.TryGetValue(uniqueId, out TapAccount? account))
        {
            account = Find(cents, currency, at, card);
            if (account is null)
            {
                return 0;
            }

            _byUniqueId.Add(uniqueId, account);
            account.UniqueIds.Add(uniqueId);
        }

        account.Act(at, $"the terminal sends {uniqueId}");
        return account.Customer;
    }

    /// <summary>A refund was handed to a connection; it may arrive or not.</summary>
    public void HandedRefund(long cents, DateTimeOffset at)
    {
        // What went dark unsaid, or was refused at once, may never have become durable; one that
        // was asked for since did. A refund that cannot have arrived any more is sent again.
        (TapAccount Account, RefundAsk Refund)[] asks =
            [.. _asks.OrderBy(one => one.Key).Select(one => one.Value).Where(one => one.Refund.Cents == cents)];
        int index = Array.FindIndex(asks, one => one.Refund is
            { WasHanded: false, WentDark: false, Word: not Said.RefundRefused });
        if (index < 0 && !Array.Exists(asks, one => one.Refund.WasHanded))
        {
            index = Array.FindLastIndex(asks, one => one.Refund.WentDark);
        }

        if (index >= 0)
        {
            asks[index].Refund.WasHanded = true;
            asks[index].Account.Note(at, $"the terminal sends refund {asks[index].Refund.Number}");
        }
    }

    /// <summary>
    /// The terminal goes dark. A refund of which no screen has said anything may not have become
    /// durable: then nobody was promised anything.
    /// </summary>
    public void GoDark()
    {
        foreach ((TapAccount _, RefundAsk ask) in _asks.Values)
        {
            ask.WentDark |= ask.Word == Said.Nothing;
        }
    }

    /// <summary>
    /// The acquirer itself has refused a create for good, in its own words; nobody in front of it.
    /// </summary>
    public void Refuse(string uniqueId, DateTimeOffset at)
    {
        if (_byUniqueId.TryGetValue(uniqueId, out TapAccount? account))
        {
            account.WasRefused = true;
            account.Note(at, $"the acquirer refuses {uniqueId}");
        }
    }

    /// <summary>The customer of a unique_id that was handed over; 0 where there is none.</summary>
    public int CustomerOf(string uniqueId) =>
        _byUniqueId.TryGetValue(uniqueId, out TapAccount? account) ? account.Customer : 0;

    /// <summary>A screen says something about a sale.</summary>
    /// <param name="customer">Whose sale.</param>
    /// <param name="said">What it says.</param>
    /// <param name="at">When it came up.</param>
    /// <param name="words">Its words, for the story.</param>
    public void Show(int customer, Said said, DateTimeOffset at, string words = "")
    {
        RequireSale(said);
        _accounts[customer].Say(said, at, $"the screen says {Quoted(said, words)}");
    }

    /// <summary>Keys ask for the sale to be cancelled.</summary>
    public void AskCancel(int customer, DateTimeOffset at)
    {
        _accounts[customer].IsCancelAsked = true;
        _accounts[customer].Act(at, "the cashier cancels");
    }

    /// <summary>Keys give or withhold consent to an offline sale.</summary>
    public void Consent(int customer, bool isGiven, DateTimeOffset at)
    {
        _accounts[customer].IsCancelAsked |= !isGiven;
        _accounts[customer].Act(
            at, isGiven ? "the cashier consents to offline" : "the cashier does not consent");
    }

    /// <summary>Keys ask for a refund, or a technician has it sent again.</summary>
    /// <returns>The number of this refund.</returns>
    public int AskRefund(int customer, long cents, DateTimeOffset at)
    {
        TapAccount account = _accounts[customer];
        var ask = new RefundAsk(_asks.Count + 1, cents, at);
        account.Refunds.Add(ask);
        _asks.Add(ask.Number, (account, ask));
        account.Act(at, $"refund {ask.Number} of {Money(account, cents)} is asked for");
        return ask.Number;
    }

    /// <summary>A screen says something about a refund.</summary>
    public void ShowRefund(int refund, Said said, DateTimeOffset at, string words = "")
    {
        (TapAccount account, RefundAsk ask) = _asks[refund];
        RequireRefund(said);
        SayOfRefund(account, ask, said, at);
        account.Note(at, $"the screen says of refund {refund} {Quoted(said, words)}");
    }

    /// <summary>The attention list has a new entry about a sale, or about nothing of
    /// these.</summary>
    /// <param name="entry">Its number; new for each entry.</param>
    /// <param name="customer">Whose sale; 0 for an entry about something else.</param>
    /// <param name="says">What it says of the sale.</param>
    /// <param name="at">When it was raised.</param>
    /// <param name="words">Its words.</param>
    public void Raise(int entry, int customer, Said says, DateTimeOffset at, string words = "")
    {
        TapAccount? account = customer == 0 ? null : _accounts[customer];
        _entries.Add(entry, (account, words));
        if (account is not null)
        {
            RequireSale(says);
            account.Say(says, at, $"attention {entry} says {Quoted(says, words)}");
        }
    }

    /// <summary>The attention list has a new entry about a refund.</summary>
    public void RaiseRefund(int entry, int refund, Said says, DateTimeOffset at, string words = "")
    {
        (TapAccount account, RefundAsk ask) = _asks[refund];
        RequireRefund(says);
        _entries.Add(entry, (account, words));
        SayOfRefund(account, ask, says, at);
        account.Note(at, $"attention {entry} says of refund {refund} {Quoted(says, words)}");
    }

    /// <summary>Somebody acknowledges an entry.</summary>
    public void Acknowledge(int entry, DateTimeOffset at)
    {
        _acknowledged.Add(entry);
        _entries[entry].Account?.Note(at, $"attention {entry} is acknowledged");
    }

    /// <summary>An entry is not on the list any more.</summary>
    public void Gone(int entry, DateTimeOffset at)
    {
        (TapAccount? account, string words) = _entries[entry];
        account?.Note(at, $"attention {entry} is gone");
        if (!_acknowledged.Contains(entry))
        {
            _lostEntries.Add(new MoneyViolation(
                MoneyRule.AttentionIsKept, account?.Customer ?? 0,
                $"attention {entry} \"{words}\" is gone and nobody acknowledged it"));
        }
    }

    /// <summary>Holds everything against the ledger.</summary>
    /// <param name="ledger">The acquirer's books.</param>
    /// <param name="now">Now.</param>
    /// <param name="settle">How long after the last tap, key or create of a customer everything
    /// about it must be final. Before that only what no later word can mend is a
    /// violation.</param>
    /// <returns>What does not hold, by customer; empty when all is well.</returns>
    public IReadOnlyList<MoneyViolation> Judge(
        LedgerSnapshot ledger, DateTimeOffset now, TimeSpan settle)
    {
        List<MoneyViolation> found = [.. _lostEntries];
        Indistinguishable = 0;
        foreach (LedgerPayment payment in ledger.Payments)
        {
            if (payment.UniqueId is null || !_byUniqueId.ContainsKey(payment.UniqueId))
            {
                found.Add(new MoneyViolation(
                    MoneyRule.PaymentHasATap, 0,
                    $"payment {payment.Id} of {TapAccount.Money(payment.Amount, payment.Currency)}"
                    + $" under {payment.UniqueId ?? "no unique_id"} belongs to no tap"));
            }
        }

        foreach (TapAccount account in _accounts.Values)
        {
            var judge = new TapJudge(account, PaymentsOf(account, ledger), Tolerance, found);
            judge.JudgeBooks();
            if (now - account.LastActAt >= settle)
            {
                judge.JudgeWords();
            }

            Indistinguishable += judge.Indistinguishable;
        }

        return found;
    }

    /// <summary>
    /// Customers about whom something has been done too lately for everything to be final. Whose
    /// creates go out again and again never leaves this list: that is for a check of liveness.
    /// </summary>
    public IReadOnlyList<int> Unsettled(DateTimeOffset now, TimeSpan settle) =>
    [
        .. _accounts.Values.Where(account => now - account.LastActAt < settle)
            .Select(account => account.Customer),
    ];

    /// <summary>What a customer was charged net, in hundredths.</summary>
    public long NetOf(int customer, LedgerSnapshot ledger) =>
        PaymentsOf(_accounts[customer], ledger).Sum(BookedPayment.Net);

    /// <summary>The story of one customer, a line for each thing that happened.</summary>
    public string Story(int customer, LedgerSnapshot ledger)
    {
        TapAccount account = _accounts[customer];
        IReadOnlyList<LedgerPayment> payments = PaymentsOf(account, ledger);
        List<(DateTimeOffset At, string Words)> lines = [.. account.Lines];
        foreach (LedgerPayment payment in payments)
        {
            lines.Add((payment.Created,
                $"the acquirer books {payment.Id} of"
                + $" {TapAccount.Money(payment.Amount, payment.Currency)}"
                + $" ({payment.Status ?? "undecided"} in the end)"));
            lines.AddRange(payment.Refunds.Select(refund => (refund.Created,
                $"{(refund.IsForeign ? "somebody elsewhere" : "the terminal")} pays back"
                + $" {TapAccount.Money(refund.Amount, refund.Currency)} ({refund.Status})")));
        }

        var story = new StringBuilder();
        story.Append(CultureInfo.InvariantCulture, $"customer {customer}").AppendLine();
        foreach ((DateTimeOffset at, string words) in lines.OrderBy(line => line.At))
        {
            story.Append(CultureInfo.InvariantCulture, $"  {at:HH:mm:ss.fff}  {words}")
                .AppendLine();
        }

        long net = payments.Sum(BookedPayment.Net);
        story.Append(
            CultureInfo.InvariantCulture,
            $"  charged net: {TapAccount.Money(net, account.Currency)}").AppendLine();
        return story.ToString();
    }

    private TapAccount? Find(long cents, string currency, DateTimeOffset at, string? card)
    {
        if (card is not null
            && _accounts.Values.FirstOrDefault(one => one.Card == card) is { } exact)
        {
            return exact;
        }

        List<TapAccount> open =
        [
            .. _accounts.Values.Where(one => one.UniqueIds.Count == 0 && one.Cents == cents
                && one.Currency == currency && one.TappedAt <= at
                && (card is null || one.Card is null)),
        ];
        TapAccount? latest = open.MaxBy(one => one.TappedAt);
        return latest is not null && at - latest.TappedAt <= LiveFor
            ? latest : open.MinBy(one => one.TappedAt);
    }

    private static IReadOnlyList<LedgerPayment> PaymentsOf(
        TapAccount account, LedgerSnapshot ledger) =>
        [.. account.UniqueIds.Select(ledger.ByUniqueId).OfType<LedgerPayment>()];

    private static void SayOfRefund(
        TapAccount account, RefundAsk ask, Said said, DateTimeOffset at)
    {
        ask.Word = said;
        ask.WordAt = at;
        if (said == Said.RefundDone && account.Word == Said.StillCharged)
        {
            account.Say(Said.PaidBack, at, "so the sale is paid back");
        }
    }

    private static string Quoted(Said said, string words) =>
        words.Length == 0 ? said.ToString() : $"{said} \"{words}\"";

    private static string Money(TapAccount account, long cents) =>
        TapAccount.Money(cents, account.Currency);

    private static bool IsOfRefund(Said said) => said is Said.RefundNoted or Said.RefundUnknown
        or Said.RefundDone or Said.RefundRefused;

    private static void RequireSale(Said said)
    {
        if (IsOfRefund(said))
        {
            throw new ArgumentException($"{said} is said of a refund, not of a sale.");
        }
    }

    private static void RequireRefund(Said said)
    {
        if (!IsOfRefund(said) && said != Said.Undecided)
        {
            throw new ArgumentException($"{said} is said of a sale, not of a refund.");
        }
    }
}
