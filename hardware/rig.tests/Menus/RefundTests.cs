using System.Text.RegularExpressions;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>Refunds from the history: exactly once, never more than the sale.</summary>
public sealed partial class RefundTests
{
    private static readonly Key[] ToHistory = [Key.Menu, (Key)1, Key.Ok];
    private static readonly Key[] Pin = [(Key)2, (Key)5, (Key)8, (Key)0, Key.Ok];

    [Theory]
    [InlineData("none", BoardKind.Firmware)]
    [InlineData("answer-lost", BoardKind.Ports)]
    [InlineData("answer-lost-and-cut", BoardKind.Ports)]
    [InlineData("answer-lost-and-cut", BoardKind.Firmware)]
    public async Task A_refund_reaches_the_acquirer_once(string trouble, BoardKind board)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(board);
        IVirtualTerminal terminal = rig.Terminal;
        terminal.PowerOn();
        await terminal.SellAsync();
        rig.Acquirer.Api.Ledger.Update(
            Payment(rig).Id, payment => payment with { Status = "captured" });
        if (trouble != "none")
        {
            rig.Acquirer.Faults.Set(
            [
                new FaultRule { Kind = FaultKind.LoseAnswer, Count = 1, Method = "POST", Path = "/v1/refunds" },
            ]);
        }

        SetPin(terminal);
        terminal.Press(ToHistory);
        terminal.Press(Pin);
        await terminal.SeesAsync("Montant à rembourser");
        terminal.Press((Key)5, (Key)0, (Key)0, Key.Ok, Key.Ok);
        if (trouble == "answer-lost-and-cut")
        {
            await terminal.UntilAsync(() => Payment(rig).Refunds.Count == 1, "the refund at the acquirer");
            terminal.CutPower();
            terminal.PowerOn();
        }

        await terminal.UntilAsync(
            () => Refunds(terminal).Count() == 1
                && Refunds(terminal).All(r => r.State == TransactionState.Approved),
            "the refund is settled");
        LedgerPayment paid = Payment(rig);
        Assert.Single(paid.Refunds);
        Assert.Equal(500, paid.RefundedAmount);
        Assert.Null(terminal.Crash);
    }

    [Fact]
    public void A_refund_that_never_arrived_is_sent_again_once_it_cannot_arrive_and_not_before()
    {
        var book = new Book { LosesPosts = 1 };
        HandTerminal terminal = Start(book);
        terminal.Agent.StoreAndForward.SettleS = 900;
        Refund(terminal);
        terminal.Run(60_000);
        Assert.Equal(TransactionState.Unknown, Newest(terminal).State);
        Assert.Equal(0, terminal.Agent.Journal.WaitingCount);
        Assert.Equal(1, terminal.Agent.Journal.UndeliveredCount);
        terminal.Run(830_000);
        Assert.Equal(1, book.Posts);
        terminal.Run(300_000);
        Assert.Equal(2, book.Posts);
        Assert.Equal(1_250, book.RefundedCents);
        Assert.Equal(TransactionState.Approved, Newest(terminal).State);
    }

    [Fact]
    public void Two_parts_make_no_more_than_the_sale()
    {
        var book = new Book();
        HandTerminal terminal = Start(book);
        Press(terminal, ToHistory, Pin);
        terminal.Run(700);
        terminal.Press((Key)5, (Key)0, (Key)0, Key.Ok, Key.Ok);
        terminal.Run(5_000);
        Assert.Contains("REMBOURSÉ", terminal.Words, StringComparison.Ordinal);

        // Past the refund to its sale; 7,50 are left, and 7,51 are not taken.
        terminal.Press(Key.Ok, Key.Down, Key.Ok);
        terminal.Press(Pin);
        terminal.Run(700);
        Assert.Contains("7,50", terminal.Words, StringComparison.Ordinal);
        terminal.Press((Key)7, (Key)5, (Key)1, Key.Ok);
        Assert.Contains("Maximum", terminal.Words, StringComparison.Ordinal);
        terminal.Press(Key.Clear, (Key)0, Key.Ok, Key.Ok);
        terminal.Run(5_000);
        Assert.Equal(1_250, book.RefundedCents);
        terminal.Press(Key.Ok, Key.Down, Key.Down, Key.Ok);
        terminal.Press(Pin);
        terminal.Run(700);
        Assert.Contains("déjà remboursée", terminal.Words, StringComparison.Ordinal);
        Assert.Equal(2, book.Posts);
    }

    [Fact]
    public void A_refund_refused_after_the_menu_was_left_is_shown_until_it_is_noted()
    {
        var book = new Book { Refuses = true };
        HandTerminal terminal = Start(book);
        Refund(terminal);
        terminal.Press(Key.Menu, Key.Menu);
        terminal.Run(5_000);
        Assert.Contains("NON REMBOURSÉ", terminal.Words, StringComparison.Ordinal);
        terminal.Press(Key.Ok);
        terminal.Run(500);
        Assert.Contains("Tapez le montant", terminal.Words, StringComparison.Ordinal);
        Assert.Equal(TransactionState.Rejected, Newest(terminal).State);
    }

    [Fact]
    public void A_refund_that_conflicts_and_is_not_seen_at_the_next_look_is_refused()
    {
        // In parts before the capture, for one: it would conflict for ever.
        var book = new Book { Conflicts = 100 };
        HandTerminal terminal = Start(book);
        Refund(terminal);
        terminal.Run(30_000);
        Assert.Equal(1, book.Posts);
        Assert.Equal(TransactionState.Rejected, Newest(terminal).State);
        Assert.Contains("NON REMBOURSÉ", terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_refunds_that_conflict_together_each_is_remembered()
    {
        var book = new Book { Conflicts = 100 };
        HandTerminal terminal = Start(book);
        TransactionRecord sale = Newest(terminal);
        var refund = new TransactionRecord();
        foreach (int cents in (int[])[500, 750])
        {
            RefundOrder.Fill(refund, sale, cents);
            Assert.Equal(AppendResult.Appended, terminal.Agent.Journal.Append(refund));
        }

        terminal.Agent.StoreAndForward.Wake();
        terminal.Run(30_000);
        Assert.Equal(2, book.Posts);
        Assert.Equal(0, terminal.Agent.Journal.WaitingCount);
        Assert.Equal(TransactionState.Rejected, Newest(terminal).State);
    }

    [Fact]
    public void A_refund_that_conflicts_with_itself_is_done()
    {
        var book = new Book { Conflicts = 1, TakesConflicts = true };
        HandTerminal terminal = Start(book);
        Refund(terminal);
        terminal.Run(60_000);
        Assert.Equal(1, book.Posts);
        Assert.Equal(1_250, book.RefundedCents);
        Assert.Equal(TransactionState.Approved, Newest(terminal).State);
    }

    [Fact]
    public void What_was_refunded_elsewhere_leaves_no_room()
    {
        var book = new Book { Refunds = { 300 } };
        HandTerminal terminal = Start(book);
        Refund(terminal);
        terminal.Run(60_000);
        Assert.Equal(0, book.Posts);
        Assert.Equal(TransactionState.Rejected, Newest(terminal).State);
    }

    [Fact]
    public void A_payment_that_is_not_captured_is_refunded_whole_and_that_is_said_before_the_PIN()
    {
        var book = new Book { Status = "to_capture" };
        HandTerminal terminal = Start(book);
        terminal.Press(Key.Menu, (Key)1);
        terminal.Run(3_000);
        terminal.Press(Key.Ok);
        Assert.Contains("pas encore encaissée", terminal.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("PIN", terminal.Words, StringComparison.Ordinal);
        terminal.Press(Key.Ok);
        terminal.Press(Pin);
        terminal.Run(700);
        Assert.Contains("en entier seulement", terminal.Words, StringComparison.Ordinal);
        terminal.Press((Key)5, (Key)0, (Key)0, Key.Clear);
        Assert.Contains("12,50", terminal.Words, StringComparison.Ordinal);
        terminal.Press(Key.Ok, Key.Ok);
        terminal.Run(5_000);
        Assert.Equal([1_250], book.Refunds);
        Assert.Equal(TransactionState.Approved, Newest(terminal).State);
    }

    // The PIN may be quicker than the answer.
    [Fact]
    public void A_part_of_a_payment_that_is_not_captured_is_not_offered_once_that_is_known()
    {
        var book = new Book { Status = "to_capture" };
        HandTerminal terminal = Start(book);
        Press(terminal, ToHistory, Pin);
        terminal.Run(4_000);
        Assert.Contains("en entier seulement", terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_is_refused_before_the_capture_names_its_reason()
    {
        var book = new Book { Status = "captured", Conflicts = 9 };
        HandTerminal terminal = Start(book);
        Press(terminal, ToHistory, Pin);
        terminal.Run(700);
        book.Status = "to_capture";
        terminal.Press((Key)5, (Key)0, (Key)0, Key.Ok, Key.Ok);
        terminal.Run(20_000);
        Assert.Contains("Pas encore encaissée", terminal.Words, StringComparison.Ordinal);
        Assert.Equal(TransactionState.Rejected, Newest(terminal).State);
    }

    // Power goes in one write after the other once the refusal has come; the acquirer takes what is
    // sent again later.
    [Fact]
    public void A_refund_that_is_listed_as_refused_is_never_made()
    {
        int cuts = 0;
        for (int write = 1; write < 12; write++)
        {
            var book = new Book { Refuses = true };
            HandTerminal terminal = Start(book);
            terminal.Agent.StoreAndForward.SettleS = 900;
            Refund(terminal);
            for (int i = 0; i < 1_000 && book.Posts == 0; i++)
            {
                terminal.Run(5);
            }

            Assert.Equal(1, book.Posts);
            terminal.Nvram.CutIn(write, 12_345);
            try
            {
                terminal.Run(5_000);
            }
            catch (PowerCutException)
            {
                cuts++;
            }

            terminal.Nvram.CutIn(0, 0);
            book.Refuses = false;
            terminal.Start();
            terminal.Agent.StoreAndForward.SettleS = 900;
            terminal.Run(3_000_000);
            bool isListed = false;
            var entry = new AttentionEntry();
            AttentionList list = terminal.Agent.Attention;
            for (uint n = list.Next(0, true); n != 0; n = list.Next(n, true))
            {
                isListed |= list.Read(n, entry) && entry.Kind == AttentionKind.RefundRefused;
            }

            Assert.False(isListed && book.RefundedCents > 0, $"cut in write {write}");
        }

        Assert.True(cuts > 2);
    }

    [Fact]
    public void A_sale_that_is_leafed_past_is_not_asked_about()
    {
        var book = new Book();
        HandTerminal terminal = Start(book);
        terminal.Press(Key.Menu, (Key)1);
        terminal.Run(500);
        terminal.Press(Key.Down);
        terminal.Run(500);
        terminal.Press(Key.Menu, Key.Menu);
        terminal.Run(5_000);
        Assert.Equal(0, book.Reads);
    }

    private static void Refund(HandTerminal terminal)
    {
        Press(terminal, ToHistory, Pin);
        terminal.Run(700);
        terminal.Press(Key.Ok, Key.Ok);
    }

    private static void Press(HandTerminal terminal, params Key[][] keys) =>
        Array.ForEach(keys, some => terminal.Press(some));

    private static TransactionRecord Newest(HandTerminal terminal)
    {
        var record = new TransactionRecord();
        Assert.True(terminal.Agent.Journal.Load(terminal.Agent.Journal.Newest(), record));
        return record;
    }

    private static HandTerminal Start(Book book)
    {
        HandTerminal terminal = MenuSamples.Play(new MenuSample("counter", _ => { }), Language.French);
        terminal.SetCodes();
        terminal.WifiTransport.Answer = book.Answer;
        return terminal;
    }

    private static LedgerPayment Payment(ScenarioRig rig) =>
        Assert.Single(rig.Acquirer.Api.Ledger.Snapshot().Payments);

    private static IEnumerable<TransactionRecord> Refunds(IVirtualTerminal terminal) =>
        terminal.Look(agent =>
        {
            var refunds = new List<TransactionRecord>();
            for (int slot = agent.Journal.Newest(); slot >= 0; slot = agent.Journal.Older(slot))
            {
                var record = new TransactionRecord();
                if (agent.Journal.Load(slot, record) && record.Kind == TransactionKind.Refund)
                {
                    refunds.Add(record);
                }
            }

            return refunds;
        }) ?? [];

    private static void SetPin(IVirtualTerminal terminal) => terminal.Look(agent =>
    {
        agent.MerchantPin.Set("2580"u8.ToArray(), 0, 4);
        while (agent.MerchantPin.Step(0) == Terminal.Agent.Settings.PinVerdict.Busy)
        {
        }

        return true;
    });

    /// <summary>The acquirer's book of one payment of 12,50, captured.</summary>
    private sealed partial class Book
    {
        public int LosesPosts { get; set; }

        public bool Refuses { get; set; }

        public int Conflicts { get; set; }

        public bool TakesConflicts { get; set; }

        public List<int> Refunds { get; } = [];

        public int RefundedCents => Refunds.Sum();

        public int Posts { get; private set; }

        public int Reads { get; private set; }

        public string Status { get; set; } = "captured";

        public string Answer(string request)
        {
            if (!request.StartsWith("POST /v1/refunds", StringComparison.Ordinal))
            {
                Reads++;
                return Json(200, "{\"id\":\"paym_000000000000000000000004\",\"amount\":1250,"
                    + "\"currency\":\"eur\",\"status\":\"" + Status + "\",\"refunds\":["
                    + string.Join(',', Refunds.Select(c => $"{{\"amount\":{c},\"status\":\"to_refund\"}}")) + "]}");
            }

            Posts++;
            Assert.Contains("\"payment\":\"paym_000000000000000000000004\"", request, StringComparison.Ordinal);
            if (LosesPosts-- > 0)
            {
                return "";
            }

            if (Refuses)
            {
                return Json(400, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"No\"}}");
            }

            int cents = int.Parse(Amount().Match(request).Groups[1].Value);
            bool isConflict = Conflicts-- > 0;
            Refunds.AddRange(isConflict && !TakesConflicts ? [] : [cents]);
            if (isConflict)
            {
                return Json(409, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"No\"}}");
            }

            return Json(200, "{\"id\":\"refd_123456789012345678901234\",\"amount\":" + cents
                + ",\"payment\":\"paym_000000000000000000000004\",\"currency\":\"eur\",\"status\":\"to_refund\"}");
        }

        private static string Json(int status, string body) => $"HTTP/1.1 {status} X\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";

        [GeneratedRegex("\"amount\":(\\d+)")]
        private static partial Regex Amount();
    }
}
