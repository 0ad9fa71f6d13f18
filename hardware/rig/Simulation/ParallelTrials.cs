namespace Terminal.Rig.Simulation;

/// <summary>
/// Plays trials side by side, one on each processor: the pool has more threads than that, and trials that only compute
/// gain nothing from sharing a processor.
/// </summary>
internal static class ParallelTrials
{
    /// <summary>Plays trials 0 to <paramref name="count"/> - 1, in no order.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Play(int count, CancellationToken cancel, Action<int> play) =>
        Play(count, Environment.ProcessorCount, cancel, play);

    /// <summary>The same, at most so many at a time.</summary>
    public static void Play(int count, int atATime, CancellationToken cancel, Action<int> play) =>
        Parallel.For(
            0, count, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = atATime }, play);
}
