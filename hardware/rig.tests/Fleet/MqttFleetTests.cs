using Terminal.Rig.Fleet;
using Terminal.Rig.Simulation.Fleet;
using Terminal.Rig.Simulation.Fleet.Mqtt;
using Xunit;

namespace Terminal.Rig.Tests.Fleet;

/// <summary>Whole agents over real TLS at a real broker, few of them, so that it is quick.</summary>
public sealed class MqttFleetTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Fifty_terminals_come_back_without_trampling_the_broker()
    {
        Assert.SkipWhen(MosquittoBroker.Program is null, "mosquitto is not installed");
        using var told = new StringWriter();
        using var fleet = new MqttFleet(new FleetSettings { IsMqtt = true, Terminals = 50 }, told);
        string? problem = await fleet.PlayAsync(TestContext.Current.CancellationToken);
        output.WriteLine(told.ToString());
        Assert.True(problem is null, told.ToString());
        Assert.Contains("online=50 known_to_the_broker=50", told.ToString());
        Assert.Contains("verdict=pass: all came back by themselves", told.ToString());
    }

    [Fact]
    public void Terminals_that_all_come_at_once_are_seen()
    {
        long[] atOnce = [.. Enumerable.Range(0, 50).Select(i => 4_000L + (i * 50))];
        long[] spread = [.. Enumerable.Range(0, 50).Select(i => i * 6_000L)];
        Assert.False(ReturnRates.Of(50, atOnce).IsGentle);
        Assert.True(ReturnRates.Of(50, spread).IsGentle);
        Assert.Equal(1, ReturnRates.Of(50, [-1, .. spread]).Vain);
    }
}
