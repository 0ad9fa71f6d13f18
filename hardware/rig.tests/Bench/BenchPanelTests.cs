using Terminal.Rig.Acquirer;
using Terminal.Rig.Bench;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>The panels of the bench offer everything that the rig can do.</summary>
public sealed class BenchPanelTests
{
    [Fact]
    public void Every_fault_of_the_acquirer_has_a_switch()
    {
        Assert.Equal(
            Enum.GetValues<FaultKind>(), BenchSwitch.All.Select(one => one.Rule.Kind).Distinct().Order());
        Assert.Distinct(BenchSwitch.All.Select(one => one.Name));
        Assert.Distinct(BenchSwitch.All.Select(one => one.Rule));
        Assert.All(BenchSwitch.All, one => Assert.Null(one.Rule.Check()));
    }

    [Fact]
    public void A_switch_knows_its_rule_among_others_and_leaves_them()
    {
        BenchSwitch drip = BenchSwitch.All.Single(one => one.Name == "drip");
        BenchSwitch late = BenchSwitch.All.Single(one => one.Name == "slow");
        IReadOnlyList<FaultRule> rules = drip.SetIn(late.SetIn([], BenchFaultUse.On), BenchFaultUse.Once);
        Assert.Equal((BenchFaultUse.Once, BenchFaultUse.On), (drip.UseIn(rules), late.UseIn(rules)));
        Assert.Equal(1, rules[1].Count);
        rules = drip.SetIn(rules, BenchFaultUse.On);
        Assert.Equal((2, BenchFaultUse.On), (rules.Count, drip.UseIn(rules)));
        rules = drip.SetIn(rules, BenchFaultUse.Off);
        Assert.Equal(BenchFaultUse.Off, drip.UseIn(rules));
        Assert.Equal(late.Rule, Assert.Single(rules));
    }

    [Fact]
    public async Task Every_card_and_every_condition_of_a_link_is_there()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(BoardKind.Ports);
        using var terminal = new BenchTerminal(rig);
        Assert.Equal(ScenarioWords.Cards.Order(), terminal.Cards.Select(card => card.Name).Order());
        Assert.Distinct(terminal.Cards.Select(card => card.Shortcut));
        Assert.DoesNotContain(terminal.Cards, card => "mpx0123456789".Contains(card.Shortcut));
        Assert.Equal(
            LinkConditions.Sim.Order(), terminal.Links()[0].Conditions.Order());
        Assert.Equal(
            LinkConditions.Wifi.Order(), terminal.Links()[1].Conditions.Order());
        foreach (BenchLink link in terminal.Links())
        {
            Assert.All(link.Conditions, one => Assert.True(terminal.SetLink(link.Name, one)));
            Assert.True(terminal.SetSignal(link.Name, link.WeakestDbm));
            Assert.True(terminal.SetSignal(link.Name, link.StrongestDbm));
            Assert.False(terminal.SetSignal(link.Name, link.StrongestDbm + 1));
        }
    }
}
