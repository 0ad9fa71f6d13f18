namespace Terminal.Rig.Simulation;

/// <summary>What came of one trial of the grid.</summary>
public sealed record FailoverResult
{
    /// <summary>The failure.</summary>
    public required FailoverKind Kind { get; init; }

    /// <summary>What was going on.</summary>
    public required FailoverActivity Activity { get; init; }

    /// <summary>What replays it.</summary>
    public required int Seed { get; init; }

    /// <summary>
    /// From the failure (or from the sale, when that came later) to the first byte of a payment over the other
    /// link, in ms; null when no payment needed the other link.
    /// </summary>
    public long? MoveMs { get; init; }

    /// <summary>From the tap to a result on the screen, in ms; null when none came within a minute.</summary>
    public long? ResultMs { get; init; }

    /// <summary>From the end of the failure until nothing waited any more, in ms.</summary>
    public long DeliveredMs { get; init; }

    /// <summary>Payments in the ledger whose unique id occurs more than once, or that are missing.</summary>
    public int Wrong { get; init; }

    /// <summary>Moves between the links from the failure until it was healed.</summary>
    public int Moves { get; init; }

    /// <summary>The longest time for which the status line said of a link what was not so, in ms.</summary>
    public long IconMs { get; init; }

    /// <summary>
    /// The longest time for which the diagnostics page was wrong about its link, in ms; null when it was not open.
    /// </summary>
    public long? PageMs { get; init; }

    /// <summary>True when the screen blamed the service for longer than a moment.</summary>
    public bool IsServiceBlamed { get; init; }

    /// <summary>True when the screen told the merchant to call about the network.</summary>
    public bool IsNetworkBlamed { get; init; }
}
