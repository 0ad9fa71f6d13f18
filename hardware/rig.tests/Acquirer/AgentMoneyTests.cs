using System.Globalization;
using System.Text;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.World;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>
/// Money in an unkind world: requests that are booked late, look-ups that lag, something in front of the acquirer that
/// answers in its place, lists without names, refunds that are told in every form. Nothing is charged that was given
/// up, nothing is lost that was accepted, each refund is made once, and nothing unfavourable is silent.
/// </summary>
public sealed class AgentMoneyTests
{
    private const string OwnError = """{"error":{"type":"invalid_request_error","message":"No"}}""";
    private const string NoRoute = """{"message":"no Route matched with those values"}""";
    private const string Page = "<!DOCTYPE html><html><body>Blocked</body></html>";
    private const int SettleMs = AgentWorld.SettleS * 1_000;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(13)]
    public void A_cancelled_sale_that_is_booked_late_is_paid_back(int minutes)
    {
        var world = new AgentWorld();
        AgentWorldRequest? late = null;
        world.On("Create", request =>
        {
            late = request;
            return AgentWorldReply.Hangup;
        });
        world.Tap(1_250);
        Assert.True(world.RunUntil(() => late is not null, 5_000));
        world.Press("c");
        world.Run(minutes * 60_000);
        Assert.Equal(TransactionState.CancelRequested, world.Newest.State);
        world.Bank.Handle(late!);
        Assert.True(world.Reaches(TransactionState.Refunded, 2 * SettleMs), world.Kinds());
        Assert.Equal(0, world.Bank.Held);
        Assert.Single(world.Requests, r => r.Kind == "Create");
        Assert.Equal([1_250L], world.Bank.Payments[0].Refunds);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_watched_cancel_survives_a_restart_and_ends_only_after_the_time_that_settles_it(bool isClockLost)
    {
        var world = new AgentWorld();
        world.On("Create", AgentWorldReply.Hangup);
        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Requests.Count > 0, 5_000));
        world.Press("c");
        Assert.True(world.Reaches(TransactionState.CancelRequested, 5_000));
        world.Run(300_000);
        Assert.Equal(0, world.Newest.SealedLength);
        if (isClockLost)
        {
            world.Clock.SetUtc(0);
        }

        world.Restart();
        world.Run(SettleMs / 2);
        Assert.Equal(TransactionState.CancelRequested, world.Newest.State);
        if (isClockLost)
        {
            // Nobody knows how late it is: the cancel is not given up, however long it takes.
            world.Run(2 * SettleMs);
            Assert.Equal(TransactionState.CancelRequested, world.Newest.State);
            world.Clock.SetUtc(AgentWorld.EpochUtcSeconds + 7_200);
        }

        Assert.True(world.Reaches(TransactionState.Cancelled, 3 * SettleMs), world.Kinds());
        Assert.False(world.Agent.Attention.IsWanted);
    }

    [Fact]
    public void A_watch_that_began_under_a_clock_that_was_ahead_still_ends()
    {
        var world = new AgentWorld();
        world.Clock.SetUtc(AgentWorld.EpochUtcSeconds + (2 * 86_400));
        world.On("Create", AgentWorldReply.Hangup);
        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Requests.Count > 0, 5_000));
        world.Press("c");
        Assert.True(world.Reaches(TransactionState.CancelRequested, 5_000));
        world.Clock.SetUtc(AgentWorld.EpochUtcSeconds + 60);
        world.Run(SettleMs / 2);
        Assert.Equal(TransactionState.CancelRequested, world.Newest.State);
        Assert.True(world.Reaches(TransactionState.Cancelled, 3 * SettleMs), world.Kinds());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(422)]
    public void A_second_create_that_is_refused_says_nothing_of_the_first(int status)
    {
        var world = new AgentWorld();
        AgentWorldRequest? late = null;
        world.On("Create", request =>
        {
            late = request;
            return AgentWorldReply.Hangup;
        });
        world.On("Create", AgentWorldReply.Http(status, OwnError));
        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Requests.Count(r => r.Kind == "Create") == 2, 60_000), world.Kinds());
        world.Run(500);
        Assert.NotEqual(TransactionState.Rejected, world.Newest.State);
        Assert.NotEqual(TransactionState.Cancelled, world.Newest.State);
        Assert.DoesNotContain(ScreenId.Rejected, world.Screens);
        world.Bank.Handle(late!);
        Assert.True(world.Reaches(TransactionState.Approved, 2 * SettleMs), world.Kinds());
        Assert.Equal(1_250, world.Bank.Held);
    }

    [Fact]
    public void A_sale_whose_second_create_was_refused_ends_rejected_when_nothing_turns_up()
    {
        var world = new AgentWorld();
        world.On("Create", AgentWorldReply.Hangup).On("Create", AgentWorldReply.Http(400, OwnError));
        world.Tap(1_250);
        world.Run(60_000);
        world.Press("o");
        Assert.Equal(TransactionState.Unknown, world.Newest.State);
        Assert.True(world.Reaches(TransactionState.Rejected, 3 * SettleMs), world.Kinds());
        Assert.Equal(400, world.Newest.HttpStatus);
        Assert.Equal(2, world.Requests.Count(r => r.Kind == "Create"));
        Assert.Equal([AttentionKind.UnknownThenDeclined], Attention(world));
    }

    [Theory]
    [InlineData(404, NoRoute)]
    [InlineData(400, Page)]
    [InlineData(401, Page)]
    [InlineData(402, "")]
    [InlineData(403, NoRoute)]
    [InlineData(413, Page)]
    [InlineData(421, "")]
    [InlineData(431, Page)]
    public void Something_in_front_of_the_acquirer_settles_nothing(int status, string body)
    {
        var world = new AgentWorld();
        world.Anything = _ => AgentWorldReply.Http(status, body);
        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Agent.View.Id == ScreenId.OfflineConsent, 5_000));
        world.Run(600);
        world.Press("o");
        world.Run(60_000);
        Assert.Equal(TransactionState.Unknown, world.Newest.State);
        Assert.True(world.Newest.SealedLength > 0);
        Assert.Equal(Terminal.Agent.FaultCode.GatewayAnswered, world.Agent.StoreAndForward.ServiceFault);
        Assert.Equal(Terminal.Agent.FaultCode.None, world.Agent.StoreAndForward.BlockingFault);
        Assert.Equal(ScreenId.ServiceUnavailable, world.Agent.View.Id);
        world.Anything = null;
        Assert.True(world.Reaches(TransactionState.Approved, 2_000_000), world.Kinds());
        Assert.Equal(1_250, world.Bank.Held);
    }

    [Theory]
    [InlineData(401, Terminal.Agent.FaultCode.KeyRefused, AttentionKind.KeySuspected)]
    [InlineData(402, Terminal.Agent.FaultCode.AccountSuspended, AttentionKind.AccountSuspected)]
    [InlineData(403, Terminal.Agent.FaultCode.AccountSuspended, AttentionKind.AccountSuspected)]
    [InlineData(404, Terminal.Agent.FaultCode.None, AttentionKind.None)]
    public void Key_or_account_are_named_when_a_gateway_refuses_for_half_an_hour(
        int status, Terminal.Agent.FaultCode suspected, AttentionKind kind)
    {
        var world = new AgentWorld();
        world.Anything = _ => AgentWorldReply.Http(status, Page);
        world.Tap(1_250);
        world.Run(1_000);
        world.Press("o");
        world.Run(20 * 60_000);
        Assert.Equal(Terminal.Agent.FaultCode.None, world.Agent.StoreAndForward.SuspectedFault);
        world.Run(20 * 60_000);
        Assert.Equal(suspected, world.Agent.StoreAndForward.SuspectedFault);
        Assert.Equal(kind == AttentionKind.None ? [] : [kind], Attention(world));
        world.Anything = null;
        Assert.True(world.Reaches(TransactionState.Approved, 2_000_000));
        world.Tap(600);
        Assert.Equal(Terminal.Agent.FaultCode.None, world.Agent.StoreAndForward.SuspectedFault);
    }

    [Fact]
    public void A_transaction_that_a_gateway_refuses_again_and_again_lets_others_pass()
    {
        var world = new AgentWorld();
        world.Wifi.IsAccessPointUp = false;
        world.Run(10_000);
        foreach (int cents in new[] { 1_111, 1_222, 1_333 })
        {
            world.Tap(cents);
            world.Run(700);
            world.Press("oo");
        }

        string? refused = null;
        world.Anything = request =>
        {
            if (request.Kind == "Create" && refused is null)
            {
                refused = request.Json.GetProperty("unique_id").GetString();
            }

            bool isRefused = refused is not null && (request.Kind == "Create"
                ? request.Json.GetProperty("unique_id").GetString() == refused
                : request.Target.EndsWith(refused, StringComparison.Ordinal));
            return isRefused ? AgentWorldReply.Http(403, Page) : null;
        };
        world.Wifi.IsAccessPointUp = true;
        Assert.True(world.RunUntil(() => world.Agent.Journal.WaitingCount == 1, 400_000), world.Kinds());
        Assert.Equal(2, world.Bank.Payments.Count);
        world.Anything = null;
        Assert.True(world.RunUntil(() => world.Agent.Journal.WaitingCount == 0, 400_000), world.Kinds());
        Assert.Equal(1_111 + 1_222 + 1_333, world.Bank.Held);
    }

    [Fact]
    public void A_payment_that_no_answer_names_is_known_by_the_409()
    {
        var world = new AgentWorld { Bank = { IsNameless = true } };
        world.LoseAnswer("Create");
        world.Tap(1_250);
        Assert.True(world.Reaches(TransactionState.Approved, 30_000), world.Kinds());
        Assert.Equal("Create LookUp Read Create Read", world.Kinds());
        Assert.Equal(1_250, world.Bank.Held);
    }

    [Fact]
    public void A_cancelled_sale_is_not_paid_back_on_a_nameless_list_alone()
    {
        var world = new AgentWorld { Bank = { IsNameless = true } };
        world.LoseAnswer("Create");
        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Requests.Count > 0, 5_000));
        world.Press("c");
        world.Run(2 * SettleMs);
        Assert.Equal(TransactionState.CancelRequested, world.Newest.State);
        Assert.DoesNotContain("Refund", world.Kinds(), StringComparison.Ordinal);
        Assert.Contains("Read", world.Kinds(), StringComparison.Ordinal);
        Assert.Equal([AttentionKind.RefundUndecided], Attention(world));
        world.Bank.IsNameless = false;
        Assert.True(world.Reaches(TransactionState.Refunded, 4 * SettleMs), world.Kinds());
    }

    [Fact]
    public void A_payment_of_long_before_the_sale_is_never_accepted()
    {
        var world = new AgentWorld { Bank = { CreatedUtcSeconds = () => AgentWorld.EpochUtcSeconds - 7_200 } };
        world.Bank.TellsDate = true;
        world.Tap(500);
        Assert.True(world.Reaches(TransactionState.Approved, 5_000));
        Assert.True(world.Agent.StoreAndForward.IsTimeVerified);
        world.Tap(1_250);
        world.Run(60_000);
        Assert.Equal(TransactionState.Unknown, world.Newest.State);
        Assert.Equal([AttentionKind.PaymentNotOurs], Attention(world));
        Assert.True(world.Agent.StoreAndForward.Table.Hits[25] > 0);
        Assert.Equal(ScreenId.ResultUnknown, world.Screens[^1]);
        world.Press("o");
        int slot = world.Agent.Journal.Newest();
        Assert.True(world.Agent.StoreAndForward.Decide(slot, false));
        Assert.Equal(TransactionState.Rejected, world.Newest.State);
        Assert.Equal(TransactionFlags.DecidedByPerson, world.Newest.Flags & TransactionFlags.DecidedByPerson);
        Assert.False(world.Agent.StoreAndForward.Decide(slot, true));
        Assert.Empty(Attention(world));
    }

    [Theory]
    [InlineData("objects")]
    [InlineData("listed absent")]
    [InlineData("listed null")]
    [InlineData("listed ids")]
    [InlineData("mute absent")]
    [InlineData("mute ids")]
    public void A_cancelled_sale_that_was_charged_is_paid_back_once_however_refunds_are_told(string how)
    {
        AgentWorld world = Cancelled(how, out _);
        Assert.True(world.Reaches(TransactionState.Refunded, 60_000), world.Kinds());
        Assert.Equal([1_250L], world.Bank.Payments[0].Refunds);
        Assert.Single(world.Requests, r => r.Kind == "Refund");
        Assert.False(world.Agent.Attention.IsWanted);
    }

    [Theory]
    [InlineData("objects", 0)]
    [InlineData("objects", 600)]
    [InlineData("listed ids", 0)]
    [InlineData("listed ids", 600)]
    [InlineData("listed absent", 60)]
    public void A_refund_whose_answer_is_lost_is_made_once(string how, int lateS)
    {
        AgentWorld world = Cancelled(how, out Action<AgentWorldRequest> later);
        AgentWorldRequest? held = null;
        world.On("Refund", request =>
        {
            held = request;
            return AgentWorldReply.Hangup;
        });
        Assert.True(world.RunUntil(() => held is not null, 60_000), world.Kinds());
        world.Run(lateS * 1_000);
        later(held!);
        Assert.True(world.Reaches(TransactionState.Refunded, 2 * SettleMs), world.Kinds());
        Assert.Single(world.Requests, r => r.Kind == "Refund");
        Assert.Equal([1_250L], world.Bank.Payments[0].Refunds);
    }

    [Fact]
    public void A_refund_that_never_arrived_is_sent_again_once_it_cannot_arrive_any_more()
    {
        AgentWorld world = Cancelled("listed ids", out _);
        world.On("Refund", AgentWorldReply.Hangup);
        Assert.True(world.RunUntil(() => world.Kinds().Contains("Refund"), 60_000));
        long sentMs = world.Clock.UptimeMs;
        Assert.True(world.Reaches(TransactionState.Refunded, 3 * SettleMs), world.Kinds());
        Assert.True(world.Clock.UptimeMs - sentMs >= SettleMs);
        Assert.Equal(2, world.Requests.Count(r => r.Kind == "Refund"));
        Assert.Equal([1_250L], world.Bank.Payments[0].Refunds);
    }

    [Theory]
    [InlineData("mute absent", true)]
    [InlineData("mute absent", false)]
    [InlineData("mute null", false)]
    [InlineData("mute ids", true)]
    public void A_lost_refund_that_nobody_tells_of_is_left_to_a_person(string how, bool isMade)
    {
        AgentWorld world = Cancelled(how, out Action<AgentWorldRequest> later);
        AgentWorldRequest? held = null;
        world.On("Refund", request =>
        {
            held = request;
            return AgentWorldReply.Hangup;
        });
        Assert.True(world.RunUntil(() => held is not null, 60_000), world.Kinds());
        if (isMade)
        {
            later(held!);
        }

        world.Run(2 * SettleMs);
        world.Restart();
        world.Run(2 * SettleMs);
        Assert.Equal(TransactionState.CancelRequested, world.Newest.State);
        Assert.Single(world.Requests, r => r.Kind == "Refund");
        Assert.Equal([AttentionKind.RefundUndecided], Attention(world));
        Assert.Equal(0, world.Agent.Journal.WaitingCount);
        Assert.False(world.Agent.Reset());
        int slot = world.Agent.Journal.Newest();
        Assert.NotEqual(0, world.Newest.Flags & TransactionFlags.NeedsPerson);
        Assert.True(world.Agent.StoreAndForward.Decide(slot, isMade));
        Assert.Equal(isMade ? TransactionState.Refunded : TransactionState.Approved, world.Newest.State);
        Assert.Equal(isMade ? 0 : 1_250, world.Bank.Held);
        Assert.Empty(Attention(world));
    }

    [Fact]
    public void A_person_can_have_a_lost_refund_sent_again()
    {
        AgentWorld world = Cancelled("mute absent", out _);
        world.On("Refund", AgentWorldReply.Hangup);
        Assert.True(world.RunUntil(() => world.Kinds().Contains("Refund"), 60_000));
        world.Run(SettleMs);
        int slot = world.Agent.Journal.Newest();
        Assert.True(world.Agent.StoreAndForward.SendAgain(slot));
        Assert.True(world.Reaches(TransactionState.Refunded, 60_000), world.Kinds());
        Assert.Equal([1_250L], world.Bank.Payments[0].Refunds);
        Assert.Empty(Attention(world));
    }

    [Fact]
    public void A_status_of_refunded_counts_where_refunds_are_not_told()
    {
        AgentWorld world = Cancelled("mute absent", out Action<AgentWorldRequest> later);
        AgentWorldRequest? held = null;
        world.On("Refund", request =>
        {
            held = request;
            return AgentWorldReply.Hangup;
        });
        Assert.True(world.RunUntil(() => held is not null, 60_000), world.Kinds());
        later(held!);
        world.Bank.Payments[0].Status = "refunded";
        Assert.True(world.Reaches(TransactionState.Refunded, SettleMs), world.Kinds());
        Assert.Single(world.Requests, r => r.Kind == "Refund");
    }

    [Fact]
    public void What_was_paid_back_elsewhere_is_not_paid_back_again()
    {
        AgentWorld world = Cancelled("objects", out _);
        world.Bank.Payments[0].Refunds.Add(500);
        Assert.True(world.Reaches(TransactionState.Refunded, 60_000), world.Kinds());
        Assert.Equal([500L, 750L], world.Bank.Payments[0].Refunds);
        Assert.Equal(0, world.Bank.Held);
    }

    [Fact]
    public void A_refund_elsewhere_of_another_amount_does_not_pass_for_ours()
    {
        AgentWorld world = Cancelled("objects", out Action<AgentWorldRequest> later);
        world.Bank.Payments[0] = new(
            world.Bank.Payments[0].Id, world.Bank.Payments[0].UniqueId, 1_250, "eur") { Refunds = { 300 } };
        AgentWorldRequest? held = null;
        world.On("Refund", request =>
        {
            held = request;
            return AgentWorldReply.Hangup;
        });
        Assert.True(world.RunUntil(() => held is not null, 60_000), world.Kinds());
        world.Bank.Payments[0].Refunds.Add(100);
        world.Run(SettleMs / 2);
        Assert.Equal(TransactionState.CancelRequested, world.Newest.State);
        world.Bank.Payments[0].Refunds.Remove(100);
        later(held!);
        Assert.True(world.Reaches(TransactionState.Refunded, 2 * SettleMs), world.Kinds());
        Assert.Equal([300L, 950L], world.Bank.Payments[0].Refunds);
    }

    [Fact]
    public void A_long_list_of_refunds_is_read_to_its_end()
    {
        AgentWorld world = Cancelled("listed absent", out Action<AgentWorldRequest> later);
        world.Bank.OtherRefunds = 65;
        AgentWorldRequest? held = null;
        world.On("Refund", request =>
        {
            held = request;
            return AgentWorldReply.Hangup;
        });
        Assert.True(world.RunUntil(() => held is not null, 60_000), world.Kinds());
        Assert.Equal(4, world.Requests.Count(r => r.Kind == "ListRefunds"));
        later(held!);
        Assert.True(world.Reaches(TransactionState.Refunded, SettleMs), world.Kinds());
        Assert.Single(world.Requests, r => r.Kind == "Refund");
    }

    [Fact]
    public void A_tenant_of_a_slot_inherits_nothing()
    {
        var notes = new MemoryNvram(Terminal.Agent.NvramMap.SizeBytes(1));
        var journal = new TransactionJournal(notes, 1, new JournalFormat());
        journal.Mount(0);
        var slots = new SlotNotes(journal);
        int slot = Sale(journal);
        slots.Claim(slot);
        slots.DueTenths[slot] = 9_000;
        slots.PutOffs[slot] = 7;
        slots.GatewayAnswers[slot] = 3;
        slots.SentTenths[slot] = 5;
        slots.Next[slot] = NextAsked.CreateAgain;
        slots.WasSentBefore[slot] = true;
        slots.Claim(slot);
        Assert.Equal(9_000, slots.DueTenths[slot]);
        var change = new StateChange();
        change.Reset(TransactionState.Cancelled, 0);
        Assert.Equal(ChangeResult.Changed, journal.Change(slot, change));
        Assert.Equal(slot, Sale(journal));
        slots.Claim(slot);
        Assert.Equal(0, slots.DueTenths[slot]);
        Assert.Equal(0, slots.PutOffs[slot] + slots.GatewayAnswers[slot] + slots.SentTenths[slot]);
        Assert.Equal(NextAsked.AsStateSays, slots.Next[slot]);
        Assert.False(slots.WasSentBefore[slot]);
    }

    [Theory]
    [InlineData("approved")]
    [InlineData("declined")]
    [InlineData("rejected")]
    [InlineData("cancelled")]
    [InlineData("held")]
    public void No_sealed_payload_stays_in_any_buffer(string how)
    {
        var world = new AgentWorld();
        switch (how)
        {
            case "declined":
                world.Bank.NextStatus = "refused";
                break;
            case "rejected":
                world.On("Create", AgentWorldReply.Http(400, OwnError));
                break;
            case "cancelled":
                world.On("Create", AgentWorldReply.Hangup);
                break;
            case "held":
                world.On("Create", AgentWorldReply.Http(401, OwnError));
                break;
            default:
                break;
        }

        var written = new List<byte>();
        world.Transport.Written = bytes => written.AddRange(bytes.Span);
        world.Tap(1_250);
        byte[] payload = world.Newest.Sealed[..world.Newest.SealedLength];
        Assert.True(world.RunUntil(() => world.Requests.Count > 0, 5_000));
        world.Press(how == "cancelled" ? "c" : "");
        world.Run(30_000);
        Assert.False(TransactionRules.MayBeCreated(world.Newest.State));
        string sent = Encoding.ASCII.GetString([.. written]);
        int at = sent.IndexOf("\"sealed\":\"", StringComparison.Ordinal) + 10;
        byte[] wire = Encoding.ASCII.GetBytes(sent[at..sent.IndexOf('"', at)]);
        byte[] raw = payload.Length > 0 ? payload : Convert.FromBase64String(Encoding.ASCII.GetString(wire));
        Assert.True(raw.Length >= 16);
        Assert.Empty(BufferSearch.Find(world.Agent, raw.AsSpan(0, 12).ToArray()));
        Assert.Empty(BufferSearch.Find(world.Agent, wire.AsSpan(0, 16).ToArray()));
        Assert.True(world.Nvram.Image.IndexOf(raw.AsSpan(0, 12)) < 0);
    }

    // One write after the other is not taken; one of them is the erasure.
    [Fact]
    public void A_payload_that_memory_did_not_erase_is_erased_when_it_takes_writes_again()
    {
        int left = 0;
        for (int skip = 0; skip < 12; skip++)
        {
            var world = new AgentWorld();
            world.Run(2_000);
            world.Memory.Fail(NvramFailure.WriteNotTaken, FailureSpan.Once(skip));
            var written = new List<byte>();
            world.Transport.Written = bytes => written.AddRange(bytes.Span);
            world.Tap(1_250);
            world.RunUntil(() => world.Agent.Sale.IsIdle || world.Requests.Count > 0, 5_000);
            string sent = Encoding.ASCII.GetString([.. written]);
            int at = sent.IndexOf("\"sealed\":\"", StringComparison.Ordinal) + 10;
            if (at < 10)
            {
                continue;
            }

            byte[] raw = Convert.FromBase64String(sent[at..sent.IndexOf('"', at)]);
            bool wasLeft = false;
            bool isLeft = true;
            for (int i = 0; i < 200; i++)
            {
                world.Run(50);
                isLeft = world.Nvram.Image.IndexOf(raw.AsSpan(0, 12)) >= 0;
                wasLeft |= isLeft && TransactionRules.IsFinal(world.Newest.State);
            }

            left += wasLeft ? 1 : 0;
            Assert.False(isLeft);
            Assert.False(world.Agent.Journal.IsFailing);
        }

        Assert.True(left > 0);
    }

    private static int Sale(TransactionJournal journal)
    {
        var record = new TransactionRecord { Kind = TransactionKind.Sale, AmountCents = 100, SealedLength = 4 };
        Encoding.ASCII.GetBytes("eur", record.Currency);
        Assert.Equal(AppendResult.Appended, journal.Append(record));
        return record.Slot;
    }

    // A sale that is charged and cancelled, before its payment has been read.
    private static AgentWorld Cancelled(string how, out Action<AgentWorldRequest> later)
    {
        var world = new AgentWorld();
        world.Bank.Refunding = how switch
        {
            "objects" => RefundTelling.Objects,
            _ when how.EndsWith("null", StringComparison.Ordinal) => RefundTelling.Null,
            _ when how.EndsWith("ids", StringComparison.Ordinal) => RefundTelling.Ids,
            _ => RefundTelling.Absent,
        };
        world.Bank.IsListMute = how.StartsWith("mute", StringComparison.Ordinal);
        later = request => world.Bank.Handle(request);
        world.On("Create", r => world.Bank.Handle(r) with { DelayMs = 3_000 });
        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Requests.Count > 0, 5_000));
        world.Press("c");
        return world;
    }

    private static List<AttentionKind> Attention(AgentWorld world)
    {
        var kinds = new List<AttentionKind>();
        var entry = new AttentionEntry();
        for (uint n = world.Agent.Attention.Next(0, true); n != 0; n = world.Agent.Attention.Next(n, true))
        {
            Assert.True(world.Agent.Attention.Read(n, entry));
            kinds.Add(entry.Kind);
        }

        return kinds;
    }
}
