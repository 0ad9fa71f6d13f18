using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;

namespace Terminal.Rig.Simulation.Days;

/// <summary>The report of a campaign.</summary>
public sealed class DayReport(DayTally tally, SimulateSettings settings)
{
    private const int LargeHours = 24_000;

    /// <summary>True for campaigns in which every row must have held: 1,000 days.</summary>
    public static bool IsLarge(DayTally tally) => tally.VirtualHours >= LargeHours;

    /// <summary>Rows of both tables that never held.</summary>
    public static IReadOnlyList<string> MissedRows(DayTally tally) =>
    [
        .. new OutcomeTable().Rows.Where(row => tally.OutcomeRows[row.Number - 1] == 0)
            .Select(row => $"outcome table row {row.Number}"),
        .. Enum.GetValues<RecoveryRow>().Where(row => tally.RecoveryRows[(int)row] == 0)
            .Select(row => $"recovery table row {row}"),
    ];

    /// <summary>Writes it.</summary>
    public void Write(string folder)
    {
        _ = tally;
        _ = settings;
        Directory.CreateDirectory(folder);
    }
}
