using System.Globalization;
using Terminal.Agent.Journal;

namespace Terminal.Rig.Scenarios;

/// <summary>What must be seen on the screen, in the journal and in the ledger; null asks nothing.</summary>
public sealed record Expectation
{
    /// <summary>Texts that the screen shows.</summary>
    public IReadOnlyList<string> Screen { get; init; } = [];

    /// <summary>Texts that the screen does not show.</summary>
    public IReadOnlyList<string> NotOnScreen { get; init; } = [];

    /// <summary>The whole journal, oldest first.</summary>
    public IReadOnlyList<JournalLine>? Journal { get; init; }

    /// <summary>The whole ledger, oldest first.</summary>
    public IReadOnlyList<LedgerLine>? Ledger { get; init; }

    /// <summary>Undelivered transactions.</summary>
    public int? Waiting { get; init; }

    /// <summary>The link in use: sim, wifi or none.</summary>
    public string? Active { get; init; }

    /// <summary>Fault codes that stand now, on a link, at the service or with the key.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Requests that the acquirer has received in all, at least.</summary>
    public int? Requests { get; init; }

    /// <summary>True: the sealed payload of a card that was tapped stands in NVRAM; false: of none.</summary>
    public bool? ArePayloadsKept { get; init; }

    /// <summary>State of the line to the operator's broker, as the console has it.</summary>
    public string? Telemetry { get; init; }
}

/// <summary>A line that the journal must have; null asks nothing.</summary>
public sealed record JournalLine(
    decimal? Amount, TransactionState? State, string? Response, bool? IsOffline, int? Http)
{
    /// <summary>What it asks for, as a file says it.</summary>
    public string Words => ExpectationWords.Of(
        ("amount", Amount?.ToString("0.00", CultureInfo.InvariantCulture)), ("state", State?.ToString()),
        ("response", Response), ("offline", IsOffline is bool truth ? truth ? "true" : "false" : null),
        ("http", Http?.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>A line that the ledger must have; null asks nothing.</summary>
public sealed record LedgerLine(decimal? Amount, string? Status, decimal? Refunded)
{
    /// <summary>What it asks for, as a file says it.</summary>
    public string Words => ExpectationWords.Of(
        ("amount", Amount?.ToString("0.00", CultureInfo.InvariantCulture)), ("status", Status),
        ("refunded", Refunded?.ToString("0.00", CultureInfo.InvariantCulture)));
}
