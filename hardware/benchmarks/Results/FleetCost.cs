using System.Globalization;
using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using Terminal.Rig.Board;
using Terminal.Rig.Simulation;

namespace Terminal.Benchmarks.Results;

/// <summary>
/// What telemetry costs over the SIM, in virtual time: the whole agent, the emulated modem's second session and a
/// broker in memory. The figures repeat to the byte.
/// </summary>
public static class FleetCost
{
    private const int HourMs = 3_600_000;
    private const int MinuteMs = 60_000;
    private const int Hours = 24;
    private const int SalesMeasured = 200;
    private const int PauseMs = 20_000;

    // Pauses of many lengths: what the modem is asked at its own times meets no sale again and again.
    private const int PauseStepMs = 137;
    private const int PauseStepsMs = 5_000;
    private const int DaysOfMonth = 30;
    private const long SecondsOfDay = 86_400;
    private const double Megabyte = 1_048_576;

    /// <summary>A row for each kind of day.</summary>
    public static IEnumerable<string[]> Days() =>
    [
        Day("nothing happens", sales: 0, questions: 0, losses: 0),
        Day("12 sales", sales: 12, questions: 0, losses: 0),
        Day("12 sales, 4 questions (log 20)", sales: 12, questions: 4, losses: 0),
        Day("12 sales, the network drops the connection twice", sales: 12, questions: 0, losses: 2),
    ];

    /// <summary>From the tap to the answer on the screen, with telemetry off, on, and asked before each sale.</summary>
    public static IEnumerable<string[]> Taps()
    {
        double off = TapMs(hasFleet: false, asks: false);
        foreach ((string name, double ms) in new[]
        {
            ("telemetry off", off),
            ("telemetry on", TapMs(hasFleet: true, asks: false)),
            ("a question before each sale", TapMs(hasFleet: true, asks: true)),
        })
        {
            yield return [name, Text(ms / off, "0.000"), Text(ms, "0.0")];
        }
    }

    /// <summary>Prints both tables.</summary>
    public static void Print()
    {
        foreach (string[] row in Days().Concat(Taps()))
        {
            Console.WriteLine(string.Join(" | ", row));
        }
    }

    private static string[] Day(string name, int sales, int questions, int losses)
    {
        SimWorld world = AtMidnight(hasFleet: true);
        long mqtt = world.Broker.Bytes.Length;
        int messages = world.Broker.Messages.Count;
        int connections = world.Terminal.BrokerOverModem!.Openings;
        long line = LineBytes(world);
        int spent = PlayDay(world, sales, questions, losses);
        SimWorld without = AtMidnight(hasFleet: false);
        long lineWithout = LineBytes(without);
        PlayDay(without, sales, 0, 0);
        double month = spent * DaysOfMonth / Megabyte;
        return
        [
            name, Text(month, "0.00"), Text(spent, "0"), Text(world.Broker.Messages.Count - messages, "0"),
            Text(world.Terminal.BrokerOverModem.Openings - connections, "0"),
            Text(world.Broker.Bytes.Length - mqtt, "0"),
            Text(LineBytes(world) - line - (LineBytes(without) - lineWithout), "0"),
        ];
    }

    // Bytes of the day over the SIM, as the agent counts them for its budget.
    private static int PlayDay(SimWorld world, int sales, int questions, int losses)
    {
        int spent = 0;
        int before = world.Terminal.Agent!.Fleet.SimBytes;
        for (int hour = 0; hour < Hours; hour++)
        {
            if (hour >= 8 && hour < 8 + sales)
            {
                Pay(world);
            }

            if (hour >= 8 && hour < 8 + questions)
            {
                Require(world.Broker.Ask(TestBoard.Serial, "log 20"), "the broker has no terminal to ask");
            }

            if (hour >= 8 && hour < 8 + losses)
            {
                world.Terminal.BrokerOverModem!.LastLine!.IsDead = true;
            }

            // The day's last minute is left out: the sales have taken seconds that the next day must not be in.
            world.Run(hour == Hours - 1 ? HourMs - MinuteMs : HourMs);
            int now = world.Terminal.Agent!.Fleet.SimBytes;
            spent += now >= before ? now - before : now;
            before = now;
        }

        return spent;
    }

    private static double TapMs(bool hasFleet, bool asks)
    {
        SimWorld world = Start(hasFleet);
        world.Run(90_000);
        long sum = 0;
        for (int i = 0; i < SalesMeasured; i++)
        {
            if (asks)
            {
                world.Broker.Ask(TestBoard.Serial, "status");
            }

            sum += Pay(world);
            world.Run(PauseMs + (i * PauseStepMs % PauseStepsMs));
        }

        return (double)sum / SalesMeasured;
    }

    // The budget is that of a day of UTC.
    private static SimWorld AtMidnight(bool hasFleet)
    {
        SimWorld world = Start(hasFleet);
        world.Run((SecondsOfDay - (world.Time.UtcSeconds % SecondsOfDay)) * 1_000);
        return world;
    }

    // A terminal on the SIM alone, at its counter, known to its broker where it has one.
    private static SimWorld Start(bool hasFleet)
    {
        var world = new SimWorld(1, hasFleet: hasFleet);
        world.Terminal.AccessPoint.IsAccessPointUp = false;
        world.Terminal.PowerOn();
        Require(
            world.RunUntil(() => world.Terminal.Agent!.Links.Sim.State == LinkState.Attached, 180_000),
            "the modem did not come up");
        Pay(world);
        Require(
            !hasFleet || world.RunUntil(() => world.Broker.Count("state") > 0, 180_000), "the broker heard nothing");
        return world;
    }

    // Ms from the tap to the approval on the screen.
    private static long Pay(SimWorld world)
    {
        Require(world.Sell(1_250), "no card was asked for");
        long begunMs = world.Time.NowMs;
        Require(
            world.RunUntil(() => world.Terminal.Agent!.View.Id == ScreenId.Approved, 20_000),
            "a payment was not approved");
        return world.Time.NowMs - begunMs;
    }

    private static long LineBytes(SimWorld world) =>
        world.Terminal.ModemPort.BytesToModem + world.Terminal.ModemPort.BytesFromModem;

    private static string Text(double value, string form) => value.ToString(form, CultureInfo.InvariantCulture);

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
