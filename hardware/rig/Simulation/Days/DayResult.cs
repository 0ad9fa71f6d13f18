using Terminal.Agent.Acquirer;
using Terminal.Rig.World;

namespace Terminal.Rig.Simulation.Days;

/// <summary>What came of one seed.</summary>
public sealed class DayResult
{
    /// <summary>Minutes that are sampled at most.</summary>
    public const int SamplesMax = 7 * 24 * 60;

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>How it ended.</summary>
    public DayVerdict Verdict { get; set; }

    /// <summary>What was found; empty when it passed.</summary>
    public string Finding { get; set; } = "";

    /// <summary>What was found is a step that allocated.</summary>
    public bool HasAllocated { get; set; }

    /// <summary>When it was found, in ms.</summary>
    public long AtMs { get; set; }

    /// <summary>Hash over all that happened.</summary>
    public ulong Hash { get; set; }

    /// <summary>The emulated modem and its driver took part.</summary>
    public bool HasEmulatedModem { get; set; }

    /// <summary>Virtual time played, in ms.</summary>
    public long VirtualMs { get; set; }

    /// <summary>Steps of the agent.</summary>
    public long Steps { get; set; }

    /// <summary>Transactions that became durable.</summary>
    public int Transactions { get; set; }

    /// <summary>Refunds among them.</summary>
    public int Refunds { get; set; }

    /// <summary>Merchant's days that were added up and compared, each as often as that was done.</summary>
    public int DaysChecked { get; set; }

    /// <summary>Requests that arrived at the acquirer.</summary>
    public int Requests { get; set; }

    /// <summary>Cuts in the middle of a write to NVRAM.</summary>
    public int CutsInWrite { get; set; }

    /// <summary>Power-ons.</summary>
    public int Boots { get; set; }

    /// <summary>Most bytes that one step moved to and from NVRAM.</summary>
    public int BytesMovedMax { get; set; }

    /// <summary>Most calls of ports in one step.</summary>
    public int CallsMax { get; set; }

    /// <summary>From the end of the faults to a calm terminal, in ms.</summary>
    public long CalmMs { get; set; }

    /// <summary>How often each row of the outcome table held; row n at n - 1.</summary>
    public int[] OutcomeRows { get; } = new int[OutcomeTable.RowCount];

    /// <summary>How often each row of the recovery table held.</summary>
    public int[] RecoveryRows { get; set; } = [];

    /// <summary>The outside was the unkind world's.</summary>
    public bool IsUnkind { get; set; }

    /// <summary>How often the acquirer was unkind, by trait.</summary>
    public WorldTally World { get; } = new();

    /// <summary>What was counted after the day.</summary>
    public TrialTally Trials { get; } = new();

    /// <summary>The terminal had telemetry on.</summary>
    public bool HasTelemetry { get; set; }

    /// <summary>Connections to the operators' broker that greeted.</summary>
    public int TelemetryConnections { get; set; }

    /// <summary>Messages that it has taken.</summary>
    public int TelemetryMessages { get; set; }

    /// <summary>What customers were charged in all, net, in hundredths.</summary>
    public long NetCents { get; set; }

    /// <summary>Writes to NVRAM that failed or were called failed.</summary>
    public int FailedWrites { get; set; }

    /// <summary>Reads from NVRAM that failed.</summary>
    public int FailedReads { get; set; }

    /// <summary>Writes of settings that failed or were slow.</summary>
    public int FailedSettings { get; set; }

    /// <summary>Frames of the reader that were struck.</summary>
    public int ReaderStruck { get; set; }

    /// <summary>Entries of the attention list that a technician has decided.</summary>
    public int Decisions { get; set; }

    /// <summary>Refunds that nobody could tell from one made elsewhere.</summary>
    public int Indistinguishable { get; set; }

    /// <summary>Faults that began, by kind.</summary>
    public int[] Injected { get; } = new int[DayFault.KindCount];

    /// <summary>Faults after which the terminal was calm again before the day was over.</summary>
    public int[] Recovered { get; } = new int[DayFault.KindCount];

    /// <summary>From a fault's end to a calm terminal, in ms, by kind.</summary>
    public List<(DayFaultKind Kind, long Ms)> Recoveries { get; } = [];

    /// <summary>From the tap to a result on the screen, in ms.</summary>
    public List<int> LatenciesMs { get; } = [];

    /// <summary>
    /// From the return of a way out to an empty queue, in ms, and how long the queue was.
    /// </summary>
    public List<(int Count, long Ms)> Drains { get; } = [];

    /// <summary>Minutes from 06:00 to the seed's beginning.</summary>
    public int BeginMinute { get; set; }

    /// <summary>Queue depth at each minute.</summary>
    public List<short> QueueDepth { get; } = [];

    /// <summary>State of SIM (low four bits) and WiFi at each minute; 15 without power.</summary>
    public List<byte> Links { get; } = [];
}
