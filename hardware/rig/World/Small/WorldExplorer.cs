using System.Diagnostics;

namespace Terminal.Rig.World.Small;

/// <summary>
/// Plays small worlds, all of them up to a depth: every event at every boundary of every message,
/// then every second event after each of those, and so on. A state that was met before is not
/// played twice: what can follow from it is known. Level after level, so that whoever met a state
/// first had at least as many events left.
/// </summary>
public sealed class WorldExplorer(int workers = 0)
{
    // Worlds that are played side by side before what they met is taken up; the same on every
    // machine, so that the counts are. Small, because worlds whose events stand side by side come
    // into the same states: one that is still being played is known to nobody.
    private const int BatchCount = 32;
    private const int FailuresKept = 1_000;

    private static readonly UnkindEvent[] Events = Enum.GetValues<UnkindEvent>();

    private readonly Stopwatch _watch = new();
    private readonly HashSet<ulong> _met = [];

    /// <summary>Worlds played.</summary>
    public long Worlds { get; private set; }

    /// <summary>Of these, those that came into a state that was known and were left there.</summary>
    public long WorldsMet { get; private set; }

    /// <summary>States met.</summary>
    public long States => _met.Count;

    /// <summary>Worlds that failed.</summary>
    public long Failed { get; private set; }

    /// <summary>Virtual time played, in h.</summary>
    public double VirtualHours { get; private set; }

    /// <summary>Worlds of each depth.</summary>
    public List<long> ByDepth { get; } = [];

    /// <summary>Failed worlds, those with the fewest events first; some thousand at most.</summary>
    public List<FailedWorld> Failures { get; } = [];

    /// <summary>How often each event has struck.</summary>
    public long[] Struck { get; } = new long[(int)UnkindEvent.WriteTakenUnsaid + 1];

    /// <summary>Wall time, in s.</summary>
    public double ElapsedS => _watch.Elapsed.TotalSeconds;

    /// <summary>True when every world of the depth was played.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Stops after this time; null never.</summary>
    public TimeSpan? TimeLimit { get; set; }

    /// <summary>
    /// True: plays also those whose last event does what it does a boundary later.
    /// </summary>
    public bool IsEveryPlayed { get; set; }

    /// <summary>Stops when a world breaks this rule; null never.</summary>
    public string? Sought { get; set; }

    /// <summary>
    /// Plays one part of the worlds with one event, and what follows on them. All parts together
    /// are everything.
    /// </summary>
    public (int Number, int Count) Part { get; set; } = (1, 1);

    /// <summary>Told now and then.</summary>
    public Action? Progress { get; set; }

    /// <summary>Plays every world of a kind with up to so many events.</summary>
    public void Explore(SmallKind kind, int depth, CancellationToken cancel = default)
    {
        _watch.Start();
        List<Moment[]> level = [[]];
        for (int events = 0; events <= depth && level.Count > 0; events++)
        {
            level = PlayLevel(kind, level, depth, cancel);
            level = events == 0 ? TakePart(level) : level;
            if (IsToStop(cancel))
            {
                IsComplete &= level.Count == 0;
                break;
            }
        }

        _watch.Stop();
    }

    /// <summary>Draws worlds with up to so many events from seeds.</summary>
    public void Draw(
        SmallKind kind, int depth, int firstSeed, int seeds, CancellationToken cancel = default)
    {
        _watch.Start();
        for (int from = 0; from < seeds && !IsToStop(cancel); from += BatchCount)
        {
            int count = Math.Min(BatchCount, seeds - from);
            var played = new (SmallResult Result, IReadOnlyList<Moment> Events)[count];
            int first = firstSeed + from;
            Parallel.For(0, count, Options(cancel), i =>
            {
                var world = new SmallWorld(
                    kind, [], new HashSet<ulong>(), new Random(first + i), depth);
                played[i] = (world.Play(), world.Drawn);
            });
            foreach ((SmallResult result, IReadOnlyList<Moment> events) in played)
            {
                Take(kind, events, result);
            }

            Progress?.Invoke();
        }

        _watch.Stop();
    }

    /// <summary>Plays one world, with its story.</summary>
    public static (FailedWorld? Failed, string Story, IReadOnlyList<string> Words) PlayOne(
        SmallKind kind, IReadOnlyList<Moment> events)
    {
        SmallResult result = new SmallWorld(kind, events, new HashSet<ulong>()).Play(true);
        if (result.Struck < events.Count)
        {
            result.Rule = result.Rule.Length > 0 ? result.Rule : "NoSuchMoment";
            result.Findings.Add(
                $"{events[result.Struck]} never comes: the world has no such message");
        }

        FailedWorld? failed = result.Findings.Count == 0 ? null
            : new FailedWorld(kind, events, result.Rule, result.Words, result.Findings);
        return (failed, result.Story, result.Words);
    }

    private bool IsToStop(CancellationToken cancel) => cancel.IsCancellationRequested
        || (TimeLimit is TimeSpan limit && _watch.Elapsed >= limit)
        || (Sought is string rule && Failures.Exists(failed => failed.Rule == rule));

    private List<Moment[]> PlayLevel(
        SmallKind kind, List<Moment[]> level, int depth, CancellationToken cancel)
    {
        List<Moment[]> next = [];
        for (int from = 0; from < level.Count; from += BatchCount)
        {
            if (IsToStop(cancel))
            {
                IsComplete = false;
                break;
            }

            int first = from;
            int count = Math.Min(BatchCount, level.Count - from);
            var results = new SmallResult[count];
            Parallel.For(0, count, Options(CancellationToken.None), i =>
                results[i] = new SmallWorld(kind, level[first + i], _met).Play());
            for (int i = 0; i < count; i++)
            {
                Take(kind, level[first + i], results[i]);
                AddNext(level[first + i], results[i], depth, next);
            }

            Progress?.Invoke();
        }

        return next;
    }

    // Side by side: worlds whose first events stand side by side come into the same states.
    private List<Moment[]> TakePart(List<Moment[]> level)
    {
        int from = level.Count * (Part.Number - 1) / Part.Count;
        int end = level.Count * Part.Number / Part.Count;
        return level[from..end];
    }

    private ParallelOptions Options(CancellationToken cancel) => new()
    {
        CancellationToken = cancel,
        MaxDegreeOfParallelism = workers > 0 ? workers : Environment.ProcessorCount,
    };

    private void Take(SmallKind kind, IReadOnlyList<Moment> events, SmallResult result)
    {
        Worlds++;
        WorldsMet += result.WasMet ? 1 : 0;
        VirtualHours += result.VirtualMs / 3_600_000.0;
        while (ByDepth.Count <= events.Count)
        {
            ByDepth.Add(0);
        }

        ByDepth[events.Count]++;
        if (events.Count > 0)
        {
            Struck[(int)events[^1].What]++;
        }

        if (result.Findings.Count == 0)
        {
            return;
        }

        Failed++;
        if (Failures.Count < FailuresKept)
        {
            Failures.Add(
                new FailedWorld(kind, events, result.Rule, result.Words, result.Findings));
        }
    }

    // What follows on a world that has failed has failed with it.
    private void AddNext(Moment[] events, SmallResult result, int depth, List<Moment[]> next)
    {
        bool mayFollow = events.Length < depth && result.Findings.Count == 0;
        for (int i = 0; mayFollow && i < result.Crossings.Count; i++)
        {
            // The last event of a world need not strike where it does what it does a boundary
            // later; others must, because of what may strike with them.
            bool isLast = events.Length + 1 == depth && !IsEveryPlayed;
            Crossing? later = isLast && i + 1 < result.Crossings.Count
                ? result.Crossings[i + 1] : null;
            if (!_met.Contains(result.Crossings[i].State))
            {
                AddFollowers(events, result.Crossings[i], later, next);
            }
        }

        _met.UnionWith(result.States);
    }

    private static void AddFollowers(
        Moment[] events, Crossing crossing, Crossing? later, List<Moment[]> next)
    {
        foreach (UnkindEvent what in Events)
        {
            bool isInOrder = crossing.After is not UnkindEvent after || what > after;
            if (isInOrder && Moment.IsMeant(what, crossing.Boundary, crossing.IsPost)
                && (later is not Crossing at || !crossing.IsAsAtNext(what, at)))
            {
                next.Add([.. events, new Moment(crossing.Message, crossing.Boundary, what)]);
            }
        }
    }
}
