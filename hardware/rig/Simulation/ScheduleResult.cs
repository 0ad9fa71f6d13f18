namespace Terminal.Rig.Simulation;

/// <summary>What came of a random schedule.</summary>
public sealed record ScheduleResult
{
    /// <summary>What replays it.</summary>
    public required int Seed { get; init; }

    /// <summary>What must not be, in words; empty when all is well.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Failures that began.</summary>
    public int Failures { get; init; }

    /// <summary>Cards that were tapped.</summary>
    public int Sales { get; init; }

    /// <summary>Sales that the acquirer answered while the customer waited.</summary>
    public int Online { get; init; }

    /// <summary>Sales for which the cashier was told that there is no connection or no service.</summary>
    public int Offline { get; init; }

    /// <summary>Sales whose result was said to be unknown.</summary>
    public int Unknown { get; init; }

    /// <summary>Moves between the links.</summary>
    public int Moves { get; init; }

    /// <summary>Most of them within any hour that left a link which worked.</summary>
    public int MovesInAnHourMax { get; init; }

    /// <summary>Longest from a tap to a result, in ms.</summary>
    public long ResultWorstMs { get; init; }

    /// <summary>Longest for which the status line was wrong about a link, in ms.</summary>
    public long IconWorstMs { get; init; }

    /// <summary>The same of the diagnostics page, in ms; null when it was never read.</summary>
    public long? PageWorstMs { get; init; }
}
