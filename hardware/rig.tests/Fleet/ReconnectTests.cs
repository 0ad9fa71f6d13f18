using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Fleet;
using Terminal.Rig.Board;
using Terminal.Rig.Simulation.Fleet.Mqtt;
using Xunit;

namespace Terminal.Rig.Tests.Fleet;

/// <summary>Ten thousand terminals that lose their broker in the same second, in virtual time.</summary>
public sealed class ReconnectTests(ITestOutputHelper output)
{
    private const int Terminals = 10_000;
    private const int WindowMs = 10_000;

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(600)]
    [InlineData(1_800)]
    [InlineData(7_200)]
    public void Nobody_tramples_the_broker_when_it_returns(int outageS)
    {
        ReturnRates rates = ReturnRates.InVirtualTime(Terminals, outageS, seed: 1);
        double spread = Terminals * 1000.0 / Limits.FleetSpreadMs;
        output.WriteLine(
            $"outage {outageS} s: peak {rates.Peak:F1} a second, {rates.Peak / spread:F2} of an even spread over "
            + $"{Limits.FleetSpreadMs / 1000} s, {rates.Peak / rates.Mean:F2} of the window's mean; the last after "
            + $"{rates.LastMs / 1000} s; {rates.Vain} vain tries");
        Assert.InRange(rates.Peak, 0.1, 2 * spread);
        Assert.InRange(rates.LastMs, 1, Limits.FleetBackoffCapMs);
    }

    [Fact]
    public void A_rule_without_a_spread_would_be_seen()
    {
        var after = new Dictionary<long, int>();
        for (int i = 0; i < Terminals; i++)
        {
            var wait = new Backoff(
                new VirtualRandom(i + 1), Limits.FleetBackoffBaseMs, Limits.FleetBackoffCapMs);
            long window = wait.Next() / WindowMs;
            after[window] = after.GetValueOrDefault(window) + 1;
        }

        Assert.True(after.Values.Max() * 1000.0 / WindowMs > 2.0 * Terminals * 1000 / Limits.FleetSpreadMs);
    }
}
