using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using Terminal.Rig.Modem;
using Terminal.Rig.Simulation;
using Xunit;
using Limits = Terminal.Agent.Limits;

namespace Terminal.Rig.Tests.Modem;

/// <summary>What the line's speed is worth at the counter; RESULTS.md has the figures.</summary>
public sealed class SaleSpeedTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(ModemModels.First)]
    [InlineData(ModemModels.Quectel)]
    public void The_fast_line_shortens_the_way_from_tap_to_answer(string modem)
    {
        long slowMs = Measure(modem, isFast: false);
        long fastMs = Measure(modem, isFast: true);
        output.WriteLine($"{modem}: 115200 baud {slowMs} ms, 921600 baud {fastMs} ms");
        Assert.InRange(fastMs, 200, slowMs - 60);
    }

    private static long Measure(string modem, bool isFast)
    {
        var world = new SimWorld(1, modem);
        world.Terminal.AccessPoint.IsAccessPointUp = false;
        world.Terminal.Change(settings => settings.Cellular.IsLineFast = isFast);
        world.Terminal.PowerOn();
        Assert.True(world.RunUntil(() => world.Terminal.Agent!.Links.Sim.State == LinkState.Attached, 180_000));
        Assert.True(world.Sell(900));
        Assert.True(world.RunUntil(() => world.Terminal.Agent!.View.Id == ScreenId.Approved, 20_000));
        world.Run(10_000);
        Assert.Equal(isFast ? Limits.ModemFastBaud : Limits.ModemStartBaud, world.Terminal.Modem.Baud);
        Assert.True(world.Sell(1_000));
        long begunMs = world.Time.NowMs;
        Assert.True(world.RunUntil(() => world.Terminal.Agent!.View.Id == ScreenId.Approved, 20_000));
        return world.Time.NowMs - begunMs;
    }
}
