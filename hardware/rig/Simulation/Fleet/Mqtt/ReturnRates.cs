using Terminal.Agent.Diagnostics;
using Terminal.Agent.Fleet;
using Terminal.Rig.Board;
using Limits = Terminal.Agent.Limits;

namespace Terminal.Rig.Simulation.Fleet.Mqtt;

/// <summary>
/// How terminals came back to their broker, in their time: the return window is that over which their rule spreads
/// them, and a peak is that of a slice of it.
/// </summary>
public sealed class ReturnRates
{
    /// <summary>The peak may be so many times the mean.</summary>
    public const double PeakOverMeanMax = 2;

    // A slice in which few come says more of chance than of a rule.
    private const int SliceTerminalsLeast = 20;
    private const int SliceMsLeast = 10_000;

    private ReturnRates(int terminals) =>
        SliceMs = Math.Max(SliceMsLeast, SliceTerminalsLeast * Limits.FleetSpreadMs / terminals);

    /// <summary>Length of a slice in ms.</summary>
    public int SliceMs { get; }

    /// <summary>New connections a second in the slice that had most of them.</summary>
    public double Peak { get; private init; }

    /// <summary>New connections a second over the return window.</summary>
    public double Mean { get; private init; }

    /// <summary>When the last one came, in ms after the broker.</summary>
    public long LastMs { get; private init; }

    /// <summary>Tries that met no broker.</summary>
    public int Vain { get; private init; }

    /// <summary>Nobody tramples the broker.</summary>
    public bool IsGentle => Peak <= PeakOverMeanMax * Mean;

    /// <summary>Counts new connections.</summary>
    /// <param name="terminals">How many terminals there are.</param>
    /// <param name="connectionsMs">When each new connection began, in ms; the broker is there from 0 on.</param>
    public static ReturnRates Of(int terminals, IReadOnlyCollection<long> connectionsMs)
    {
        int sliceMs = new ReturnRates(terminals).SliceMs;
        long[] met = [.. connectionsMs.Where(atMs => atMs >= 0)];
        return new ReturnRates(terminals)
        {
            Peak = met.GroupBy(atMs => atMs / sliceMs).Select(slice => slice.Count()).DefaultIfEmpty().Max()
                * 1000.0 / sliceMs,
            Mean = met.Count(atMs => atMs < Limits.FleetSpreadMs) * 1000.0 / Limits.FleetSpreadMs,
            LastMs = met.DefaultIfEmpty().Max(),
            Vain = connectionsMs.Count - met.Length,
        };
    }

    /// <summary>The terminals' own rule in virtual time: all lose the broker in the same second.</summary>
    public static ReturnRates InVirtualTime(int terminals, int outageS, int seed)
    {
        var tries = new List<long>();
        for (int i = 0; i < terminals; i++)
        {
            var wait = new ReconnectWait(new VirtualRandom(StreamSeed.Derive(seed, i)));
            long atMs = wait.OnEnd(FleetError.Lost, wasOnline: true) - (outageS * 1000L);
            while (atMs < 0)
            {
                tries.Add(atMs);
                atMs += wait.OnEnd(FleetError.NotReached, wasOnline: false);
            }

            tries.Add(atMs);
        }

        return Of(terminals, tries);
    }
}
