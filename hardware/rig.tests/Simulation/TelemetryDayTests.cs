using Terminal.Rig.Fleet;
using Terminal.Rig.Simulation.Days;
using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>Merchants' days with and without telemetry: the operators' broker changes nothing about money.</summary>
public sealed class TelemetryDayTests(ITestOutputHelper output)
{
    private const int Hours = 12;

    [Fact]
    public void Quiet_days_have_the_same_money_and_the_same_times_with_telemetry()
    {
        long without = 0;
        long with = 0;
        (long Off, long On) steps = default;
        for (int seed = 1; seed <= 15; seed += 2)
        {
            DayResult off = PlayQuiet(seed, hasTelemetry: false);
            DayResult on = PlayQuiet(seed, hasTelemetry: true);
            Assert.Equal((off.Transactions, off.Refunds, off.NetCents), (on.Transactions, on.Refunds, on.NetCents));
            Assert.Equal(off.LatenciesMs.Count, on.LatenciesMs.Count);
            Assert.Equal(0, off.TelemetryConnections);
            Assert.True(on.TelemetryMessages > 0, $"seed {seed} has told nothing");
            without += off.LatenciesMs.Sum();
            with += on.LatenciesMs.Sum();
            steps = (steps.Off + off.Steps, steps.On + on.Steps);
        }

        output.WriteLine(
            $"tap to answer, all sales: {without} ms without, {with} ms with; steps {steps.Off}, {steps.On}");
        Assert.InRange(with, without * 98 / 100, without * 102 / 100);
    }

    [Fact]
    public void Days_of_faults_pass_whatever_the_broker_does()
    {
        var modes = new HashSet<BrokerMode>();
        for (int seed = 1; seed <= 24; seed++)
        {
            var plan = new DayPlan(seed, Hours) { HasTelemetry = true };
            modes.UnionWith(plan.BrokerMoods.Select(mood => mood.Mode));
            Judge(seed, DayCampaign.Play(plan));
        }

        Assert.Equal(Enum.GetValues<BrokerMode>().Length, modes.Count);
    }

    private static DayResult PlayQuiet(int seed, bool hasTelemetry)
    {
        var plan = new DayPlan(seed, Hours) { HasTelemetry = hasTelemetry };
        plan.Faults.Clear();
        return Judge(seed, DayCampaign.Play(plan));
    }

    private static DayResult Judge(int seed, DayResult result)
    {
        Assert.True(result.Verdict == DayVerdict.Pass, $"seed {seed}: {result.Verdict} {result.Finding}");
        return result;
    }
}
