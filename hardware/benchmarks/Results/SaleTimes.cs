using System.Globalization;
using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using Terminal.Rig.Modem;
using Terminal.Rig.Simulation;

namespace Terminal.Benchmarks.Results;

/// <summary>From the tap of the card to the answer on the screen, in virtual time.</summary>
public static class SaleTimes
{
    /// <summary>Round trip over the SIM in ms.</summary>
    public const int SimRoundTripMs = 80;

    /// <summary>Round trip over WiFi in ms.</summary>
    public const int WifiRoundTripMs = 20;

    /// <summary>The most that a sale over the SIM may take at the line's fast speed, in ms.</summary>
    public const int SimGoalMs = 300;

    /// <summary>The most that a sale over WiFi may take on a connection that stands, in ms.</summary>
    public const int WifiGoalMs = 190;

    private const long StartMs = 180_000;
    private const long SaleMs = 60_000;

    /// <summary>The heads of <see cref="Rows"/>.</summary>
    public static string[] Heads { get; } =
        ["way", "ratio to the goal", "ms", "goal ms", .. DrainStages.Names, "connection broken at the tap, ms"];

    /// <summary>A row for each way.</summary>
    public static IEnumerable<string[]> Rows()
    {
        foreach (string modem in new[] { ModemModels.First, ModemModels.Quectel })
        {
            foreach (bool isFast in new[] { false, true })
            {
                int baud = isFast ? Limits.ModemFastBaud : Limits.ModemStartBaud;
                yield return Row(
                    string.Create(CultureInfo.InvariantCulture, $"SIM, {modem}, {baud} baud"),
                    isFast ? SimGoalMs : 0, isCold => OverSim(isFast, modem, isCold));
            }
        }

        yield return Row("WiFi", WifiGoalMs, OverWifi);
    }

    /// <summary>Prints the rows.</summary>
    public static void Print()
    {
        Console.WriteLine(string.Join(" | ", Heads));
        foreach (string[] row in Rows())
        {
            Console.WriteLine(string.Join(" | ", row));
        }
    }

    /// <summary>A sale over the SIM.</summary>
    /// <param name="isFast">At the speed to which the modem's line is raised, else the one at which it begins.</param>
    /// <param name="modem">The model.</param>
    /// <param name="isCold">The connection breaks in the moment of the tap.</param>
    /// <returns>Milliseconds, and what the line was doing meanwhile.</returns>
    public static (long Ms, IReadOnlyList<double> StagesMs) OverSim(bool isFast, string modem, bool isCold)
    {
        var world = new SimWorld(1, modem);
        world.Terminal.AccessPoint.IsAccessPointUp = false;
        world.Terminal.Sim.OneWayMs = SimRoundTripMs / 2;
        world.Terminal.Change(settings => settings.Cellular.IsLineFast = isFast);
        world.Terminal.PowerOn();
        Need(
            world.RunUntil(() => world.Terminal.Agent!.Links.Sim.State == LinkState.Attached, StartMs),
            "the link does not come up");
        var result = Play(world, world.Terminal.Sim, isCold);
        int baud = isFast ? Limits.ModemFastBaud : Limits.ModemStartBaud;
        Need(world.Terminal.Modem.Baud == baud, "the line has another speed");
        return result;
    }

    /// <summary>A sale over WiFi.</summary>
    /// <param name="isCold">The connection breaks in the moment of the tap.</param>
    public static (long Ms, IReadOnlyList<double> StagesMs) OverWifi(bool isCold)
    {
        var world = new SimWorld(1);
        world.Terminal.Wifi.OneWayMs = WifiRoundTripMs / 2;
        world.Terminal.PowerOn();
        Need(world.MoveToWifi(StartMs), "WiFi does not come up");
        return Play(world, world.Terminal.Wifi, isCold);
    }

    private static (long Ms, IReadOnlyList<double> StagesMs) Play(SimWorld world, SimPath path, bool isCold)
    {
        Need(
            world.Sell(900)
                && world.RunUntil(() => world.Terminal.Agent!.View.Id == ScreenId.Approved, SaleMs),
            "the first sale fails");
        world.Run(10_000);
        Need(world.Sell(1_000), "no card is asked for");
        if (isCold)
        {
            path.End(true);
        }

        long begunMs = world.Time.NowMs;
        var stages = new DrainStages(world);
        Need(world.RunUntil(() => world.Terminal.Agent!.View.Id == ScreenId.Approved, SaleMs), "no answer");
        return (world.Time.NowMs - begunMs, stages.PerTransactionMs(1));
    }

    private static string[] Row(string way, int goalMs, Func<bool, (long Ms, IReadOnlyList<double> StagesMs)> play)
    {
        (long ms, IReadOnlyList<double> stagesMs) = play(false);
        return
        [
            way, goalMs == 0 ? "" : Text((double)ms / goalMs, "0.00"), Text(ms, "0"),
            goalMs == 0 ? "" : Text(goalMs, "0"), .. stagesMs.Select(stage => Text(stage, "0")),
            Text(play(true).Ms, "0"),
        ];
    }

    private static void Need(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
