using SkiaSharp;
using Terminal.Agent.Screens;
using Terminal.Rig.Board;

namespace Terminal.Rig.Screens;

/// <summary>Words in pictures in the terminal's own small font, so that no font of the machine is needed.</summary>
public static class PixelText
{
    private static readonly Font Small = new ScreenCanvas(new FrameBuffer(), new ScreenModel(), new Texts()).Small;

    /// <summary>Rows of a line of text, before it is enlarged.</summary>
    public static int Rows => Small.Pages * 8;

    /// <summary>How wide a text is.</summary>
    /// <param name="text">Letters of Windows-1252.</param>
    /// <param name="scale">Picture pixels for a pixel of the font.</param>
    public static int Width(string text, int scale) =>
        Windows1252.Bytes(text).Sum(code => (Advance(code) * scale));

    /// <summary>Draws a text.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="text">Letters of Windows-1252.</param>
    /// <param name="left">Left edge, in picture pixels.</param>
    /// <param name="top">Top edge, in picture pixels.</param>
    /// <param name="scale">Picture pixels for a pixel of the font.</param>
    /// <param name="color">Its colour.</param>
    public static void Draw(SKCanvas canvas, string text, int left, int top, int scale, SKColor color)
    {
        using var paint = new SKPaint { Color = color };
        foreach (byte code in Windows1252.Bytes(text))
        {
            var frame = new FrameBuffer();
            frame.Text(Small, [code], 0, 1, 0, 0);
            for (int y = 0; y < Rows; y++)
            {
                for (int x = 0; x < Small.Width(code); x++)
                {
                    if (FramePicture.IsLit(frame.Frame, x, y))
                    {
                        canvas.DrawRect(left + (x * scale), top + (y * scale), scale, scale, paint);
                    }
                }
            }

            left += Advance(code) * scale;
        }
    }

    private static int Advance(byte code) => Small.Width(code) + Small.Gap;
}
