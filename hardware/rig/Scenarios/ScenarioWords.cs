using Terminal.Agent.Journal;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Scenarios;

/// <summary>Every word of a scenario file: what the reader takes and the schema offers.</summary>
public static class ScenarioWords
{
    /// <summary>The groups as a sentence lists them.</summary>
    public const string GroupList = "sales, links, modem, service, power, technician, abuse";

    /// <summary>Fields of a file.</summary>
    public static string[] Fields { get; } =
        ["name", "description", "group", "tags", "virtual-only", "modem", "variables", "steps"];

    /// <summary>Groups of the scenarios that come with the rig.</summary>
    public static string[] Groups { get; } = GroupList.Split(", ");

    /// <summary>Groups that a file may name: those, and what the bench saves.</summary>
    public static string[] FileGroups { get; } = [.. Groups, "saved"];

    /// <summary>Kinds of steps.</summary>
    public static string[] Steps { get; } =
        ["press", "tap", "wait", "link", "signal", "access-point", "acquirer", "power", "journal", "clock",
            "console", "till", "wait-for", "expect", "repeat", "memory", "press-at", "broker"];

    /// <summary>Fields of a till's step.</summary>
    public static string[] TillFields { get; } = ["ask", "amount", "reference", "number", "answer", "leave"];

    /// <summary>Fields of keys that are pressed as a page comes.</summary>
    public static string[] PressAtFields { get; } = ["screen", "keys"];

    /// <summary>Fields of a repetition.</summary>
    public static string[] RepeatFields { get; } = ["times", "steps"];

    /// <summary>Fields of a step on the journal.</summary>
    public static string[] JournalStepFields { get; } = ["prefill"];

    /// <summary>Fields of sales that were made before.</summary>
    public static string[] PrefillFields { get; } = ["times", "amount", "state", "offline", "age"];

    /// <summary>Fields of a step on the clock.</summary>
    public static string[] ClockFields { get; } = ["set", "step"];

    /// <summary>Fields of a question to the console.</summary>
    public static string[] ConsoleFields { get; } = ["send", "expect"];

    /// <summary>What can be expected.</summary>
    public static string[] Expectations { get; } =
        ["screen", "not-on-screen", "journal", "ledger", "waiting", "active", "fault", "requests", "payloads",
            "telemetry"];

    /// <summary>Times of a step that waits: the longest, and the shortest.</summary>
    public static string[] WaitFields { get; } = ["within", "after"];

    /// <summary>Fields of a line of the journal.</summary>
    public static string[] JournalFields { get; } =
        ["amount", "state", "response", "offline", "http"];

    /// <summary>Fields of a line of the ledger.</summary>
    public static string[] LedgerFields { get; } = ["amount", "status", "refunded"];

    /// <summary>Fields of a fault of the acquirer.</summary>
    public static string[] FaultFields { get; } =
        ["fault", "count", "skip", "method", "path", "status", "retry-after", "location", "body",
            "processed", "delay", "bytes", "reset", "amount"];

    /// <summary>Fields of the access point.</summary>
    public static string[] AccessPointFields { get; } = ["ssid", "passphrase", "hidden"];

    /// <summary>The links.</summary>
    public static string[] Links { get; } = ["sim", "wifi"];

    /// <summary>The link in use.</summary>
    public static string[] Active { get; } = ["sim", "wifi", "none"];

    /// <summary>Cards that can be tapped: the acquirer's test cards and troubles at the reader.</summary>
    public static string[] Cards { get; } =
        [.. TestCard.All.Select(known => known.Name), "torn", "too_long", "unsupported", "insert",
            "earlier_request"];

    /// <summary>What the journal's memory does.</summary>
    public static string[] Memory { get; } = ["fails", "works"];

    /// <summary>Where the sealed payloads of the cards that were tapped are.</summary>
    public static string[] Payloads { get; } = ["kept", "wiped"];

    /// <summary>What the operator's broker does.</summary>
    public static string[] Broker { get; } = ["up", "down", "refuse", "flood"];

    /// <summary>States of the line to it, as the console has them.</summary>
    public static string[] Telemetry { get; } =
        ["off", "incomplete", "no_link", "waiting", "connecting", "online", "spent"];

    /// <summary>States of a transaction.</summary>
    public static string[] States { get; } = [.. Enum.GetNames<TransactionState>().Skip(1)];
}
