namespace Terminal.Rig.Simulation.Fleet;

/// <summary>Rates before, during and after the outage; requests or connections a second.</summary>
public sealed record FleetRates
{
    private const int WarmUpS = 120;

    /// <summary>Mean before it.</summary>
    public required double MeanBefore { get; init; }

    /// <summary>Highest second before it.</summary>
    public required int PeakBefore { get; init; }

    /// <summary>Mean of requests during it.</summary>
    public required double MeanDuring { get; init; }

    /// <summary>Highest second of requests during it.</summary>
    public required int PeakDuring { get; init; }

    /// <summary>Mean of connections during it.</summary>
    public required double ConnectionsDuring { get; init; }

    /// <summary>Transactions that waited at its end.</summary>
    public required int Waiting { get; init; }

    /// <summary>Highest second from its end until the last queue was empty.</summary>
    public required int PeakAfter { get; init; }

    /// <summary>Mean of that time.</summary>
    public required double MeanAfter { get; init; }

    /// <summary>Most connections in a second of that time.</summary>
    public required int ConnectionsPeakAfter { get; init; }

    /// <summary>Counts them.</summary>
    public static FleetRates Of(FleetWorld world)
    {
        int from = world.OutageFromS;
        int to = world.OutageToS;
        int end = world.DrainedS < 0 ? int.MaxValue : to + world.DrainedS;
        List<int> requests = world.Acquirer.Requests;
        List<int> connections = world.Acquirer.Connections;
        int[] after = Part(requests, to, end);
        return new FleetRates
        {
            MeanBefore = Part(requests, WarmUpS, from).DefaultIfEmpty().Average(),
            PeakBefore = Part(requests, WarmUpS, from).DefaultIfEmpty().Max(),
            MeanDuring = Part(requests, from, to).DefaultIfEmpty().Average(),
            PeakDuring = Part(requests, from, to).DefaultIfEmpty().Max(),
            ConnectionsDuring = Part(connections, from, to).DefaultIfEmpty().Average(),
            Waiting = world.Waiting[Math.Min(to, world.Waiting.Count - 1)],
            PeakAfter = after.DefaultIfEmpty().Max(),
            MeanAfter = after.DefaultIfEmpty().Average(),
            ConnectionsPeakAfter = Part(connections, to, end).DefaultIfEmpty().Max(),
        };
    }

    private static int[] Part(List<int> seconds, int from, int to) =>
        [.. seconds.Skip(from).Take(Math.Max(1, Math.Min(to, seconds.Count) - from))];
}
