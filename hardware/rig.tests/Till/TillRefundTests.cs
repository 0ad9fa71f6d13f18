using System.Text;
using Terminal.Agent.Journal;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Tests.Acquirer;
using Terminal.Rig.Till;
using Xunit;
using AgentLimits = Terminal.Agent.Limits;

namespace Terminal.Rig.Tests.Till;

/// <summary>A till asks for a refund: only with the merchant's code, never twice, and told as it is.</summary>
public sealed class TillRefundTests
{
    private const string Code = "2580";

    [Fact]
    public void A_refund_takes_the_merchants_code_and_is_told_as_it_is()
    {
        TillWorld world = Start();
        TillConnection till = world.Send(Refund(500, "back-1", "sale").With("CK", "100"));
        Assert.Contains("REMBOURSER", world.Screen, StringComparison.Ordinal);
        Assert.Contains("5,00", world.Screen, StringComparison.Ordinal);
        Assert.Contains("Caisse 01", world.Screen, StringComparison.Ordinal);
        Assert.Contains("4242", world.Screen, StringComparison.Ordinal);
        Assert.Empty(Refunds(world));
        Allow(world);
        TillMessage answer = world.Answer(till, 20_000);
        Assert.Equal("10", TillWorld.Outcome(answer));
        Assert.Equal(
            ("500", "1", "back-1", "************4242"), (answer["CB"], answer["CD"], answer["CF"], answer["AA"]));
        string ticket = Encoding.ASCII.GetString(Convert.FromBase64String(answer["AK"]));
        Assert.Contains("REMBOURSEMENT", ticket, StringComparison.Ordinal);
        Assert.Contains("5,00 EUR", ticket, StringComparison.Ordinal);
        Assert.Equal([500], Refunds(world));
        Assert.Contains("REMBOURSÉ", world.Screen, StringComparison.Ordinal);

        // The end is on the screen for a result's time only, and makes way for the next.
        till = world.Send(TillMessage.Request('0', 1, 990, "next"));
        Assert.Equal(ScreenId.TillAmount, world.Agent.Agent.View.Id);
        Assert.True(world.Agent.TapCard());
        Assert.Equal("10", TillWorld.Outcome(world.Answer(till, 20_000)));
    }

    [Fact]
    public void The_same_refund_is_made_once_and_told_byte_for_byte_also_after_a_cut()
    {
        TillWorld world = Start();
        TillMessage request = Refund(500, "back-1", "sale").With("CK", "100");
        TillConnection till = world.Send(request);
        Allow(world);
        string done = world.Answer(till, 20_000).ToString();
        Assert.Equal(done, world.Ask(request).ToString());
        world.Agent.Restart();
        Assert.Equal(done, world.Ask(request).ToString());
        Assert.Equal(
            done.Replace("CD0011", "CD001T", StringComparison.Ordinal),
            world.Ask(TillMessage.Request('T', 1, 500, "back-1").With("CK", "100")).ToString());
        Assert.Equal("01/10", TillWorld.Outcome(world.Ask(Refund(501, "back-1", "sale"))));
        Assert.Equal([500], Refunds(world));

        // Another reference is another part; more than is left is never paid back.
        till = world.Send(Refund(1_091, "back-2", "sale"));
        Allow(world);
        Assert.Equal("01/05", TillWorld.Outcome(world.Answer(till, 20_000)));
        Assert.Contains("10,90", world.Screen, StringComparison.Ordinal);
        till = world.Send(Refund(1_090, "back-2", "sale"));
        Allow(world);
        Assert.Equal("10", TillWorld.Outcome(world.Answer(till, 20_000)));
        Assert.Equal([500, 1_090], Refunds(world));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(TillMessage.Request('T', 1, null, "sale"))));
    }

    [Fact]
    public void A_reference_that_names_its_sale_is_the_refunds_own_too()
    {
        TillWorld world = Start();
        TillConnection till = world.Send(Refund(1_590, "sale"));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(TillMessage.Request('T', 1, null, "sale"))));
        Allow(world);
        Assert.Equal("10", TillWorld.Outcome(world.Answer(till, 20_000)));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(Refund(1_590, "sale"))));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(Refund(1_590, "", "sale"))));
        Assert.Equal([1_590], Refunds(world));
        TillMessage status = world.Ask(TillMessage.Request('T', 1, null, "sale"));
        Assert.Equal(("10", "1590"), (TillWorld.Outcome(status), status["CB"]));
    }

    [Fact]
    public void A_cut_between_the_refund_and_its_answer_pays_back_once()
    {
        TillWorld world = Start();
        TillMessage request = Refund(1_590, "back", "sale");
        world.Send(request);
        world.Agent.On("Refund", r =>
        {
            world.Agent.Bank.Handle(r);
            return AgentWorldReply.Silence;
        });
        Allow(world);
        Assert.True(world.Agent.RunUntil(() => Refunds(world).Length == 1, 20_000));
        world.Agent.Anything = _ => AgentWorldReply.Silence;
        world.Agent.Restart();
        Assert.Equal("01/07", TillWorld.Outcome(world.Ask(request)));
        Assert.DoesNotContain("REMBOURSER", world.Screen, StringComparison.Ordinal);
        world.Agent.Anything = null;
        Assert.True(world.Agent.Reaches(TransactionState.Approved, 400_000));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(request)));
        Assert.Equal([1_590], Refunds(world));
    }

    [Fact]
    public void A_refund_that_the_acquirer_refuses_is_told_as_not_made_and_may_be_asked_again()
    {
        TillWorld world = Start();
        world.Agent.On("Refund", AgentWorldReply.Http(
            400, """{"error":{"type":"invalid_request_error","message":"No"}}"""));
        TillConnection till = world.Send(Refund(1_590, "back", "sale"));
        Allow(world);
        Assert.Equal("01/04", TillWorld.Outcome(world.Answer(till, 30_000)));
        Assert.Empty(Refunds(world));
        world.Agent.Run(AgentLimits.ResultShownMs + 1_000);
        Assert.False(world.Agent.Agent.IsMenuOpen);
        till = world.Send(Refund(1_590, "back", "sale"));
        Allow(world);
        Assert.Equal("10", TillWorld.Outcome(world.Answer(till, 30_000)));
        Assert.Equal([1_590], Refunds(world));
    }

    [Fact]
    public void An_end_that_is_not_known_in_time_is_told_as_such()
    {
        TillWorld world = Start();
        TillConnection till = world.Send(Refund(1_590, "back", "sale"));
        world.Agent.Anything = _ => AgentWorldReply.Silence;
        Allow(world);
        Assert.Equal("01/07", TillWorld.Outcome(world.Answer(till, AgentLimits.TillAnswerMs + 500)));
        world.Agent.Anything = null;
        Assert.True(world.Agent.Reaches(TransactionState.Approved, 2_000_000));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(Refund(1_590, "back", "sale"))));
        Assert.Equal([1_590], Refunds(world));
    }

    [Fact]
    public void Without_the_code_nothing_is_paid_back()
    {
        TillWorld world = Start();
        TillConnection till = world.Send(Refund(1_590, "back", "sale"));
        world.Agent.Run(AgentLimits.QuestionReadMs);
        world.Agent.Press("o" + "1111" + "o");
        world.Agent.Run(4_000);
        Assert.Empty(till.Answers);
        world.Agent.Press("c");
        Assert.Equal("01/11", TillWorld.Outcome(world.Answer(till)));

        till = world.Send(Refund(1_590, "back", "sale"));
        Assert.Equal("01/08", TillWorld.Outcome(world.Answer(till, AgentLimits.TillCardMs + 500)));
        Assert.False(world.Agent.Agent.IsMenuOpen);

        till = world.Send(Refund(1_590, "back", "sale"));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(TillMessage.Request('2', 1, 1_590, "back"))));
        Assert.Equal("01/06", TillWorld.Outcome(world.Answer(till)));
        Assert.False(world.Agent.Agent.IsMenuOpen);

        till = world.Send(Refund(1_590, "back", "sale"));
        till.Break();
        world.Agent.Run(500);
        Assert.False(world.Agent.Agent.IsMenuOpen);
        Assert.Equal(TransactionKind.Sale, world.Agent.Newest.Kind);
        Assert.Empty(Refunds(world));
    }

    [Fact]
    public void A_key_that_came_before_the_question_is_no_answer()
    {
        TillWorld world = Start();
        world.Send(Refund(1_590, "back", "sale"));
        world.Agent.Press("o");
        Assert.Contains("REMBOURSER", world.Screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "01/10")]
    [InlineData("nobody", "", "01/10")]
    [InlineData("back", "nobody", "01/10")]
    [InlineData("back", "declined", "01/10")]
    public void A_refund_names_its_sale(string reference, string original, string outcome)
    {
        TillWorld world = Start();
        world.Agent.Bank.NextStatus = "refused";
        world.Sell(700, "declined");
        world.Agent.Bank.NextStatus = "captured";
        Assert.Equal(outcome, TillWorld.Outcome(world.Ask(Refund(700, reference, original))));
        Assert.False(world.Agent.Agent.IsMenuOpen);
    }

    [Fact]
    public void What_is_not_known_to_be_paid_is_not_paid_back()
    {
        TillWorld world = Start();
        world.Agent.Anything = _ => AgentWorldReply.Silence;
        TillConnection till = world.Send(TillMessage.Request('0', 1, 700, "open"));
        Assert.True(world.Agent.TapCard());
        Assert.Equal("01/07", TillWorld.Outcome(world.Answer(till, 60_000)));
        Assert.Equal("01/07", TillWorld.Outcome(world.Ask(Refund(700, "back", "open"))));
    }

    [Fact]
    public void Amounts_out_of_bounds_and_a_setting_that_is_off_are_forbidden()
    {
        TillWorld world = Start();
        Assert.Equal("01/05", TillWorld.Outcome(world.Ask(Refund(1_591, "back", "sale"))));
        Assert.Equal("01/05", TillWorld.Outcome(world.Ask(Refund(49, "back", "sale"))));
        var off = new TillWorld(hasMenus: true);
        off.Sell(1_590, "sale");
        Assert.Equal("01/05", TillWorld.Outcome(off.Ask(Refund(1_590, "back", "sale"))));
        Assert.False(off.Agent.Agent.IsMenuOpen);
    }

    [Fact]
    public void The_menus_are_not_taken_from_whoever_is_in_them()
    {
        TillWorld world = Start();
        world.Agent.Run(AgentLimits.ResultShownMs + 1_000);
        world.Agent.Press("m");
        Assert.True(world.Agent.Agent.IsMenuOpen);
        Assert.Equal("01/07", TillWorld.Outcome(world.Ask(Refund(1_590, "back", "sale"))));
        world.Agent.Press("c");
        world.Agent.Press("12");
        Assert.Equal("01/07", TillWorld.Outcome(world.Ask(Refund(1_590, "back", "sale"))));
        Assert.Equal(ScreenId.AmountEntry, world.Agent.Agent.View.Id);
    }

    [Fact]
    public void A_till_that_asks_for_something_else_takes_its_refund_away()
    {
        TillWorld world = Start();
        TillConnection refund = world.Send(Refund(1_590, "back", "sale"));
        TillConnection other = world.Send(TillMessage.Request('0', 2, 800, "other"));
        Assert.Equal("01/07", TillWorld.Outcome(world.Answer(other)));
        TillConnection same = world.Send(Refund(1_590, "back", "sale"));
        TillConnection next = world.Send(TillMessage.Request('0', 1, 800, "next"));
        Assert.Equal("01/06", TillWorld.Outcome(world.Answer(refund)));
        Assert.Equal("01/06", TillWorld.Outcome(world.Answer(same)));
        Assert.Equal(ScreenId.TillAmount, world.Agent.Agent.View.Id);
        next.Break();
        world.Agent.Run(200);
    }

    [Fact]
    public void Before_the_capture_a_part_is_not_paid_back()
    {
        TillWorld world = Start();
        world.Agent.Bank.Payments[0].Status = "to_capture";
        TillConnection till = world.Send(Refund(500, "part", "sale"));
        world.Agent.Run(3_000);
        Allow(world);
        Assert.Equal("01/05", TillWorld.Outcome(world.Answer(till, 20_000)));
        Assert.Contains("encaissée", world.Screen, StringComparison.Ordinal);
        till = world.Send(Refund(1_590, "whole", "sale"));
        world.Agent.Run(3_000);
        Allow(world);
        Assert.Equal("10", TillWorld.Outcome(world.Answer(till, 20_000)));
        Assert.Equal([1_590], Refunds(world));
    }

    // A sale of 15,90 under "sale", captured; tills may refund.
    private static TillWorld Start()
    {
        var world = new TillWorld(settings => settings.Till.MayRefund = true, hasMenus: true);
        PinGuard guard = world.Agent.Agent.MerchantPin;
        guard.Set(Encoding.ASCII.GetBytes(Code), 0, Code.Length);
        while (guard.Step(0) == PinVerdict.Busy)
        {
        }

        world.Agent.Agent.ChangeSettings();
        world.Agent.Bank.NextStatus = "captured";
        Assert.Equal("10", TillWorld.Outcome(world.Sell(1_590, "sale")));
        return world;
    }

    // The merchant reads the question, says yes, and gives the code.
    private static void Allow(TillWorld world)
    {
        world.Agent.Run(AgentLimits.QuestionReadMs);
        world.Agent.Press("o" + Code + "o");
    }

    private static TillMessage Refund(int cents, string reference, string original = "")
    {
        TillMessage request = TillMessage.Request('1', 1, cents, reference);
        return original.Length == 0 ? request : request.With("CH", original);
    }

    private static long[] Refunds(TillWorld world) => [.. world.Agent.Bank.Payments.SelectMany(p => p.Refunds)];
}
