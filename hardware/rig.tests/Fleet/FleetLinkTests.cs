using System.Globalization;
using System.Text;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Fleet;
using Terminal.Rig.Tests.Acquirer;
using Xunit;

namespace Terminal.Rig.Tests.Fleet;

/// <summary>The line to the operator's broker, on a whole agent in virtual time.</summary>
public sealed class FleetLinkTests
{
    private const int MinuteMs = 60_000;
    private const int HourMs = 60 * MinuteMs;
    private const string Ssid = "Shop";
    private const string Secret = "correct-horse-battery-staple";

    private static AgentWorld Start(bool isOn = true, Action<AgentWorld>? first = null)
    {
        var world = new AgentWorld(
            settings =>
            {
                settings.Fleet.IsOn = isOn;
                settings.Fleet.HostLength = Encoding.ASCII.GetBytes("fleet.example", settings.Fleet.Host);
                settings.Fleet.SecretLength = Encoding.ASCII.GetBytes(Secret, settings.Fleet.Secret);
            },
            hasFleet: true);
        first?.Invoke(world);
        return world;
    }

    private static AgentWorld Online()
    {
        AgentWorld world = Start();
        Assert.True(world.RunUntil(() => world.Broker.Count("state") > 0, 2 * MinuteMs));
        world.RunUntil(() => world.Fleet.Session.IsFree, 5_000);
        return world;
    }

    [Fact]
    public void Off_it_connects_to_nobody()
    {
        AgentWorld world = Start(isOn: false);
        world.Run(HourMs);
        Assert.Equal(0, world.FleetTransport.Opened);
        Assert.Equal(FleetState.Off, world.Agent.Fleet.State);
    }

    [Fact]
    public void It_greets_with_its_serial_number_and_a_will()
    {
        AgentWorld world = Online();
        MqttConnectPacket greeting = Assert.Single(world.Broker.Greetings);
        Assert.Equal(TestBoard.Serial, greeting.ClientId);
        Assert.Equal(TestBoard.Serial, greeting.Username);
        Assert.Equal(Secret, Encoding.ASCII.GetString(greeting.Password));
        Assert.Equal($"tpe/1/{TestBoard.Serial}/up", greeting.WillTopic);
        Assert.Equal("0"u8.ToArray(), greeting.WillMessage);
        Assert.True(greeting.WillRetain);
        Assert.Equal(MqttQualityOfServiceLevel.AtLeastOnce, greeting.WillQoS);
        Assert.Equal(300u, greeting.WillDelayInterval);
        Assert.Equal(900u, greeting.SessionExpiryInterval);
        Assert.Equal(120, greeting.KeepAlivePeriod);
        Assert.False(greeting.CleanSession);
        Assert.Equal("1", world.Broker.Messages[0].Text);
        Assert.True(world.Broker.Messages[0].IsRetained);
        BrokerMessage state = world.Broker.Last("state")!;
        Assert.True(state.IsRetained);
        Assert.InRange(state.Payload.Length, 100, 320);
        Assert.Contains("firmware=0.1.0 boot=", state.Text);
        Assert.Contains(" link=wifi sim=R01 wifi=none ", state.Text);
        Assert.Equal(FleetState.Online, world.Agent.Fleet.State);
        Assert.Equal(5, world.Agent.Fleet.Level);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_broker_that_refuses_version_5_gets_3_1_1(bool closesWithoutAWord)
    {
        AgentWorld world = Start(first: w =>
        {
            w.Broker.Level = 4;
            w.Broker.ClosesOnVersion = closesWithoutAWord;
        });
        Assert.True(world.RunUntil(() => world.Broker.Count("state") > 0, 5 * MinuteMs));
        Assert.Equal(4, world.Agent.Fleet.Level);
        Assert.True(world.Broker.Greetings[^1].CleanSession);
        Assert.True(world.Broker.Ask(TestBoard.Serial, "version"));
        Assert.True(world.RunUntil(() => world.Broker.Count("answer") > 0, MinuteMs));
        Assert.Contains("firmware=0.1.0", world.Broker.Last("answer")!.Text);
    }

    [Fact]
    public void A_broker_with_QoS_0_and_nothing_retained_is_told_all_the_same()
    {
        AgentWorld world = Start(first: w => w.Broker.IsPoor = true);
        Assert.True(world.RunUntil(() => world.Broker.Count("state") > 0, 2 * MinuteMs));
        world.Broker.Ask(TestBoard.Serial, "version");
        Assert.True(world.RunUntil(() => world.Broker.Count("answer") > 0, MinuteMs));
        Assert.All(world.Broker.Messages, m => Assert.False(m.IsRetained));
    }

    [Fact]
    public void A_question_is_answered_with_what_the_console_says()
    {
        AgentWorld world = Online();
        Assert.True(world.Broker.Ask(TestBoard.Serial, "status\n", [1, 2, 3]));
        Assert.True(world.RunUntil(() => world.Broker.Count("answer") > 0, MinuteMs));
        world.Run(5_000);
        List<BrokerMessage> parts = world.Broker.Messages.FindAll(
            message => message.Topic.EndsWith("/answer", StringComparison.Ordinal));
        Assert.All(parts, p => Assert.Equal([1, 2, 3], p.Correlation));
        string all = string.Concat(parts.Select(p => p.Text));
        Assert.StartsWith("part=1 missed=0\r\nserial=" + TestBoard.Serial, all);
        Assert.EndsWith("\r\nOK\r\n", all);
        Assert.Equal(1, world.Agent.Fleet.Answered);
    }

    [Fact]
    public void A_long_answer_comes_in_parts()
    {
        AgentWorld world = Online();
        for (int i = 0; i < 30; i++)
        {
            world.Agent.Log.Add(EventKind.FaultRaised, (int)FaultCode.NoCoverage, 0);
        }

        Assert.True(world.Broker.Ask(TestBoard.Serial, "log 30"));
        Assert.True(world.RunUntil(
            () => world.Broker.Last("answer")?.Text.EndsWith("OK\r\n", StringComparison.Ordinal) == true, MinuteMs));
        List<BrokerMessage> parts = world.Broker.Messages.FindAll(
            message => message.Topic.EndsWith("/answer", StringComparison.Ordinal));
        Assert.InRange(parts.Count, 2, 6);
        string all = string.Concat(parts.Select(
            p => p.Text[(p.Text.IndexOf("\r\n", StringComparison.Ordinal) + 2)..]));
        Assert.Equal(30, all.Split("\r\n").Count(row => row.StartsWith("event=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("journal")]
    [InlineData("pin 123456")]
    [InlineData("set fleet off")]
    [InlineData("set")]
    [InlineData("wifi list")]
    [InlineData("export")]
    [InlineData("reboot")]
    [InlineData("screen")]
    [InlineData("attention")]
    [InlineData("key stest_SecretSecretSecretSecret")]
    [InlineData("nonsense")]
    public void What_changes_or_tells_too_much_is_no_question(string question)
    {
        AgentWorld world = Online();
        Assert.True(world.Broker.Ask(TestBoard.Serial, question));
        Assert.True(world.RunUntil(() => world.Broker.Count("answer") > 0, MinuteMs));
        Assert.Equal(
            "part=1 missed=0\r\nERR 10 unknown command; help lists them\r\n", world.Broker.Last("answer")!.Text);
    }

    [Fact]
    public void Beats_come_by_the_hour_at_a_minute_of_its_own()
    {
        AgentWorld world = Online();
        world.Run(3 * HourMs + (5 * MinuteMs));
        List<BrokerMessage> beats = world.Broker.Messages.FindAll(
            message => message.Topic.EndsWith("/beat", StringComparison.Ordinal));
        Assert.InRange(beats.Count, 3, 4);
        Assert.Contains("span_s=36", beats[^1].Text);
        long phase = beats[1].AtMs % HourMs;
        Assert.All(beats, b => Assert.InRange(Math.Abs((b.AtMs % HourMs) - phase), 0, 5_000));
    }

    [Fact]
    public void Nothing_is_published_while_a_customer_waits()
    {
        AgentWorld world = Online();
        world.Run(2 * MinuteMs);
        world.On("create", request => world.Bank.Handle(request) with { DelayMs = 9_000 });
        world.Tap(4_711);
        world.Agent.Log.Add(EventKind.FaultRaised, (int)FaultCode.NoCoverage, 0);
        Assert.True(world.Broker.Ask(TestBoard.Serial, "status"));
        long before = world.Broker.Bytes.Length;
        Assert.True(world.RunUntil(() => !world.Agent.Live.IsThere, 20_000));
        Assert.Equal(before, world.Broker.Bytes.Length);
        Assert.True(world.RunUntil(() => world.Broker.Count("answer") > 0, 2 * MinuteMs));
    }

    [Theory]
    [InlineData(BrokerMode.Down, FleetError.NotReached)]
    [InlineData(BrokerMode.Refuse, FleetError.NotAuthorised)]
    [InlineData(BrokerMode.Busy, FleetError.Busy)]
    [InlineData(BrokerMode.Silent, FleetError.Silent)]
    [InlineData(BrokerMode.Garbage, FleetError.Malformed)]
    [InlineData(BrokerMode.Cut, FleetError.Lost)]
    [InlineData(BrokerMode.Flood, FleetError.Flooded)]
    [InlineData(BrokerMode.Lie, FleetError.Silent)]
    public void A_bad_broker_costs_nothing_but_itself(BrokerMode mode, FleetError error)
    {
        AgentWorld world = Start(first: w => w.Broker.Mode = mode);
        for (int i = 0; i < 12; i++)
        {
            world.Run(5 * MinuteMs);
            world.Tap(1_000 + i);
            Assert.True(world.Reaches(TransactionState.Approved, 20_000));
        }

        Assert.Equal(error, world.Agent.Fleet.Error);
        Assert.InRange(world.FleetTransport.Opened, 1, 60);
        Assert.Same(world.Agent.Links.Wifi, world.Agent.Links.Active);
        Assert.False(world.Agent.Links.IsDoubted(world.Agent.Links.Active));
        Assert.DoesNotContain(ScreenId.ConnectivityFault, world.Screens);
        Assert.DoesNotContain(ScreenId.ServiceUnavailable, world.Screens);
        world.Broker.Mode = BrokerMode.Up;
        Assert.True(world.RunUntil(() => world.Agent.Fleet.State == FleetState.Online, 40 * MinuteMs));
    }

    [Fact]
    public void The_operator_is_told_when_the_acquirer_cannot_be_reached()
    {
        AgentWorld world = Online();
        world.Transport.FailsAt = Terminal.Agent.Ports.TransportState.Connecting;
        world.Transport.FailsWith = FaultCode.ConnectionRefused;
        world.Transport.EndNow(FaultCode.ConnectionLost);
        world.Tap(4_200);
        world.Run(5 * MinuteMs);
        Assert.Equal(FleetState.Online, world.Agent.Fleet.State);
        Assert.Contains(" wifi=R21 ", world.Broker.Last("state")!.Text);
    }

    [Fact]
    public void A_connection_that_the_network_drops_silently_shortens_the_keep_alive()
    {
        AgentWorld world = Online();
        world.FleetTransport.IsSink = true;
        Assert.True(world.RunUntil(() => world.Agent.Fleet.Error == FleetError.DroppedSilently, 10 * MinuteMs));
        world.FleetTransport.IsSink = false;
        Assert.True(world.RunUntil(() => world.Broker.Greetings.Count == 2, 10 * MinuteMs));
        Assert.Equal(60, world.Broker.Greetings[1].KeepAlivePeriod);
    }

    [Fact]
    public void A_message_that_was_not_taken_goes_out_again_marked()
    {
        AgentWorld world = Online();
        world.Run(5_000);
        int events = world.Broker.Count("event");
        world.Broker.Mode = BrokerMode.Silent;
        world.Agent.Log.Add(EventKind.FaultRaised, (int)FaultCode.NoCoverage, 0);
        Assert.True(world.RunUntil(() => world.Agent.Fleet.Error == FleetError.Silent, 5 * MinuteMs));
        Assert.Contains(world.Broker.Packets, p => p.StartsWith("Publish", StringComparison.Ordinal));
        world.Broker.Mode = BrokerMode.Up;
        Assert.Equal(0, world.Broker.Duplicates);
        Assert.True(world.RunUntil(() => world.Broker.Greetings.Count == 2, 10 * MinuteMs));
        Assert.True(world.RunUntil(() => world.Broker.Count("event") > events, MinuteMs));
        Assert.Equal(1, world.Broker.Duplicates);
    }

    [Fact]
    public void Entries_are_told_once_each_and_loss_shows_by_the_number()
    {
        AgentWorld world = Online();
        for (int i = 0; i < 50; i++)
        {
            world.Agent.Log.Add(EventKind.FaultRaised, (int)FaultCode.NoCoverage, 0);
        }

        world.Run(2 * MinuteMs);
        world.Broker.DropAll();
        world.Agent.Log.Add(EventKind.FaultCleared, (int)FaultCode.NoCoverage, 0);
        world.Run(10 * MinuteMs);
        uint next = 0;
        foreach (BrokerMessage message in world.Broker.Messages.Where(
            one => one.Topic.EndsWith("/event", StringComparison.Ordinal)))
        {
            string end = message.Text.Split("\r\n")[^2];
            uint from = uint.Parse(end.Split(' ')[0].Split('=')[1], CultureInfo.InvariantCulture);
            Assert.True(next == 0 || from == next, message.Text);
            next = uint.Parse(end.Split(' ')[1].Split('=')[1], CultureInfo.InvariantCulture) + 1;
        }

        Assert.Equal(world.Agent.Log.NewestNumber + 1, next);
    }

    [Fact]
    public void A_step_with_the_line_open_allocates_nothing()
    {
        AgentWorld world = Online();
        world.Run(2 * HourMs);
        world.Broker.Ask(TestBoard.Serial, "log 20");
        world.Run(2 * MinuteMs);
        world.AllocatedBytes = 0;
        for (int i = 0; i < 3; i++)
        {
            world.Broker.Ask(TestBoard.Serial, "log 20");
            world.Agent.Log.Add(EventKind.FaultRaised, (int)FaultCode.NoCoverage, 0);
            world.Run(40 * MinuteMs);
        }

        Assert.Equal(0, world.AllocatedBytes);
    }

    [Fact]
    public void A_busy_day_tells_no_amount_no_card_no_id_no_key_and_no_network()
    {
        AgentWorld world = Online();
        var amounts = new List<int>();
        for (int i = 0; i < 120; i++)
        {
            int amount = 31_357 + (i * 101);
            amounts.Add(amount);
            if (i % 10 == 3)
            {
                world.LoseAnswer("create");
            }

            world.Tap(amount);
            world.Run(2 * MinuteMs);
            if (i % 20 == 7)
            {
                world.Broker.DropAll();
            }

            if (i % 15 == 4)
            {
                world.Broker.Ask(TestBoard.Serial, i % 2 == 0 ? "log all" : "status");
            }
        }

        foreach (string question in new[] { "log all", "status", "links", "data", "sim", "faults", "fleet", "version" })
        {
            world.Broker.Ask(TestBoard.Serial, question);
            world.Run(5 * MinuteMs);
        }

        string told = Encoding.Latin1.GetString(world.Broker.Bytes.ToArray());
        Assert.Contains(TestBoard.Serial, told);
        Assert.True(world.Broker.Count("answer") > 10);
        Assert.True(world.Broker.Count("beat") > 3);
        foreach (int amount in amounts)
        {
            foreach (string form in (string[])["{0}{1:00}", "{0},{1:00}", "{0}.{1:00}"])
            {
                Assert.DoesNotContain(
                    string.Format(CultureInfo.InvariantCulture, form, amount / 100, amount % 100), told);
            }
        }

        for (int slot = world.Agent.Journal.Newest(); slot >= 0; slot = world.Agent.Journal.Older(slot))
        {
            TransactionRecord record = world.Record(slot);
            byte[] id = new byte[Limits.UniqueIdBytesMax];
            int length = UniqueId.Write(
                world.Agent.Settings.Serial, world.Agent.Settings.SerialLength, record.Boot, record.Sequence, id, 0);
            Assert.DoesNotContain(Encoding.ASCII.GetString(id, 0, length), told);
            Assert.DoesNotContain("last4", told);
            if (record.PaymentIdLength > 0)
            {
                Assert.DoesNotContain(Encoding.ASCII.GetString(record.PaymentId, 0, record.PaymentIdLength), told);
            }
        }

        Assert.DoesNotContain(AgentWorld.Key, told);
        Assert.DoesNotContain(Ssid, told);

        // The secret goes to the broker alone, in each greeting and nowhere else.
        Assert.Equal(world.Broker.Greetings.Count, told.Split(Secret).Length - 1);
    }

    [Fact]
    public void The_money_of_a_day_is_the_same_with_and_without_the_line()
    {
        string[] figures = new string[2];
        for (int with = 0; with < 2; with++)
        {
            AgentWorld world = Start(isOn: with == 1);
            world.Run(2 * MinuteMs);
            for (int i = 0; i < 20; i++)
            {
                world.Tap(500 + i);
                Assert.True(world.Reaches(TransactionState.Approved, 20_000));
                world.Run(MinuteMs);
            }

            figures[with] = string.Join(' ', world.Requests.Select(r => r.Kind));
        }

        Assert.Equal(figures[0], figures[1]);
    }
}
