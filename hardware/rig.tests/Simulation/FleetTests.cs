using Terminal.Rig.Simulation.Fleet;
using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>Many terminals after an outage, few of them, so that it is quick.</summary>
public sealed class FleetTests(ITestOutputHelper output)
{
    private const int Terminals = 300;
    private const int OutageMinutes = 20;

    [Theory]
    [InlineData("refused")]
    [InlineData("unavailable")]
    public void They_come_back_without_trampling_the_acquirer_down(string kind)
    {
        // Three hundred are few for a second's rate: the mean over ten seconds has to do here.
        var world = new FleetWorld(new FleetSettings
        {
            Terminals = Terminals,
            OutageMinutes = OutageMinutes,
            Kind = kind,
        });
        world.Play(_ => { });
        FleetRates rates = FleetRates.Of(world);
        output.WriteLine(rates.ToString());
        int[] tens = [.. world.Acquirer.Requests.Skip(world.OutageToS).Chunk(10)
            .Select(ten => ten.Sum())];
        Assert.Equal(0, world.Lost);
        Assert.InRange(world.DrainedS, 1, 1_800);
        Assert.InRange(tens.Max(), 1, 20 * world.Settings.Capacity);
        Assert.InRange(rates.ConnectionsDuring, 0, Terminals / 20.0);
    }
}
