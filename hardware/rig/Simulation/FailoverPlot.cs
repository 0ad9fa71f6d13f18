using ScottPlot;

namespace Terminal.Rig.Simulation;

/// <summary>The picture of a grid: each trial a dot on its cell's line, the median a stroke.</summary>
public static class FailoverPlot
{
    private const int WidthPixels = 1_200;
    private const int RowPixels = 26;
    private const int FramePixels = 170;
    private const double DotSpread = 0.3;

    /// <summary>Writes the picture.</summary>
    /// <param name="trials">Every trial; those without a move are left out.</param>
    /// <param name="path">Where to; a PNG.</param>
    public static void Save(IReadOnlyList<FailoverResult> trials, string path)
    {
        IGrouping<(FailoverKind, FailoverActivity), FailoverResult>[] cells =
        [
            .. trials.Where(trial => trial.MoveMs is not null).GroupBy(trial => (trial.Kind, trial.Activity)),
        ];
        var plot = new Plot();
        plot.Title("From the failure (or the sale after it) to the payment's first byte on the other link");
        plot.XLabel("seconds");
        double[] rows = [.. cells.Select((_, i) => (double)(cells.Length - i))];
        for (int i = 0; i < cells.Length; i++)
        {
            AddCell(plot, [.. cells[i].Select(trial => trial.MoveMs!.Value / 1000.0).Order()], rows[i]);
        }

        AddLimit(plot, FailoverReport.SignalledMsMax, "3 s: signalled");
        AddLimit(plot, FailoverReport.SilentMsMax, "10 s: silent");
        string[] names = [.. cells.Select(cell => $"{cell.Key.Item1}, {cell.Key.Item2}  ({cell.Count()})")];
        plot.Axes.Left.SetTicks(rows, names);
        plot.Axes.SetLimits(-0.2, 11.2, 0.3, cells.Length + 0.7);
        plot.ShowLegend(Alignment.UpperCenter, Orientation.Horizontal);
        plot.SavePng(path, WidthPixels, FramePixels + (RowPixels * Math.Max(4, cells.Length)));
    }

    // Equal times would hide one another on a line: the dots of a cell are spread over its height.
    private static void AddCell(Plot plot, double[] seconds, double row)
    {
        double[] heights =
            [.. seconds.Select((_, i) => row + (DotSpread * ((2.0 * (i + 0.5) / seconds.Length) - 1)))];
        ScottPlot.Plottables.Scatter dots = plot.Add.ScatterPoints(seconds, heights);
        dots.Color = Colors.SteelBlue.WithAlpha(0.6);
        dots.MarkerSize = 5;
        double median = seconds[seconds.Length / 2];
        ScottPlot.Plottables.LinePlot stroke = plot.Add.Line(median, row - 0.4, median, row + 0.4);
        stroke.Color = Colors.Black;
        stroke.LineWidth = 2;
    }

    private static void AddLimit(Plot plot, long ms, string name)
    {
        ScottPlot.Plottables.VerticalLine line = plot.Add.VerticalLine(ms / 1000.0);
        line.Color = ms == FailoverReport.SignalledMsMax ? Colors.DarkOrange : Colors.Red;
        line.LinePattern = LinePattern.Dashed;
        line.LegendText = name;
    }
}
