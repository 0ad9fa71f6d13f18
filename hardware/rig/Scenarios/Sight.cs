using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;

namespace Terminal.Rig.Scenarios;

/// <summary>What was seen of a terminal and its acquirer at one moment.</summary>
/// <param name="Screen">Words of the screen, rows joined by blanks.</param>
/// <param name="Waiting">Undelivered transactions.</param>
/// <param name="Active">The link in use: sim, wifi or none.</param>
/// <param name="Faults">Fault codes that stand now, such as R03, on links, service or key.</param>
/// <param name="Journal">The terminal's journal, oldest first.</param>
/// <param name="Ledger">The acquirer's payments, oldest first.</param>
/// <param name="Requests">Requests that the acquirer has answered, or meant to.</param>
/// <param name="ArePayloadsKept">The sealed payload of a card that was tapped stands in NVRAM.</param>
/// <param name="Telemetry">State of the line to the operator's broker, as the console has it.</param>
/// <param name="IsMute">The terminal has power and did not tell in time what was asked: nothing holds.</param>
public sealed record Sight(
    string Screen,
    int Waiting,
    string Active,
    IReadOnlyList<string> Faults,
    IReadOnlyList<JournalRow> Journal,
    IReadOnlyList<LedgerPayment> Ledger,
    int Requests,
    bool ArePayloadsKept = false,
    string Telemetry = "",
    bool IsMute = false);
