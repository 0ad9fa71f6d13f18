using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Terminal.Rig.House;

namespace Terminal.Rig.Simulation.Days;

/// <summary>Plays seeds over all cores, each on one thread, until all are played or one fails.</summary>
public sealed class DayCampaign(int firstSeed, int seeds, int hours, int workers = 0)
{
    private static readonly Lazy<bool> Ready = new(Prepare);

    private readonly Lock _gate = new();
    private readonly Stopwatch _watch = new();
    private int _next;

    /// <summary>Told after each seed.</summary>
    public Action<DayTally>? Progress { get; set; }

    /// <summary>What has been counted.</summary>
    public DayTally Tally { get; } = new();

    /// <summary>Stops handing out seeds after this time; null never.</summary>
    public TimeSpan? TimeLimit { get; set; }

    /// <summary>Goes on after a failing seed, and counts.</summary>
    public bool PlaysAll { get; set; }

    /// <summary>Goes on until something is found that fits; null: until anything is.</summary>
    public Regex? Sought { get; set; }

    /// <summary>Plays them.</summary>
    public DayTally Run(CancellationToken cancel = default)
    {
        _ = Ready.Value;
        _watch.Start();
        int count = workers > 0 ? workers : Environment.ProcessorCount;
        var threads = new Thread[Math.Min(count, seeds)];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(() => Work(cancel)) { IsBackground = true, Name = "seeds" };
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Tally.ElapsedS = _watch.Elapsed.TotalSeconds;
        return Tally;
    }

    /// <summary>Plays one seed.</summary>
    public static DayResult Play(DayPlan plan, TextWriter? lines = null)
    {
        _ = Ready.Value;
        DayResult result = new MerchantDay(plan, lines).Play();
        if (result.Verdict == DayVerdict.Pass)
        {
            SeedTrials.Play(plan, result, lines);
        }

        return result;
    }

    private void Work(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested && !IsFound
            && (TimeLimit is not TimeSpan limit || _watch.Elapsed < limit))
        {
            int at = Interlocked.Increment(ref _next) - 1;
            if (at >= seeds)
            {
                return;
            }

            DayResult result = PlaySeed(firstSeed + at);
            lock (_gate)
            {
                Tally.Add(result, Sought?.IsMatch(result.Finding) == true);
                Tally.ElapsedS = _watch.Elapsed.TotalSeconds;
                Progress?.Invoke(Tally);
            }
        }
    }

    private bool IsFound => !PlaysAll && (Sought is null ? Tally.First : Tally.Found) is not null;

    // A step that is the first to call a method has it compiled on its own thread, which rarely
    // allocates. Then it is compiled; what the agent allocates, it allocates each time.
    private DayResult PlaySeed(int seed)
    {
        DayResult result = Play(new DayPlan(seed, hours));
        return result.HasAllocated ? Play(new DayPlan(seed, hours)) : result;
    }

    // What static constructors allocate must not look like a step's.
    private static bool Prepare()
    {
        var context = AssemblyLoadContext.GetLoadContext(typeof(MerchantDay).Assembly)!;
        Assembly[] parts =
        [
            .. Storeys.All.Select(name => context.LoadFromAssemblyName(new AssemblyName(name))),
            typeof(MerchantDay).Assembly,
        ];
        foreach (Type type in parts.SelectMany(part => part.GetTypes()))
        {
            if (!type.ContainsGenericParameters && IsPart(type))
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            }
        }

        return true;
    }

    private static bool IsPart(Type type) =>
        type.Namespace?.StartsWith("Terminal.Agent", StringComparison.Ordinal) == true
        || type.Namespace?.StartsWith("Terminal.Rig.Simulation", StringComparison.Ordinal) == true
        || type.Namespace?.StartsWith("Terminal.Rig.Board", StringComparison.Ordinal) == true;
}
