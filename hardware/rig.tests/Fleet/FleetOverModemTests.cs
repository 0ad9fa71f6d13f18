using System.Text;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using Terminal.Rig.Board;
using Terminal.Rig.Fleet;
using Terminal.Rig.Modem;
using Terminal.Rig.Simulation;
using Xunit;
using Limits = Terminal.Agent.Limits;

namespace Terminal.Rig.Tests.Fleet;

/// <summary>The line to the operator's broker over session 1 of the emulated modem, in virtual time.</summary>
public sealed class FleetOverModemTests(ITestOutputHelper output)
{
    private const int HourMs = 3_600_000;

    private static SimWorld Start(bool hasFleet = true, bool hasWifi = false)
    {
        var world = new SimWorld(1, hasFleet: hasFleet);
        world.Terminal.AccessPoint.IsAccessPointUp = hasWifi;
        world.Terminal.PowerOn();
        Assert.True(world.RunUntil(() => world.Terminal.Agent!.Links.Sim.State == LinkState.Attached, 180_000));
        Assert.True(world.Sell(900));
        Assert.True(world.RunUntil(() => world.Terminal.Agent!.View.Id == ScreenId.Approved, 20_000));
        return world;
    }

    private static SimWorld Online(bool hasWifi = false)
    {
        SimWorld world = Start(hasWifi: hasWifi);
        Assert.True(
            world.RunUntil(() => world.Broker.Count("state") > 0, 180_000),
            $"{world.Terminal.Agent!.Fleet.State} {world.Terminal.Agent.Fleet.Error}");
        return world;
    }

    [Fact]
    public void The_second_session_is_verified_as_strictly_as_the_first()
    {
        SimWorld world = Online();
        ModemSessionRequest asked = world.Terminal.BrokerOverModem!.LastRequest!;
        Assert.Equal(TestBoard.AnyRootPem, asked.RootPem);
        Assert.True(asked.ChecksName);
        Assert.True(asked.SendsName);
        Assert.NotNull(asked.Utc);
        Assert.Contains(" link=sim sim=none ", world.Broker.Last("state")!.Text);
        Assert.Contains("operator=", world.Broker.Last("state")!.Text);
        Assert.Equal(Limits.FleetSimKeepAliveS, world.Broker.Greetings[0].KeepAlivePeriod);
    }

    [Fact]
    public void A_broker_with_a_root_of_its_own_is_verified_against_that()
    {
        byte[] own = Encoding.ASCII.GetBytes("-----BEGIN CERTIFICATE-----\nown\n-----END CERTIFICATE-----\n");
        var world = new SimWorld(1, hasFleet: true);
        world.Terminal.AccessPoint.IsAccessPointUp = false;
        world.Terminal.FleetRootPem = own;
        world.Terminal.Change(settings => settings.Fleet.HasOwnRoot = true);
        world.Terminal.PowerOn();
        Assert.True(
            world.RunUntil(() => world.Broker.Count("state") > 0, 400_000),
            $"{world.Terminal.Agent!.Fleet.State} {world.Terminal.Agent.Fleet.Error}");
        Assert.Equal(own, world.Terminal.BrokerOverModem!.LastRequest!.RootPem);
    }

    [Fact]
    public void Payments_and_questions_share_the_line()
    {
        SimWorld world = Online();
        for (int i = 0; i < 10; i++)
        {
            world.Broker.Ask(TestBoard.Serial, "log 20");
            world.Run(20_000);
            Assert.True(world.Sell(1_000 + i));
            Assert.True(world.RunUntil(() => world.Terminal.Agent!.View.Id == ScreenId.Approved, 20_000));
        }

        Assert.True(world.RunUntil(() => world.Terminal.Agent!.Fleet.Answered >= 5, 120_000));
        Assert.Equal(1, world.Terminal.BrokerOverModem!.Openings);
        Assert.Equal(0, world.Terminal.Agent!.Links.Moves);
    }

    [Fact]
    public void The_way_from_tap_to_answer_is_as_long_as_without()
    {
        long without = Measure(Start(hasFleet: false), ask: false);
        long with = Measure(Online(), ask: false);
        long asked = Measure(Online(), ask: true);
        output.WriteLine($"12 sales: without {without} ms, with {with} ms, with a question before each {asked} ms");
        Assert.InRange(with, 1, without * 102 / 100);
        Assert.InRange(asked, 1, without * 105 / 100);
    }

    [Fact]
    public void A_day_over_the_SIM_stays_within_a_megabyte_a_month()
    {
        SimWorld world = Online();
        int spent = 0;
        int before = world.Terminal.Agent!.Fleet.SimBytes;
        for (int hour = 0; hour < 24; hour++)
        {
            if (hour is > 8 and < 20)
            {
                Assert.True(world.Sell(1_500 + hour));
            }

            world.Run(HourMs);
            int now = world.Terminal.Agent!.Fleet.SimBytes;
            spent += now >= before ? now - before : now;
            before = now;
        }

        output.WriteLine($"{spent} bytes in a day, {world.Broker.Count("beat")} beats, "
            + $"{world.Broker.Messages.Count} messages, {world.Broker.Bytes.Length} bytes of MQTT, "
            + $"{world.Terminal.BrokerOverModem!.Openings} connections");
        Assert.InRange(spent, 5_000, 1_048_576 / 30);
        Assert.InRange(world.Broker.Count("beat"), 22, 25);
    }

    [Fact]
    public void It_goes_with_its_link_and_comes_back_on_the_other()
    {
        SimWorld world = Online(hasWifi: true);
        world.Run(60_000);
        world.Terminal.Modem.Faults.NoCoverage = true;
        Assert.True(world.RunUntil(
            () => world.Terminal.Agent!.Links is var links && links.Active == links.Wifi, 60_000));
        Assert.True(world.RunUntil(
            () => world.Broker.Last("state")!.Text.Contains(" link=wifi ", StringComparison.Ordinal), 120_000));
        Assert.Equal(FleetState.Online, world.Terminal.Agent!.Fleet.State);
    }

    [Fact]
    public void A_session_that_the_network_dropped_is_replaced_and_payments_go_on()
    {
        SimWorld world = Online();
        world.Run(60_000);
        world.Terminal.BrokerOverModem!.LastLine!.IsDead = true;
        Assert.True(world.RunUntil(() => world.Broker.Greetings.Count == 2, HourMs));
        Assert.InRange(world.Broker.Greetings[1].KeepAlivePeriod, 120, 900);
        Assert.True(world.Sell(2_000));
        Assert.True(world.RunUntil(() => world.Terminal.Agent!.View.Id == ScreenId.Approved, 20_000));
    }

    private static long Measure(SimWorld world, bool ask)
    {
        world.Run(90_000);
        long sum = 0;
        for (int i = 0; i < 12; i++)
        {
            if (ask)
            {
                world.Broker.Ask(TestBoard.Serial, "status");
            }

            Assert.True(world.Sell(1_000 + i));
            long begunMs = world.Time.NowMs;
            Assert.True(world.RunUntil(() => world.Terminal.Agent!.View.Id == ScreenId.Approved, 20_000));
            sum += world.Time.NowMs - begunMs;
            world.Run(20_000);
        }

        return sum;
    }
}
