using System.Globalization;
using System.Net;
using System.Text;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;

namespace Terminal.Rig.Simulation.Days;

/// <summary>The report of a campaign: one page of HTML beside its plots.</summary>
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
        .. Enum.GetValues<RecoveryAction>().Where(row => tally.RecoveryRows[(int)row] == 0)
            .Select(row => $"recovery table row {row}"),
    ];

    /// <summary>Writes report.html and its plots.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        IReadOnlyList<(string File, string Title)> plots = new DayPlots(tally).Save(folder);
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Simulation</title><style>")
            .Append("body{font:16px/1.5 sans-serif;max-width:1100px;margin:2em auto;padding:0 1em;color:#222}")
            .Append("table{border-collapse:collapse;margin:1em 0}"
                + "td,th{border:1px solid #bbb;padding:.2em .7em;text-align:left}")
            .Append("td.n{text-align:right}tr.bad{background:#fbb}img{max-width:100%}</style></head><body>");
        page.Append("<h1>Merchants' days in virtual time</h1><p>").Append(Html(tally.ToString())).Append("</p>");
        page.Append("<p>").Append(Html(Outcome())).Append("</p>");
        foreach ((string file, string title) in plots)
        {
            page.Append("<h2>").Append(Html(title)).Append("</h2><img alt=\"").Append(Html(title))
                .Append("\" src=\"").Append(file).Append("\">");
        }

        Coverage(page);
        Faults(page);
        page.Append("</body></html>\n");
        File.WriteAllText(Path.Combine(folder, "report.html"), page.ToString());
    }

    private string Outcome()
    {
        string seeds = string.Create(
            CultureInfo.InvariantCulture,
            $"Seeds {settings.FirstSeed} to {settings.FirstSeed + tally.Seeds - 1}, {settings.Hours} h each.");
        if (tally.First is DayResult failed)
        {
            return $"{seeds} Seed {failed.Seed} failed ({failed.Verdict}): {failed.Finding}";
        }

        IReadOnlyList<string> missed = MissedRows(tally);
        return missed.Count == 0 ? $"{seeds} All passed, every row was hit."
            : IsLarge(tally) ? $"{seeds} All passed, but {missed.Count} rows were never hit: an error."
            : $"{seeds} All passed. {missed.Count} rows were not hit, which counts from 1,000 days on.";
    }

    private void Coverage(StringBuilder page)
    {
        page.Append("<h2>Outcome table</h2><table><tr><th>row<th>condition<th>verdict<th>retry<th>hits</tr>");
        foreach (OutcomeRow row in new OutcomeTable().Rows)
        {
            string condition = row.StatusFrom == 0 ? row.End.ToString()
                : row.StatusFrom == row.StatusTo ? Text(row.StatusFrom)
                : $"{Text(row.StatusFrom)} to {Text(row.StatusTo)}";
            Row(page, tally.OutcomeRows[row.Number - 1] == 0, [Text(row.Number), condition,
                row.Verdict.ToString(), row.Retry.ToString(), Text(tally.OutcomeRows[row.Number - 1])]);
        }

        page.Append("</table><h2>Recovery table</h2><table><tr><th>row<th>hits</tr>");
        foreach (RecoveryAction row in Enum.GetValues<RecoveryAction>())
        {
            long hits = tally.RecoveryRows[(int)row];
            Row(page, hits == 0, [row.ToString(), Text(hits)]);
        }

        page.Append("</table>");
    }

    private void Faults(StringBuilder page)
    {
        page.Append("<h2>Faults</h2><table><tr><th>fault<th>injected<th>calm again before the day's end</tr>");
        foreach (DayFaultKind kind in Enum.GetValues<DayFaultKind>())
        {
            Row(page, tally.Injected[(int)kind] == 0, [kind.ToString(),
                Text(tally.Injected[(int)kind]), Text(tally.Recovered[(int)kind])]);
        }

        page.Append("</table><p>After the day all faults end, and every seed must be calm within 10 minutes; ")
            .Append(Html($"the slowest took {Text(tally.CalmMsMax / 1000)} s."))
            .Append("</p>");
    }

    private static void Row(StringBuilder page, bool isBad, string[] cells)
    {
        page.Append(isBad ? "<tr class=\"bad\">" : "<tr>");
        foreach (string cell in cells)
        {
            page.Append("<td>").Append(Html(cell));
        }

        page.Append("</tr>");
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
