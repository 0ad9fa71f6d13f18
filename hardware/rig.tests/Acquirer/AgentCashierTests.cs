using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Screens;
using Terminal.Rig.Board;
using Terminal.Rig.World;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>What the cashier is asked and told, and what is promised when memory fails.</summary>
public sealed class AgentCashierTests
{
    private const string Refused = """{"error":{"type":"authentication_error","message":"no"}}""";

    [Fact]
    public void Two_quick_keys_consent_to_nothing()
    {
        var world = new AgentWorld();
        world.Wifi.IsAccessPointUp = false;
        world.Run(90_000);
        world.Tap(1_250);
        Assert.Equal(ScreenId.OfflineConsent, world.Agent.View.Id);
        world.Press("oo");
        Assert.Equal(ScreenId.OfflineConsent, world.Agent.View.Id);
        Assert.Contains("Relisez, puis OK", Words(world), StringComparison.Ordinal);
        Assert.Equal(-1, world.Agent.Journal.Newest());
        world.Run(Terminal.Agent.Limits.QuestionReadMs);
        Assert.Equal(-1, world.Agent.Journal.Newest());
        world.Press("o");
        Assert.Equal(ScreenId.AcceptedOffline, world.Agent.View.Id);
        Assert.Equal(1, world.Agent.Journal.OfflineWaitingCount);
    }

    [Fact]
    public void The_same_amount_is_asked_about_while_one_of_it_is_unknown()
    {
        var world = new AgentWorld();
        world.Anything = _ => AgentWorldReply.Silence;
        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Agent.View.Id == ScreenId.ResultUnknown, 20_000));
        world.Press("o1251o");
        Assert.Equal(ScreenId.PresentCard, world.Agent.View.Id);
        world.Press("co1250o");
        world.Press("o");
        Assert.Equal(ScreenId.SameAmount, world.Agent.View.Id);
        Assert.Contains("Relisez, puis OK", Words(world), StringComparison.Ordinal);
        Assert.Contains("Le paiement de", Words(world), StringComparison.Ordinal);
        Assert.Contains("n'est pas encore confirmé.", Words(world), StringComparison.Ordinal);
        world.Press("c");
        Assert.True(world.Agent.Sale.IsIdle);
        world.Press("1250o");
        world.Run(Terminal.Agent.Limits.QuestionReadMs);
        world.Press("o");
        Assert.Equal(ScreenId.PresentCard, world.Agent.View.Id);
    }

    [Fact]
    public void After_a_cut_the_screen_says_which_sale_it_was_and_how_it_ended()
    {
        var world = new AgentWorld();
        world.On("Create", AgentWorldReply.Silence);
        world.Tap(1_250);
        Assert.True(world.Reaches(TransactionState.InFlight, 2_000));
        var seen = world.Screens.Count;
        world.Restart();
        Assert.Equal(ScreenId.Interrupted, world.Screens[seen]);
        Assert.True(world.RunUntil(() => world.Agent.View.Id == ScreenId.Approved, 120_000));
        Assert.Equal(1_250, world.Agent.View.AmountCents);
    }

    [Fact]
    public void A_digit_after_a_cut_begins_the_next_sale()
    {
        var world = new AgentWorld();
        world.Anything = _ => AgentWorldReply.Silence;
        world.Tap(1_250);
        Assert.True(world.Reaches(TransactionState.InFlight, 2_000));
        world.Restart();
        Assert.Equal(ScreenId.Interrupted, world.Agent.View.Id);
        world.Press("7");
        Assert.Equal(ScreenId.AmountEntry, world.Agent.View.Id);
        Assert.Equal(7, world.Agent.View.AmountCents);
    }

    [Fact]
    public void A_sale_that_is_taken_back_says_amount_and_that_nothing_is_charged()
    {
        var world = new AgentWorld();
        world.On("Create", _ => AgentWorldReply.Http(401, Refused));
        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Agent.View.Id == ScreenId.AccountProblem, 10_000));
        Assert.Contains("12,50", Words(world), StringComparison.Ordinal);
        Assert.Contains("Aucun débit", Words(world), StringComparison.Ordinal);
        Assert.Equal(TransactionState.Cancelled, world.Newest.State);
        world.Run(Terminal.Agent.Limits.ResultShownMs + 500);
        Assert.Equal(ScreenId.AccountProblem, world.Agent.View.Id);
        Assert.DoesNotContain("Aucun débit", Words(world), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancel_that_is_not_durable_is_not_promised()
    {
        var world = new AgentWorld();
        world.On("Create", AgentWorldReply.Silence);
        world.Tap(1_250);
        Assert.True(world.Reaches(TransactionState.InFlight, 2_000));
        world.Memory.Fail(NvramFailure.WriteNotTaken, FailureSpan.ForGood);
        world.Press("c");
        Assert.Equal(ScreenId.MemoryFault, world.Agent.View.Id);
        Assert.Equal(FaultCode.NvramSilent, world.Agent.View.Fault);
        Assert.Equal(TransactionState.InFlight, world.Newest.State);
    }

    [Fact]
    public void While_writes_fail_no_sale_is_taken_and_J01_is_shown()
    {
        var world = new AgentWorld();
        world.Run(2_000);
        world.Memory.Fail(NvramFailure.WriteNotTaken, FailureSpan.ForGood);
        world.Tap(1_250);
        Assert.Equal(ScreenId.MemoryFault, world.Agent.View.Id);
        Assert.DoesNotContain("Aucun débit", Words(world), StringComparison.Ordinal);
        world.Press("o");
        world.Run(5_000);
        Assert.Equal(ScreenId.MemoryFault, world.Agent.View.Id);
        world.Press("1");
        Assert.NotEqual(ScreenId.AmountEntry, world.Agent.View.Id);
        world.Memory.Heal();
        world.Run(Terminal.Agent.Limits.ResultShownMs + 2_000);
        Assert.Equal(ScreenId.Idle, world.Agent.View.Id);
        world.Tap(1_250);
        Assert.True(world.Reaches(TransactionState.Approved, 20_000));
        Assert.Single(world.Bank.Payments);
    }

    // Every single write of a sale is stored and called failed, one after the other.
    [Fact]
    public void A_write_whose_acknowledge_is_lost_is_found_at_once()
    {
        var world = new AgentWorld();
        world.Run(2_000);
        world.Memory.Fail(NvramFailure.WriteTakenUnsaid, FailureSpan.ForGood);
        world.Tap(1_250);
        Assert.Equal(1, world.Agent.Journal.WaitingCount);
        Assert.True(world.Reaches(TransactionState.Approved, 20_000));
        Assert.True(world.Memory.UnsaidWrites > 4);
        Assert.False(world.Agent.Journal.IsFailing);
    }

    // An append that failed must not come back at a mount, whatever stands in NVRAM.
    [Fact]
    public void A_failed_append_never_comes_back()
    {
        for (int skip = 0; skip < 3; skip++)
        {
            var world = new AgentWorld();
            world.Run(2_000);
            world.Memory.Fail(
                NvramFailure.Dead, new FailureSpan(skip, int.MaxValue, world.Clock.UptimeMs + 4_000));
            world.Tap(1_250);
            world.Press("o");
            world.Run(8_000);
            Assert.False(world.Agent.Journal.IsFailing);
            world.Restart();
            world.Run(20_000);
            Assert.Empty(world.Bank.Payments);
        }
    }

    // The record of the last sale is at hand: it must not stand in for the one that was declined.
    [Fact]
    public void A_late_decline_that_memory_does_not_tell_is_shown_when_it_does()
    {
        var world = new AgentWorld();
        world.Run(2_000);
        world.Wifi.IsAccessPointUp = false;
        world.Run(10_000);
        foreach (int cents in (int[])[1_250, 990])
        {
            world.Tap(cents);
            world.Run(Terminal.Agent.Limits.QuestionReadMs + 200);
            world.Press("o");
            Assert.Equal(ScreenId.AcceptedOffline, world.Agent.View.Id);
            world.Press("o");
        }

        world.Bank.NextStatus = "refused";
        world.Wifi.IsAccessPointUp = true;
        Assert.True(world.RunUntil(() => world.Agent.Journal.LateDeclineCount > 0, 120_000), world.Kinds());
        Assert.NotEqual(ScreenId.LateDecline, world.Agent.View.Id);
        world.Memory.Fail(NvramFailure.ReadFails, FailureSpan.ForGood);
        world.Run(1_000);
        Assert.NotEqual(ScreenId.LateDecline, world.Agent.View.Id);
        world.Memory.Heal();
        world.Run(1_000);
        Assert.Equal(ScreenId.LateDecline, world.Agent.View.Id);
        Assert.Equal(1_250, world.Agent.View.AmountCents);
    }

    // A mount that memory stopped has read a part of the journal: its newest sale is none.
    [Fact]
    public void A_start_without_memory_tells_of_no_sale()
    {
        int silent = 0;
        for (int skip = 0; skip < 230; skip += 10)
        {
            var world = new AgentWorld();
            world.Run(2_000);
            world.Tap(1_250);
            Assert.True(world.Reaches(TransactionState.Approved, 20_000));
            world.Memory.Fail(
                NvramFailure.ReadFails, new FailureSpan(skip, int.MaxValue, long.MaxValue));
            world.Restart();
            if (world.Agent.Journal.IsWritable)
            {
                continue;
            }

            silent++;
            Assert.True(world.Agent.Sale.IsIdle);
            world.Run(500);
            Assert.Equal(ScreenId.MemoryFault, world.Agent.View.Id);
        }

        Assert.True(silent > 0);
    }

    // While its screen still stands: power may go, and a mount must find nothing of it.
    [Fact]
    public void What_a_failed_append_has_left_is_taken_back_within_a_second()
    {
        var world = new AgentWorld();
        world.Run(2_000);
        world.Memory.Fail(NvramFailure.WriteNotTaken, FailureSpan.Once(2));
        world.Tap(1_250);
        Assert.Equal(ScreenId.MemoryFault, world.Agent.View.Id);
        Assert.Equal(1, world.Memory.FailedWrites);
        world.Run(Terminal.Agent.Limits.NvramRetryMs + 500);
        Assert.Equal(ScreenId.MemoryFault, world.Agent.View.Id);
        Assert.False(world.Agent.Sale.IsIdle);
        Assert.False(world.Agent.Journal.IsFailing);
    }

    // Power goes in the very step in which the end of the sale becomes durable.
    [Theory]
    [InlineData(ScreenId.Approved, "to_capture")]
    [InlineData(ScreenId.Declined, "refused")]
    public void An_end_that_nobody_saw_is_shown_at_the_next_start(ScreenId screen, string status)
    {
        var world = new AgentWorld();
        world.Bank.NextStatus = status;
        world.Tap(1_250);
        var final = screen == ScreenId.Approved
            ? TransactionState.Approved : TransactionState.Declined;
        Assert.True(world.RunUntil(
            () => world.Newest.State == final && world.Agent.View.Id == screen, 20_000));
        world.Restart();
        Assert.Equal(screen, world.Agent.View.Id);
        Assert.Equal(1_250, world.Agent.View.AmountCents);
        world.Run(Terminal.Agent.Limits.ResultShownMs + 1_000);
        Assert.Equal(ScreenId.Idle, world.Agent.View.Id);

        world.Restart();
        Assert.Equal(ScreenId.Idle, world.Agent.View.Id);
    }

    [Fact]
    public void A_second_cancel_leaves_what_the_first_one_did_readable()
    {
        var world = new AgentWorld();
        world.On("Create", AgentWorldReply.Silence);
        world.Tap(1_250);
        Assert.True(world.Reaches(TransactionState.InFlight, 2_000));
        world.Press("cc");
        Assert.Equal(ScreenId.CancelKept, world.Agent.View.Id);
        world.Run(Terminal.Agent.Limits.QuestionReadMs);
        world.Press("c");
        Assert.True(world.Agent.Sale.IsIdle);
    }

    [Fact]
    public void A_memory_that_fails_while_it_is_mounted_is_mounted_again()
    {
        var world = new AgentWorld();
        world.Tap(1_250);
        Assert.True(world.Reaches(TransactionState.Approved, 20_000));
        world.Run(Terminal.Agent.Limits.ResultShownMs + 1_000);
        world.Memory.Fail(
            NvramFailure.Dead, FailureSpan.Until(world.Clock.UptimeMs + 4_000));
        world.Restart();
        Assert.False(world.Agent.Journal.IsWritable);
        Assert.Equal(ScreenId.MemoryFault, world.Agent.View.Id);
        world.Run(Terminal.Agent.Limits.RemountMs + 5_000);
        Assert.Equal(ScreenId.Idle, world.Agent.View.Id);
        world.Tap(1_300);
        Assert.True(world.Reaches(TransactionState.Approved, 20_000));
        Assert.Equal(2, world.Bank.Payments.Count);
    }

    private static string Words(AgentWorld world)
    {
        world.Run(300);
        return ScreenText.Words(world.Agent.Painter);
    }
}
