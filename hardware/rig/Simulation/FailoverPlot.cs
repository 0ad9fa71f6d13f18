using System.Globalization;
using ScottPlot;
using SkiaSharp;
using Terminal.Rig.Screens;

namespace Terminal.Rig.Simulation;

/// <summary>
/// The picture of a grid: each trial a dot on its cell's line, the median a stroke, the limits dashed. Words are
/// drawn in the terminal's own font, because many machines have none for pictures.
/// </summary>
public static class FailoverPlot
{
    private const int WidthPixels = 1_280;
    private const int RowPixels = 26;
    private const int LeftPixels = 400;
    private const int RightPixels = 30;
    private const int TopPixels = 64;
    private const int BottomPixels = 60;
    private const int TextScale = 2;
    private const int ActivityColumn = 196;
    private const int CountColumn = 312;
    private const int SecondsMax = 11;
    private const double DotSpread = 0.3;

    private static readonly SKColor Ink = new(0x22, 0x28, 0x30);
    private static readonly SKColor Soft = new(0x66, 0x70, 0x7C);
    private static readonly SKColor SignalledInk = new(0xC7, 0x5B, 0x00);
    private static readonly SKColor SilentInk = new(0xC0, 0x10, 0x10);

    /// <summary>Writes the picture.</summary>
    /// <param name="trials">Every trial; those without a move are left out.</param>
    /// <param name="path">Where to; a PNG.</param>
    public static void Save(IReadOnlyList<FailoverResult> trials, string path)
    {
        IGrouping<(FailoverKind Kind, FailoverActivity Activity), FailoverResult>[] cells =
        [
            .. trials.Where(trial => trial.MoveMs is not null).GroupBy(trial => (trial.Kind, trial.Activity)),
        ];
        int height = TopPixels + BottomPixels + (RowPixels * cells.Length);
        using SKBitmap bitmap = SKBitmap.Decode(Dots(cells, height));
        using (var canvas = new SKCanvas(bitmap))
        {
            DrawWords(canvas, cells, height);
        }

        using var image = SKImage.FromBitmap(bitmap);
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(path, data.ToArray());
    }

    private static byte[] Dots(
        IGrouping<(FailoverKind Kind, FailoverActivity Activity), FailoverResult>[] cells, int height)
    {
        using var plot = new Plot();
        for (int i = 0; i < cells.Length; i++)
        {
            double[] seconds = [.. cells[i].Select(trial => trial.MoveMs!.Value / 1000.0).Order()];
            AddCell(plot, seconds, cells.Length - i - 0.5);
        }

        AddLimit(plot, FailoverReport.SignalledMsMax, Colors.DarkOrange);
        AddLimit(plot, FailoverReport.SilentMsMax, Colors.Red);
        plot.Axes.SetLimits(0, SecondsMax, 0, cells.Length);
        plot.Axes.Bottom.SetTicks(
            [.. Enumerable.Range(0, SecondsMax + 1).Select(second => (double)second)],
            [.. Enumerable.Repeat("", SecondsMax + 1)]);
        plot.Axes.Left.SetTicks([], []);
        plot.Layout.Fixed(new PixelPadding(LeftPixels, RightPixels, BottomPixels, TopPixels));
        return plot.GetImage(WidthPixels, height).GetImageBytes(ImageFormat.Png);
    }

    // Equal times would hide one another on a line: the dots of a cell are spread over its height.
    private static void AddCell(Plot plot, double[] seconds, double row)
    {
        double[] heights =
            [.. seconds.Select((_, i) => row + (DotSpread * ((2.0 * (i + 0.5) / seconds.Length) - 1)))];
        ScottPlot.Plottables.Scatter dots = plot.Add.ScatterPoints(seconds, heights);
        dots.Color = Colors.SteelBlue.WithAlpha(0.6);
        dots.MarkerSize = 6;
        double median = seconds[seconds.Length / 2];
        ScottPlot.Plottables.LinePlot stroke = plot.Add.Line(median, row - 0.4, median, row + 0.4);
        stroke.Color = Colors.Black;
        stroke.LineWidth = 2;
    }

    private static void AddLimit(Plot plot, long ms, Color color)
    {
        ScottPlot.Plottables.VerticalLine line = plot.Add.VerticalLine(ms / 1000.0);
        line.Color = color;
        line.LinePattern = LinePattern.Dashed;
    }

    private static void DrawWords(
        SKCanvas canvas,
        IGrouping<(FailoverKind Kind, FailoverActivity Activity), FailoverResult>[] cells,
        int height)
    {
        int rowInset = (RowPixels - (PixelText.Rows * TextScale)) / 2;
        PixelText.Draw(
            canvas, "Failover: seconds from the failure to the payment's first byte on the other link",
            16, 12, TextScale, Ink);
        PixelText.Draw(canvas, "failure", 16, TopPixels - 22, TextScale, Soft);
        PixelText.Draw(canvas, "activity", ActivityColumn, TopPixels - 22, TextScale, Soft);
        PixelText.Draw(canvas, "moves", CountColumn, TopPixels - 22, TextScale, Soft);
        for (int i = 0; i < cells.Length; i++)
        {
            int top = TopPixels + (i * RowPixels) + rowInset;
            bool isFirst = i == 0 || cells[i - 1].Key.Kind != cells[i].Key.Kind;
            PixelText.Draw(canvas, isFirst ? cells[i].Key.Kind.ToString() : "", 16, top, TextScale, Ink);
            PixelText.Draw(canvas, cells[i].Key.Activity.ToString(), ActivityColumn, top, TextScale, Ink);
            PixelText.Draw(canvas, Number(cells[i].Count()), CountColumn, top, TextScale, Ink);
        }

        DrawAxis(canvas, height);
    }

    private static void DrawAxis(SKCanvas canvas, int height)
    {
        int top = height - BottomPixels + 10;
        for (int second = 0; second <= SecondsMax; second++)
        {
            Centred(canvas, Number(second), second, top, Ink);
        }

        Centred(canvas, "seconds; a dot is a trial, a stroke the median", 5.5, top + 22, Soft);
        Centred(canvas, "3 s: signalled", 3, TopPixels - 22, SignalledInk);
        Centred(canvas, "10 s: silent", 10, TopPixels - 22, SilentInk);
    }

    private static void Centred(SKCanvas canvas, string text, double second, int top, SKColor color)
    {
        double x = LeftPixels + ((WidthPixels - LeftPixels - RightPixels) * second / SecondsMax);
        PixelText.Draw(canvas, text, (int)x - (PixelText.Width(text, TextScale) / 2), top, TextScale, color);
    }

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);
}
