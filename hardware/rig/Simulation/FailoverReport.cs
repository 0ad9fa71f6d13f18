namespace Terminal.Rig.Simulation;

/// <summary>The grid with its long runs, and the limits that it is held to.</summary>
public sealed class FailoverReport
{
    /// <summary>Longest from a signalled loss to the first byte on the other link, in ms.</summary>
    public const long SignalledMsMax = 3_000;

    /// <summary>Longest from any other failure to it, in ms.</summary>
    public const long SilentMsMax = 10_000;

    /// <summary>Longest for which status line and diagnostics page may be wrong, in ms.</summary>
    public const long IconMsMax = 5_000;

    /// <summary>Most moves in an hour on a link that flaps.</summary>
    public const int FlapMovesInAnHourMax = 4;

    // A customer's patience, and the moment that the screen takes.
    private const long ResultMsMax = 15_500;

    /// <summary>Cells of the grid.</summary>
    public static int CellCount =>
        Enum.GetValues<FailoverKind>().Length * Enum.GetValues<FailoverActivity>().Length;

    /// <summary>The trials, cell by cell.</summary>
    public required IReadOnlyList<FailoverResult> Trials { get; init; }

    /// <summary>The worlds in which nothing failed.</summary>
    public IReadOnlyList<HealthyResult> Healthy { get; init; } = [];

    /// <summary>The worlds in which the SIM flapped.</summary>
    public IReadOnlyList<FlapResult> Flaps { get; init; } = [];

    /// <summary>Most moves in an hour of flapping.</summary>
    public int FlapMovesMax => Flaps.Count == 0 ? 0 : Flaps.Max(r => r.MovesInAnHourMax);

    /// <summary>Plays every cell so many times, on all processors.</summary>
    public static IReadOnlyList<FailoverResult> PlayGrid(
        int firstSeed, int trials, Action? trialOver = null, CancellationToken cancel = default)
    {
        (FailoverKind Kind, FailoverActivity Activity, int Seed)[] all =
        [
            .. from kind in Enum.GetValues<FailoverKind>()
               from activity in Enum.GetValues<FailoverActivity>()
               from trial in Enumerable.Range(0, trials)
               select (kind, activity, firstSeed + trial),
        ];
        var results = new FailoverResult[all.Length];
        ParallelTrials.Play(all.Length, cancel, i =>
        {
            (FailoverKind kind, FailoverActivity activity, int seed) = all[i];
            results[i] = new FailoverTrial(kind, activity, seed).Play();
            trialOver?.Invoke();
        });
        return results;
    }

    /// <summary>The trials by cell.</summary>
    public IEnumerable<IGrouping<(FailoverKind Kind, FailoverActivity Activity), FailoverResult>> Cells() =>
        Trials.GroupBy(result => (result.Kind, result.Activity));

    /// <summary>The first limit that does not hold, in words; null when all do.</summary>
    public string? Problem()
    {
        foreach (FailoverResult trial in Trials)
        {
            if (ProblemOf(trial) is string problem)
            {
                return $"{problem}: {trial.Kind} {trial.Activity} seed {trial.Seed}";
            }
        }

        HealthyResult? moved = Healthy.FirstOrDefault(r => r.Moves > 0 || r.Approved < r.Sales);
        int unanswered = Flaps.Sum(r => r.Sales - r.Answered);
        return moved is not null
            ? $"{moved.Moves} moves, {moved.Sales - moved.Approved} sales not approved while both links were healthy"
            : FlapMovesMax > FlapMovesInAnHourMax ? $"{FlapMovesMax} moves in an hour on a flapping link"
            : unanswered > 0 ? $"{unanswered} sales without an answer on a flapping link"
            : null;
    }

    private static string? ProblemOf(FailoverResult trial)
    {
        bool isSignalled = trial.Kind is FailoverKind.Signalled or FailoverKind.AccessPointLost;
        bool isSale = trial.Activity != FailoverActivity.Backlog;
        bool isAcquirerDown = trial.Kind == FailoverKind.AcquirerDown;
        return trial.Wrong > 0 ? "a payment lost or doubled"
            : trial.MoveMs > (isSignalled ? SignalledMsMax : SilentMsMax) ? $"moved after {trial.MoveMs} ms"
            : isSale && trial.ResultMs is null or > ResultMsMax ? $"a result after {trial.ResultMs} ms"
            : trial.IconMs > IconMsMax ? $"the status line was wrong for {trial.IconMs} ms"
            : trial.PageMs > IconMsMax ? $"the diagnostics page was wrong for {trial.PageMs} ms"
            : isAcquirerDown && trial.IsNetworkBlamed ? "the network was blamed for the acquirer"
            : trial.Moves > (isAcquirerDown ? 1 : 2) ? $"{trial.Moves} moves"
            : null;
    }
}
