using System.Globalization;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;
using Terminal.Rig.World;

namespace Terminal.Rig.Simulation.Days;

/// <summary>What a campaign has counted.</summary>
public sealed class DayTally
{
    private const int LatenciesMax = 200_000;
    private const int MinutesOfDay = 24 * 60;
    private const double HourMs = 3_600_000;

    /// <summary>Seeds played.</summary>
    public int Seeds { get; private set; }

    /// <summary>Wall time in s.</summary>
    public double ElapsedS { get; set; }

    /// <summary>Virtual hours played.</summary>
    public double VirtualHours { get; private set; }

    /// <summary>Steps of the agent.</summary>
    public long Steps { get; private set; }

    /// <summary>Transactions that became durable.</summary>
    public long Transactions { get; private set; }

    /// <summary>Refunds among them.</summary>
    public long Refunds { get; private set; }

    /// <summary>Merchant's days that were added up and compared.</summary>
    public long DaysChecked { get; private set; }

    /// <summary>Requests that arrived at the acquirer.</summary>
    public long Requests { get; private set; }

    /// <summary>Cuts in the middle of a write.</summary>
    public long CutsInWrite { get; private set; }

    /// <summary>Power-ons.</summary>
    public long Boots { get; private set; }

    /// <summary>Seeds with the emulated modem.</summary>
    public int WithModem { get; private set; }

    /// <summary>The failure of the lowest seed so far; null when none has failed.</summary>
    public DayResult? First { get; private set; }

    /// <summary>Seeds with the unkind world.</summary>
    public int Unkind { get; private set; }

    /// <summary>How often the acquirer was unkind, by trait.</summary>
    public WorldTally World { get; } = new();

    /// <summary>What was counted after the days: boards, memories, keys and tills.</summary>
    public TrialTally Trials { get; } = new();

    /// <summary>Seeds with telemetry on.</summary>
    public int WithTelemetry { get; private set; }

    /// <summary>Connections to their operators' brokers.</summary>
    public long TelemetryConnections { get; private set; }

    /// <summary>Messages that these have taken.</summary>
    public long TelemetryMessages { get; private set; }

    /// <summary>Writes to NVRAM that failed or were called failed.</summary>
    public long FailedWrites { get; private set; }

    /// <summary>Reads from NVRAM that failed.</summary>
    public long FailedReads { get; private set; }

    /// <summary>Writes of settings that failed or were slow.</summary>
    public long FailedSettings { get; private set; }

    /// <summary>Frames of the reader that were struck.</summary>
    public long ReaderStruck { get; private set; }

    /// <summary>Entries of the attention list that a technician has decided.</summary>
    public long Decisions { get; private set; }

    /// <summary>Refunds that nobody could tell from one made elsewhere.</summary>
    public long Indistinguishable { get; private set; }

    /// <summary>Seeds that failed, by what was found: the check and its rule.</summary>
    public SortedDictionary<string, (int Count, int FirstSeed)> Failures { get; } = [];

    /// <summary>Most bytes that one step moved to and from NVRAM.</summary>
    public int BytesMovedMax { get; private set; }

    /// <summary>Most calls of ports in one step.</summary>
    public int CallsMax { get; private set; }

    /// <summary>Longest time from the end of all faults to a calm terminal, in ms.</summary>
    public long CalmMsMax { get; private set; }

    /// <summary>The seed that took so long.</summary>
    public int CalmSeed { get; private set; }

    /// <summary>How often each row of the outcome table held; row n at n - 1.</summary>
    public long[] OutcomeRows { get; } = new long[OutcomeTable.RowCount];

    /// <summary>How often each row of the recovery table held.</summary>
    public long[] RecoveryRows { get; } = new long[Enum.GetValues<RecoveryAction>().Length];

    /// <summary>Faults that began, by kind.</summary>
    public long[] Injected { get; } = new long[DayFault.KindCount];

    /// <summary>Those after which the terminal was calm again before the day was over.</summary>
    public long[] Recovered { get; } = new long[DayFault.KindCount];

    /// <summary>Times to recover, in ms, by kind.</summary>
    public List<(DayFaultKind Kind, long Ms)> Recoveries { get; } = [];

    /// <summary>From the tap to a result on the screen, in ms.</summary>
    public List<int> LatenciesMs { get; } = [];

    /// <summary>Length of a queue, and how long it took to empty, in ms.</summary>
    public List<(int Count, long Ms)> Drains { get; } = [];

    /// <summary>Queue depth at each minute since 06:00: sum and most over the seeds.</summary>
    public (long Sum, int Most, int Seeds)[] QueueDepth { get; } =
        new (long Sum, int Most, int Seeds)[MinutesOfDay];

    /// <summary>
    /// At each hour since 06:00, how many minutes each link spent in each state; 15 without power.
    /// </summary>
    public long[][,] LinkStates { get; } =
        [.. Enumerable.Range(0, MinutesOfDay / 60).Select(_ => new long[2, 16])];

    /// <summary>The failure of the lowest seed that was sought; null when none has been found.</summary>
    public DayResult? Found { get; private set; }

    /// <summary>Takes up a seed.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="isSought">It failed as was sought.</param>
    public void Add(DayResult result, bool isSought = false)
    {
        Found = isSought && (Found is null || result.Seed < Found.Seed) ? result : Found;
        Seeds++;
        VirtualHours += result.VirtualMs / HourMs;
        Steps += result.Steps;
        Transactions += result.Transactions;
        Refunds += result.Refunds;
        DaysChecked += result.DaysChecked;
        Requests += result.Requests;
        CutsInWrite += result.CutsInWrite;
        Boots += result.Boots;
        WithModem += result.HasEmulatedModem ? 1 : 0;
        Unkind += result.IsUnkind ? 1 : 0;
        WithTelemetry += result.HasTelemetry ? 1 : 0;
        TelemetryConnections += result.TelemetryConnections;
        TelemetryMessages += result.TelemetryMessages;
        World.Add(result.World);
        Trials.Add(result.Trials);
        FailedWrites += result.FailedWrites;
        FailedReads += result.FailedReads;
        FailedSettings += result.FailedSettings;
        ReaderStruck += result.ReaderStruck;
        Decisions += result.Decisions;
        Indistinguishable += result.Indistinguishable;
        BytesMovedMax = Math.Max(BytesMovedMax, result.BytesMovedMax);
        CallsMax = Math.Max(CallsMax, result.CallsMax);
        CalmSeed = result.CalmMs > CalmMsMax ? result.Seed : CalmSeed;
        CalmMsMax = Math.Max(CalmMsMax, result.CalmMs);
        AddUp(OutcomeRows, result.OutcomeRows);
        AddUp(RecoveryRows, result.RecoveryRows);
        AddUp(Injected, result.Injected);
        AddUp(Recovered, result.Recovered);
        Recoveries.AddRange(result.Recoveries.Take(LatenciesMax - Recoveries.Count));
        LatenciesMs.AddRange(result.LatenciesMs.Take(LatenciesMax - LatenciesMs.Count));
        Drains.AddRange(result.Drains.Take(LatenciesMax - Drains.Count));
        AddSamples(result);
        if (result.Verdict != DayVerdict.Pass)
        {
            AddFailure(result);
        }

        if (result.Verdict != DayVerdict.Pass && (First is null || result.Seed < First.Seed))
        {
            First = result;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"seeds={Seeds} virtual_hours={VirtualHours:0} wall_s={ElapsedS:0.0} "
            + $"seeds_s={Seeds / ElapsedS:0.0} terminal_days_s={VirtualHours / 24 / ElapsedS:0.0} "
            + $"steps_day={Steps * 24 / VirtualHours:0} transactions={Transactions} refunds={Refunds} "
            + $"days_checked={DaysChecked} requests={Requests} faults={Injected.Sum()} boots={Boots} "
            + $"cuts_in_write={CutsInWrite} with_modem={WithModem} "
            + $"with_telemetry={WithTelemetry} telemetry_connections={TelemetryConnections} "
            + $"telemetry_messages={TelemetryMessages} calm_worst_s={CalmMsMax / 1000} "
            + $"calm_worst_seed={CalmSeed}");

    /// <summary>How often each row of both tables held, in one line.</summary>
    public string Coverage() => "outcome_rows="
        + string.Join(
            ',',
            OutcomeRows.Select((hits, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}:{hits}")))
        + " recovery_rows=" + string.Join(',', Enum.GetValues<RecoveryAction>().Select(
            row => string.Create(CultureInfo.InvariantCulture, $"{row}:{RecoveryRows[(int)row]}")));

    /// <summary>What the unkind world did, in one line.</summary>
    public string Unkindnesses() => FormattableString.Invariant($"unkind_seeds={Unkind} ")
        + string.Join(' ', World.Lines.Select(
            line => FormattableString.Invariant($"{Snake(line.Kind.ToString())}={line.Count}")))
        + FormattableString.Invariant(
            $" nvram_writes_failed={FailedWrites} nvram_reads_failed={FailedReads} ")
        + FormattableString.Invariant(
            $"settings_failed={FailedSettings} reader_frames={ReaderStruck} ")
        + FormattableString.Invariant(
            $"decided_by_person={Decisions} indistinguishable={Indistinguishable}");

    private void AddFailure(DayResult result)
    {
        string[] words = result.Finding.Split(": ", 3);
        string what = result.Verdict == DayVerdict.Correctness && words is ["money", _, ..]
            ? $"money: {words[1]}"
            : result.Verdict == DayVerdict.Crash ? "crash" : words[0];
        (int count, int first) = Failures.GetValueOrDefault(what, (0, result.Seed));
        Failures[what] = (count + 1, Math.Min(first, result.Seed));
    }

    private static string Snake(string name) => string.Concat(name.Select(
        (letter, i) => char.IsUpper(letter)
            ? (i == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));

    private void AddSamples(DayResult result)
    {
        for (int i = 0; i < result.QueueDepth.Count; i++)
        {
            int minute = (result.BeginMinute + i) % MinutesOfDay;
            int depth = result.QueueDepth[i];
            (long sum, int most, int seeds) = QueueDepth[minute];
            QueueDepth[minute] = (sum + depth, Math.Max(most, depth), seeds + 1);
            LinkStates[minute / 60][0, result.Links[i] & 15]++;
            LinkStates[minute / 60][1, result.Links[i] >> 4]++;
        }
    }

    private static void AddUp(long[] sums, int[] counts)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            sums[i] += counts[i];
        }
    }
}
