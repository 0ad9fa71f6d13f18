using System.Text;
using Terminal.Agent.Journal;
using Terminal.Agent.Screens;
using Terminal.Rig.Board;
using Terminal.Rig.Tests.Acquirer;
using Terminal.Rig.Till;
using Xunit;
using AgentLimits = Terminal.Agent.Limits;

namespace Terminal.Rig.Tests.Till;

/// <summary>What a till is told, and that it never charges twice.</summary>
public sealed class TillDeskTests
{
    [Fact]
    public void A_sale_that_the_till_starts_is_shown_paid_and_told()
    {
        var world = new TillWorld();
        TillConnection till = world.Send(TillMessage.Request('0', 7, 1_590, "order-123").With("CK", "100"));
        Assert.Equal(ScreenId.TillAmount, world.Agent.Agent.View.Id);
        Assert.Contains("15,90", world.Screen, StringComparison.Ordinal);
        Assert.Contains("Caisse 07", world.Screen, StringComparison.Ordinal);
        Assert.True(world.Agent.TapCard());
        TillMessage answer = world.Answer(till, 5_000);
        Assert.Equal("10", TillWorld.Outcome(answer));
        Assert.Equal(
            ("0320", "012345678901", "07", "1590", "0", "978", "order-123"),
            (answer["CZ"], answer["CJ"], answer["CA"], answer["CB"], answer["CD"], answer["CE"], answer["CF"]));
        Assert.Equal(("************4242", "1", ""), (answer["AA"], answer["AL"], answer["AB"]));
        Assert.Single(till.Answers);
        Assert.InRange(till.Answers[0].Length, 1, AgentLimits.TillAnswerBytesMax);
        string ticket = Encoding.ASCII.GetString(Convert.FromBase64String(answer["AK"]));
        Assert.All(ticket.Split('\n'), line => Assert.InRange(line.Length, 0, 24));
        Assert.Contains("REF order-123", ticket, StringComparison.Ordinal);
        Assert.Contains("15,90 EUR", ticket, StringComparison.Ordinal);
        Assert.Contains("ACCEPTE", ticket, StringComparison.Ordinal);
        Assert.True(world.Agent.RunUntil(() => till.IsClosed, 5_000));
    }

    [Fact]
    public void The_same_request_is_answered_byte_for_byte_also_after_a_cut()
    {
        var world = new TillWorld();
        var request = TillMessage.Request('0', 1, 1_590, "order-123").With("CK", "100");
        TillConnection first = world.Send(request);
        Assert.True(world.Agent.TapCard());
        string paid = world.Answer(first, 5_000).ToString();
        Assert.Equal(paid, world.Ask(request).ToString());
        Assert.Contains("DÉJÀ PAYÉ", world.Screen, StringComparison.Ordinal);
        world.Agent.Restart();
        Assert.Equal(paid, world.Ask(request).ToString());
        Assert.Equal(paid.Replace("CD0010", "CD001T", StringComparison.Ordinal), world.Ask(
            TillMessage.Request('T', 1, null, "order-123").With("CK", "100")).ToString());
        Assert.Equal(1, Sales(world));
        Assert.Equal("01/10", TillWorld.Outcome(world.Ask(TillMessage.Request('0', 1, 1_591, "order-123"))));
    }

    [Fact]
    public void A_cut_between_charge_and_answer_charges_once()
    {
        var world = new TillWorld();
        var request = TillMessage.Request('0', 1, 2_000, "cut");
        world.Send(request);
        world.Agent.On("Create", r =>
        {
            world.Agent.Bank.Handle(r);
            return AgentWorldReply.Silence;
        });
        Assert.True(world.Agent.TapCard());
        Assert.True(world.Agent.Reaches(TransactionState.InFlight, 5_000));
        world.Agent.Anything = _ => AgentWorldReply.Silence;
        world.Agent.Restart();
        Assert.Equal("01/07", TillWorld.Outcome(world.Ask(request)));
        Assert.Equal("01/07", TillWorld.Outcome(world.Ask(TillMessage.Request('T', 1, null, "cut"))));
        world.Agent.Anything = null;
        Assert.True(world.Agent.Reaches(TransactionState.Approved, 120_000));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(request)));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(TillMessage.Request('T', 1, null))));
        Assert.Equal(1, Sales(world));
    }

    [Fact]
    public void A_reference_that_was_refused_begins_anew()
    {
        var world = new TillWorld();
        world.Agent.Bank.NextStatus = "refused";
        Assert.Equal("01/04", TillWorld.Outcome(world.Sell(1_590, "again")));
        Assert.Equal("01/04", TillWorld.Outcome(world.Ask(TillMessage.Request('T', 1, null, "again"))));
        world.Agent.Bank.NextStatus = "to_capture";
        Assert.Equal("10", TillWorld.Outcome(world.Sell(1_590, "again")));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(TillMessage.Request('0', 1, 1_590, "again"))));
        Assert.Equal(2, Sales(world));
    }

    [Fact]
    public void Cancel_refuses_what_the_till_asked_for()
    {
        var world = new TillWorld();
        TillConnection till = world.Send(TillMessage.Request('0', 1, 1_590, "a"));
        world.Agent.Press("c");
        Assert.Equal("01/11", TillWorld.Outcome(world.Answer(till)));
        Assert.Equal("1590", world.Answer(till)["CB"]);
        Assert.Equal("01/06", TillWorld.Outcome(world.Ask(TillMessage.Request('T', 1, null, "a"))));
        Assert.Equal(-1, world.Agent.Agent.Journal.Newest());
    }

    [Fact]
    public void No_card_in_time_is_told_as_such()
    {
        var world = new TillWorld();
        TillConnection till = world.Send(TillMessage.Request('0', 1, 1_590, "slow"));
        world.Agent.Run(AgentLimits.TillCardMs - 500);
        Assert.Empty(till.Answers);
        Assert.Equal("01/08", TillWorld.Outcome(world.Answer(till)));
    }

    [Fact]
    public void An_outcome_that_is_not_known_in_time_is_told_as_such_and_settles_later()
    {
        var world = new TillWorld();
        world.Agent.Anything = _ => AgentWorldReply.Silence;
        var request = TillMessage.Request('0', 1, 1_590, "unknown");
        TillConnection till = world.Send(request);
        Assert.True(world.Agent.TapCard());
        world.Agent.Run(AgentLimits.TillAnswerMs - 2_000);
        Assert.Empty(till.Answers);
        Assert.Equal("01/07", TillWorld.Outcome(world.Answer(till, 2_000)));
        world.Agent.Anything = null;
        Assert.True(world.Agent.Reaches(TransactionState.Approved, 400_000));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(request)));
        Assert.Equal(1, Sales(world));
    }

    [Fact]
    public void A_till_that_leaves_before_the_card_takes_its_amount_away()
    {
        var world = new TillWorld();
        TillConnection till = world.Send(TillMessage.Request('0', 1, 1_590, "gone"));
        world.Agent.Run(AgentLimits.TillHalfCloseMs);
        till.Finish();
        world.Agent.Run(200);
        Assert.Equal(ScreenId.SaleCancelled, world.Agent.Agent.View.Id);
        Assert.True(till.IsClosed);

        // A FIN right behind the request is only the end of the request.
        TillConnection half = world.Send(TillMessage.Request('0', 1, 1_590, "half"));
        half.Finish();
        world.Agent.Run(2_000);
        Assert.Equal(ScreenId.TillAmount, world.Agent.Agent.View.Id);
        half.Break();
        world.Agent.Run(200);
        Assert.Equal(ScreenId.SaleCancelled, world.Agent.Agent.View.Id);
    }

    [Fact]
    public void Once_a_card_is_read_the_sale_goes_its_way()
    {
        var world = new TillWorld();
        TillConnection till = world.Send(TillMessage.Request('0', 1, 1_590, "on"));
        Assert.True(world.Agent.TapCard());
        Assert.True(world.Agent.Reaches(TransactionState.InFlight, 5_000));
        till.Break();
        Assert.True(world.Agent.Reaches(TransactionState.Approved, 20_000));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(TillMessage.Request('T', 1, null, "on"))));
    }

    [Fact]
    public void A_second_till_is_busy_and_the_same_till_replaces_its_own()
    {
        var world = new TillWorld();
        TillConnection first = world.Send(TillMessage.Request('0', 1, 1_590, "first"));
        TillConnection other = world.Send(TillMessage.Request('0', 2, 900, "other"));
        Assert.Equal("01/07", TillWorld.Outcome(world.Answer(other)));
        TillConnection elsewhere = world.Send(TillMessage.Request('0', 1, 900, "elsewhere"), TillWorld.Shop + 1);
        Assert.Equal("01/07", TillWorld.Outcome(world.Answer(elsewhere)));
        TillConnection second = world.Send(TillMessage.Request('0', 1, 900, "second"));
        Assert.Equal("01/06", TillWorld.Outcome(world.Answer(first)));
        Assert.Contains("9,00", world.Screen, StringComparison.Ordinal);
        Assert.True(world.Agent.TapCard());
        Assert.Equal("10", TillWorld.Outcome(world.Answer(second, 5_000)));
        Assert.Equal(1, Sales(world));
    }

    [Fact]
    public void The_same_reference_asked_twice_at_once_is_one_sale_told_to_both()
    {
        var world = new TillWorld();
        TillConnection first = world.Send(TillMessage.Request('0', 1, 1_590, "both"));
        TillConnection second = world.Send(TillMessage.Request('0', 1, 1_590, "both"));
        first.Break();
        world.Agent.Run(500);
        TillConnection third = world.Send(TillMessage.Request('0', 1, 1_590, "both"));
        Assert.True(world.Agent.TapCard());
        Assert.Equal("10", TillWorld.Outcome(world.Answer(second, 5_000)));
        Assert.Equal("10", TillWorld.Outcome(world.Answer(third, 5_000)));
        Assert.Equal(1, Sales(world));
    }

    [Fact]
    public void Without_a_reference_an_answer_that_was_not_taken_is_given_once()
    {
        var world = new TillWorld();
        var request = TillMessage.Request('0', 1, 700);
        TillConnection lost = world.Send(request);
        Assert.True(world.Agent.TapCard());
        Assert.True(world.Agent.Reaches(TransactionState.InFlight, 5_000));
        lost.Break();
        Assert.True(world.Agent.Reaches(TransactionState.Approved, 20_000));
        world.Agent.Run(20_000);
        Assert.Equal("10", TillWorld.Outcome(world.Ask(request)));
        Assert.Contains("DÉJÀ PAYÉ", world.Screen, StringComparison.Ordinal);
        Assert.Equal(1, Sales(world));
        world.Sell(700, "");
        Assert.Equal(2, Sales(world));
        world.Sell(700, "");
        Assert.Equal(3, Sales(world));
    }

    [Fact]
    public void Without_a_reference_the_rule_ends_after_its_time_and_holds_over_a_cut()
    {
        var world = new TillWorld();
        var request = TillMessage.Request('0', 1, 700);
        world.Send(request).Break();
        world.Agent.Run(200);
        TillConnection lost = world.Send(request);
        Assert.True(world.Agent.TapCard());
        Assert.True(world.Agent.Reaches(TransactionState.Approved, 20_000));
        Assert.Single(lost.Answers);
        lost.Break();
        world.Agent.Restart();
        Assert.Equal("10", TillWorld.Outcome(world.Ask(request)));
        Assert.Equal(1, Sales(world));

        TillConnection late = world.Send(request);
        Assert.True(world.Agent.TapCard());
        Assert.True(world.Agent.RunUntil(() => late.Answers.Count > 0, 20_000));
        late.Break();
        world.Agent.Run((AgentLimits.TillRepeatS + 5) * 1_000);
        world.Sell(700, "");
        Assert.Equal(3, Sales(world));
    }

    [Fact]
    public void A_till_cancels_what_is_shown_and_nothing_else()
    {
        var world = new TillWorld();
        Assert.Equal("01/10", TillWorld.Outcome(world.Ask(TillMessage.Request('2', 1, 1_590))));
        TillConnection till = world.Send(TillMessage.Request('0', 1, 1_590, "x"));
        Assert.Equal("01/10", TillWorld.Outcome(world.Ask(TillMessage.Request('2', 2, 1_590))));
        Assert.Equal("01/10", TillWorld.Outcome(world.Ask(TillMessage.Request('2', 1, 1_500, "x"))));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(TillMessage.Request('2', 1, 1_590, "x"))));
        Assert.Equal("01/06", TillWorld.Outcome(world.Answer(till)));
        world.Send(TillMessage.Request('0', 1, 1_590, "y"));
        Assert.True(world.Agent.TapCard());
        Assert.True(world.Agent.Reaches(TransactionState.InFlight, 5_000));
        Assert.Equal("01/07", TillWorld.Outcome(world.Ask(TillMessage.Request('2', 1, 1_590, "y"))));
    }

    [Fact]
    public void A_sale_is_kept_offline_only_where_the_merchant_has_said_so()
    {
        var world = new TillWorld();
        world.Agent.Wifi.IsAccessPointUp = false;
        world.Agent.Run(90_000);
        TillConnection till = world.Send(TillMessage.Request('0', 1, 1_590, "off"));
        Assert.True(world.Agent.TapCard());
        Assert.Equal("01/05", TillWorld.Outcome(world.Answer(till)));
        Assert.Contains("hors ligne", world.Screen, StringComparison.Ordinal);
        Assert.Equal(-1, world.Agent.Agent.Journal.Newest());

        var allowed = new TillWorld(settings => settings.Till.MayBeOffline = true);
        allowed.Agent.Wifi.IsAccessPointUp = false;
        allowed.Agent.Run(90_000);
        var request = TillMessage.Request('0', 1, 1_590, "off").With("CK", "100");
        till = allowed.Send(request);
        Assert.True(allowed.Agent.TapCard());
        Assert.True(allowed.Agent.RunUntil(
            () => allowed.Agent.Agent.View.Id == ScreenId.OfflineConsent, 2_000));
        allowed.Agent.Run(AgentLimits.QuestionReadMs);
        allowed.Agent.Press("o");
        TillMessage answer = allowed.Answer(till);
        Assert.Equal("10/03", TillWorld.Outcome(answer));
        Assert.Contains(
            "HORS LIGNE", Encoding.ASCII.GetString(Convert.FromBase64String(answer["AK"])), StringComparison.Ordinal);
        allowed.Agent.Wifi.IsAccessPointUp = true;
        Assert.True(allowed.Agent.Reaches(TransactionState.Approved, 400_000));
        Assert.Equal(answer.ToString(), allowed.Ask(request).ToString());
    }

    [Fact]
    public void A_question_about_offline_is_answered_in_time()
    {
        var world = new TillWorld(settings => settings.Till.MayBeOffline = true);
        world.Agent.Wifi.IsAccessPointUp = false;
        world.Agent.Run(90_000);
        TillConnection till = world.Send(TillMessage.Request('0', 1, 1_590, "q"));
        Assert.True(world.Agent.TapCard());
        Assert.Equal("01/08", TillWorld.Outcome(world.Answer(till, AgentLimits.TillConsentMs + 500)));
        Assert.Equal(-1, world.Agent.Agent.Journal.Newest());
        till = world.Send(TillMessage.Request('0', 1, 1_590, "forced").With("BB", "1"));
        Assert.True(world.Agent.TapCard());
        Assert.Equal("01/05", TillWorld.Outcome(world.Answer(till)));
    }

    [Fact]
    public void An_answer_at_once_is_followed_by_the_status()
    {
        var world = new TillWorld();
        TillMessage taken = world.Ask(TillMessage.Request('0', 1, 1_590, "once").With("BA", "1"));
        Assert.Equal("11", TillWorld.Outcome(taken));
        world.Agent.Run(2_000);
        Assert.Equal(ScreenId.TillAmount, world.Agent.Agent.View.Id);
        var status = TillMessage.Request('T', 1, null, "once");
        Assert.Equal("01/07", TillWorld.Outcome(world.Ask(status)));
        Assert.True(world.Agent.TapCard());
        Assert.True(world.Agent.Reaches(TransactionState.Approved, 20_000));
        Assert.Equal("10", TillWorld.Outcome(world.Ask(status)));
        TillConnection shown = world.Send(TillMessage.Request('0', 1, 1_590, "busy"));
        Assert.Equal(
            "01/07", TillWorld.Outcome(world.Ask(TillMessage.Request('0', 2, 1_590, "no").With("BA", "1"))));
        Assert.Empty(shown.Answers);
    }

    [Fact]
    public void Identification_duplicate_totals_and_what_nobody_does()
    {
        var world = new TillWorld();
        TillMessage who = world.Ask(TillMessage.Parse("CZ0040300CJ012012345678901CA00201CD001I"));
        Assert.Equal(("10", TestBoard.Serial), (TillWorld.Outcome(who), who["AQ"]));
        Assert.Equal("01/10", TillWorld.Outcome(world.Ask(TillMessage.Request('3', 1, null))));
        world.Sell(1_590, "one");
        world.Sell(410, "two", number: 2);
        TillMessage again = world.Ask(TillMessage.Request('3', 1, null));
        Assert.Equal(("10", "1590", "one"), (TillWorld.Outcome(again), again["CB"], again["CF"]));
        Assert.Contains(
            "DUPLICATA", Encoding.ASCII.GetString(Convert.FromBase64String(again["AK"])), StringComparison.Ordinal);
        string totals = Encoding.ASCII.GetString(
            Convert.FromBase64String(world.Ask(TillMessage.Request('B', 1, null))["AK"]));
        Assert.Contains("VENTES : 2 ", totals, StringComparison.Ordinal);
        Assert.Contains("20,00 EUR", totals, StringComparison.Ordinal);
        foreach (char action in "457PRCX")
        {
            Assert.Equal("01/12", TillWorld.Outcome(world.Ask(TillMessage.Request(action, 1, 1_590))));
        }
    }

    [Theory]
    [InlineData("CE", "840", "01/13")]
    [InlineData("CB", "0", "01/09")]
    [InlineData("CB", "12x", "01/09")]
    [InlineData("CB", "20", "01/05")]
    [InlineData("CB", "300001", "01/05")]
    [InlineData("CB", "999999999999", "01/05")]
    [InlineData("CA", "1x", "01/09")]
    [InlineData("CZ", "0200", "01/09")]
    [InlineData("CC", "00C", "01/10")]
    [InlineData("CI", "4", "01/10")]
    public void A_request_that_cannot_be_done_says_why(string tag, string value, string outcome)
    {
        var world = new TillWorld();
        string text = string.Concat(TillMessage.Request('0', 1, 1_590, "bad").With("CC", "000").With("CI", "0")
            .Values.Select(v => new TillMessage().With(v.Tag, v.Tag == tag ? value : v.Value).ToString()));
        TillConnection till = world.Send(text + "\n");
        Assert.Equal(outcome, TillWorld.Outcome(world.Answer(till)));
        Assert.Equal(-1, world.Agent.Agent.Journal.Newest());
    }

    [Fact]
    public void The_counter_is_not_taken_from_a_cashier()
    {
        var world = new TillWorld();
        world.Agent.Press("12");
        Assert.Equal("01/07", TillWorld.Outcome(world.Ask(TillMessage.Request('0', 1, 1_590, "a"))));
        Assert.Equal(ScreenId.AmountEntry, world.Agent.Agent.View.Id);
    }

    [Fact]
    public void It_is_off_by_default_and_hears_only_addresses_that_are_allowed()
    {
        var off = new TillWorld(settings => settings.Till.IsOn = false);
        Assert.Null(off.Agent.Till.Connect(TillWorld.Shop));
        var world = new TillWorld(settings =>
            settings.Till.AddressesLength = Encoding.ASCII.GetBytes("10.0.0.1,192.168.1.21", settings.Till.Addresses));
        TillConnection other = world.Send(TillMessage.Request('0', 1, 1_590, "a"));
        Assert.True(other.IsClosed);
        Assert.Empty(other.Answers);
        TillConnection allowed = world.Send(TillMessage.Request('0', 1, 1_590, "a"), TillWorld.Shop + 1);
        Assert.False(allowed.IsClosed);
        Assert.Equal(ScreenId.TillAmount, world.Agent.Agent.View.Id);
    }

    [Fact]
    public void Nothing_is_allocated_from_request_to_answer()
    {
        var world = new TillWorld();
        world.Sell(1_000, "warm");
        world.Ask(TillMessage.Request('3', 1, null));
        world.Ask(TillMessage.Request('B', 1, null));
        TillConnection till = world.Send(TillMessage.Request('0', 1, 1_590, "cold").With("CK", "100"));
        world.Agent.AllocatedBytes = 0;
        Assert.True(world.Agent.TapCard());
        Assert.True(world.Agent.Reaches(TransactionState.InFlight, 5_000));
        Assert.Equal(0, world.Agent.AllocatedBytes);
        Assert.Equal("10", TillWorld.Outcome(world.Answer(till, 20_000)));
    }

    private static int Sales(TillWorld world)
    {
        int count = 0;
        var journal = world.Agent.Agent.Journal;
        for (int slot = journal.Newest(); slot >= 0; slot = journal.Older(slot))
        {
            count++;
        }

        return count;
    }
}
