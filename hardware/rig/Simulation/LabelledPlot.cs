using System.Globalization;
using ScottPlot;
using SkiaSharp;
using Terminal.Rig.Screens;

namespace Terminal.Rig.Simulation;

/// <summary>
/// A plot whose words are drawn in the terminal's own font, because many machines have none for
/// pictures: title, ticks, labels of the axes and a legend on top.
/// </summary>
public sealed class LabelledPlot(string title, string xLabel, string yLabel)
{
    private const int LeftPixels = 90;
    private const int RightPixels = 30;
    private const int TopPixels = 76;
    private const int BottomPixels = 64;
    private const int NamesPixels = 300;
    private const int TextScale = 2;
    private const int LegendGapPixels = 28;
    private const int TicksMin = 5;

    private static readonly SKColor Ink = new(0x22, 0x28, 0x30);
    private static readonly SKColor Soft = new(0x66, 0x70, 0x7C);

    private readonly List<(string Name, Color Colour)> _legend = [];
    private string[]? _names;
    private double _xFrom;
    private double _xTo = 1;
    private double _yTo = 1;

    /// <summary>The plot itself.</summary>
    public Plot Plot { get; } = new();

    /// <summary>Names something.</summary>
    public void Explain(string name, Color colour) => _legend.Add((name, colour));

    /// <summary>What the axes show; the vertical one begins at 0.</summary>
    public void SetLimits(double xFrom, double xTo, double yTo)
    {
        _xFrom = xFrom;
        _xTo = Math.Max(xTo, xFrom + 1);
        _yTo = yTo > 0 ? yTo : 1;
    }

    /// <summary>Names in the place of numbers below the horizontal axis, at 0, 1, 2 and so on.</summary>
    public void SetNames(string[] names)
    {
        _names = names;
        (_xFrom, _xTo) = (-0.7, names.Length - 0.3);
    }

    /// <summary>Writes the picture.</summary>
    public void Save(string path, int width, int height)
    {
        int bottom = _names is null ? BottomPixels : NamesPixels;
        height += bottom - BottomPixels;
        Plot.Axes.SetLimits(_xFrom, _xTo, 0, _yTo);
        Plot.Axes.Bottom.SetTicks(XTicks(), [.. XTicks().Select(_ => "")]);
        Plot.Axes.Left.SetTicks(Ticks(0, _yTo), [.. Ticks(0, _yTo).Select(_ => "")]);
        Plot.Layout.Fixed(new PixelPadding(LeftPixels, RightPixels, bottom, TopPixels));
        byte[] png = Plot.GetImage(width, height).GetImageBytes(ImageFormat.Png);
        using SKBitmap bitmap = SKBitmap.Decode(png);
        using (var canvas = new SKCanvas(bitmap))
        {
            DrawWords(canvas, width, height, bottom);
        }

        using var image = SKImage.FromBitmap(bitmap);
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(path, data.ToArray());
    }

    private double[] XTicks() => _names is null ? Ticks(_xFrom, _xTo)
        : [.. _names.Select((_, i) => (double)i)];

    // Steps of 1, 2 or 5 times a power of ten.
    private static double[] Ticks(double from, double to)
    {
        double step = Math.Pow(10, Math.Floor(Math.Log10(to - from)));
        step = (to - from) / step >= TicksMin ? step
            : (to - from) / (step / 2) >= TicksMin ? step / 2 : step / 5;
        double first = Math.Ceiling(from / step) * step;
        return [.. Enumerable.Range(0, (int)Math.Floor(((to - first) / step) + 1e-9) + 1)
            .Select(i => first + (i * step))];
    }

    private void DrawWords(SKCanvas canvas, int width, int height, int bottom)
    {
        PixelText.Draw(canvas, title, 16, 10, TextScale, Ink);
        PixelText.Draw(canvas, yLabel, 16, 42, TextScale, Soft);
        int legendLeft = LeftPixels + PixelText.Width(yLabel, TextScale);
        foreach ((string name, Color colour) in _legend)
        {
            using var paint = new SKPaint { Color = new SKColor(colour.R, colour.G, colour.B) };
            canvas.DrawRect(legendLeft, 44, 14, 14, paint);
            PixelText.Draw(canvas, name, legendLeft + 20, 42, TextScale, Ink);
            legendLeft += 20 + PixelText.Width(name, TextScale) + LegendGapPixels;
        }

        int plotHeight = height - TopPixels - bottom;
        foreach (double tick in Ticks(0, _yTo))
        {
            string text = Number(tick);
            int y = TopPixels + (int)(plotHeight * (1 - (tick / _yTo)));
            PixelText.Draw(
                canvas, text, LeftPixels - 10 - PixelText.Width(text, TextScale), y - 8, TextScale, Ink);
        }

        DrawHorizontal(canvas, width, height - bottom);
    }

    private void DrawHorizontal(SKCanvas canvas, int width, int axisTop)
    {
        double[] ticks = XTicks();
        for (int i = 0; i < ticks.Length; i++)
        {
            double share = (ticks[i] - _xFrom) / (_xTo - _xFrom);
            int x = LeftPixels + (int)((width - LeftPixels - RightPixels) * share);
            if (_names is not null)
            {
                canvas.Save();
                canvas.RotateDegrees(90, x + 7, axisTop + 10);
                PixelText.Draw(canvas, _names[i], x + 7, axisTop + 10, TextScale, Ink);
                canvas.Restore();
                continue;
            }

            string text = Number(ticks[i]);
            PixelText.Draw(
                canvas, text, x - (PixelText.Width(text, TextScale) / 2), axisTop + 8, TextScale, Ink);
        }

        PixelText.Draw(
            canvas, xLabel, (width - PixelText.Width(xLabel, TextScale)) / 2,
            axisTop + (_names is null ? 34 : NamesPixels - 28), TextScale, Soft);
    }

    private static string Number(double value) =>
        value.ToString("0.###", CultureInfo.InvariantCulture);
}
