using System.Diagnostics;
using System.Globalization;
using Terminal.Rig.Modem;
using Terminal.Agent.Links;
using Terminal.Agent;
using Terminal.Agent.Screens;
using Terminal.Rig.Simulation;

namespace Terminal.Benchmarks.Results;

/// <summary>Whole jobs in virtual time: a queue emptied over each link, a sale at the counter.</summary>
public static class WholeJobs
{
    private const int DrainCount = 200;

    /// <summary>Where the time of a payment goes while the queue empties over the SIM, a row for each speed.</summary>
    public static IEnumerable<string[]> Stages()
    {
        foreach (int baud in new[] { 115_200, 921_600 })
        {
            foreach (int depth in new[] { 1, Limits.PipelineRequests })
            {
                DrainResult result = new DrainRun(true, baud, 100, depth).Play(DrainCount);
                yield return
                [
                    string.Create(CultureInfo.InvariantCulture, $"{baud} bit/s, {depth} at once"),
                    .. result.StagesMs.Select(ms => Text(ms, "0.0")), Text(result.PerTransactionMs, "0.0"),
                ];
            }
        }
    }

    /// <summary>A row for each way to empty a queue of 200.</summary>
    public static IEnumerable<string[]> Drains()
    {
        foreach ((bool isSim, int bitsPerSecond, int roundTripMs) in new[]
            { (true, 115_200, 100), (true, 921_600, 100), (false, 2_000_000, 20) })
        {
            foreach (int depth in new[] { 1, Limits.PipelineRequests })
            {
                DrainResult result = new DrainRun(isSim, bitsPerSecond, roundTripMs, depth).Play(DrainCount);
                double bitMs = (isSim ? 10_000.0 : 8_000.0) / bitsPerSecond;
                yield return
                [
                    string.Create(CultureInfo.InvariantCulture,
                        $"{(isSim ? "SIM" : "WiFi")}, {bitsPerSecond} bit/s, round trip {roundTripMs} ms, "
                            + $"{depth} at once"),
                    Text(result.Ratio, "0.00"), Text(result.PerTransactionMs, "0.0"), Text(result.BoundMs, "0.0"),
                    Text(result.BytesOut * bitMs, "0.0"), Text(result.BytesIn * bitMs, "0.0"),
                    Text(result.AllocatedBytes, "0"),
                ];
            }
        }
    }

    /// <summary>
    /// From the tap of the card to the answer on the screen over the SIM, in virtual ms, at the speed at which the
    /// modem's line begins or the one to which it is raised.
    /// </summary>
    public static long SaleMs(bool isFast, string modem = ModemModels.First)
    {
        var world = new SimWorld(1, modem);
        world.Terminal.AccessPoint.IsAccessPointUp = false;
        world.Terminal.Change(settings => settings.Cellular.IsLineFast = isFast);
        world.Terminal.PowerOn();
        bool isWarm = world.RunUntil(() => world.Terminal.Agent!.Links.Sim.State == LinkState.Attached, 180_000)
            && world.Sell(900)
            && world.RunUntil(() => world.Terminal.Agent!.View.Id == ScreenId.Approved, 20_000);
        world.Run(10_000);
        int baud = isFast ? Terminal.Agent.Limits.ModemFastBaud : Terminal.Agent.Limits.ModemStartBaud;
        if (world.Terminal.Modem.Baud != baud)
        {
            throw new InvalidOperationException($"the line runs at {world.Terminal.Modem.Baud} baud");
        }

        if (!isWarm || !world.Sell(1_000))
        {
            throw new InvalidOperationException("no card was asked for");
        }

        long begunMs = world.Time.NowMs;
        return world.RunUntil(() => world.Terminal.Agent!.View.Id == ScreenId.Approved, 20_000)
            ? world.Time.NowMs - begunMs : throw new InvalidOperationException("no answer");
    }

    /// <summary>A row for each make: from tap to answer at both speeds.</summary>
    public static IEnumerable<string[]> SaleRows() =>
        from modem in new[] { ModemModels.First, ModemModels.Quectel }
        select new[] { modem, Text(SaleMs(false, modem), "0"), Text(SaleMs(true, modem), "0") };

    /// <summary>How many virtual milliseconds pass in one of the host's, idle.</summary>
    public static double IdleSpeed()
    {
        SimWorld world = SimWorld.OnSim(1);
        var watch = Stopwatch.StartNew();
        world.Run(24 * 3_600_000L);
        return 24 * 3_600_000.0 / watch.ElapsedMilliseconds;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
