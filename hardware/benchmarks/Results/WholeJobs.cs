using System.Diagnostics;
using System.Globalization;
using Terminal.Agent;
using Terminal.Rig.Simulation;

namespace Terminal.Benchmarks.Results;

/// <summary>Whole jobs in virtual time: a queue emptied over each link, a day without work.</summary>
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
                yield return
                [
                    string.Create(CultureInfo.InvariantCulture,
                        $"{(isSim ? "SIM" : "WiFi")}, {bitsPerSecond} bit/s, round trip {roundTripMs} ms, "
                            + $"{depth} at once"),
                    Text(result.Ratio, "0.00"), Text(result.SteadyRatio, "0.00"),
                    Text(result.PerTransactionMs, "0.0"), Text(1_000 / result.PerTransactionMs, "0.0"),
                    Text(result.BoundMs, "0.0"), Text(result.LineMs, "0.0"), Text(result.ModemMs, "0.0"),
                    Text(result.AllocatedBytes, "0"),
                ];
            }
        }
    }

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
