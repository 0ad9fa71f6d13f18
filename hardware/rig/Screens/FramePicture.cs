using SkiaSharp;
using Terminal.Agent.Screens;
using Terminal.Rig.Board;

namespace Terminal.Rig.Screens;

/// <summary>Frames as pictures: single screens, and a sheet of many with their names.</summary>
public static class FramePicture
{
    private const int Rows = FrameBuffer.Pages * 8;
    private const int Columns = FrameBuffer.Columns;

    /// <summary>Pixels around a screen in a picture: the display's dark border.</summary>
    private const int Border = 4;

    private const int SheetColumns = 4;
    private const int SheetScale = 2;
    private const int SheetGap = 20;
    private const int LabelHeight = 26;

    private static readonly SKColor Dark = new(0x08, 0x0C, 0x12);
    private static readonly SKColor Light = new(0xDF, 0xF1, 0xFF);
    private static readonly SKColor Paper = new(0xF4, 0xF5, 0xF7);
    private static readonly SKColor Ink = new(0x33, 0x3B, 0x47);

    /// <summary>True when a pixel is lit.</summary>
    public static bool IsLit(byte[] frame, int x, int y) =>
        ((frame[((y / 8) * Columns) + x] >> (y % 8)) & 1) != 0;

    /// <summary>A screen as PNG, with its border when it is enlarged.</summary>
    /// <param name="frame">1024 bytes in the display's order.</param>
    /// <param name="scale">Picture pixels for a pixel, 1 to 16.</param>
    public static byte[] Png(byte[] frame, int scale)
    {
        int border = scale == 1 ? 0 : Border * scale;
        using var bitmap = new SKBitmap(
            (Columns * scale) + (2 * border), (Rows * scale) + (2 * border));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(Dark);
            Draw(canvas, frame, border, border, scale, Light);
        }

        return Encode(bitmap);
    }

    /// <summary>The pixels of a PNG that <see cref="Png"/> made at scale 1, as a frame.</summary>
    public static byte[] Frame(byte[] png)
    {
        using var bitmap = SKBitmap.Decode(png);
        var frame = new byte[FrameBuffer.Pages * Columns];
        for (int y = 0; y < Rows; y++)
        {
            for (int x = 0; x < Columns; x++)
            {
                if (bitmap.GetPixel(x, y).Green > 0x80)
                {
                    frame[((y / 8) * Columns) + x] |= (byte)(1 << (y % 8));
                }
            }
        }

        return frame;
    }

    /// <summary>Many screens on one sheet, each with its name beneath.</summary>
    public static byte[] Sheet(IReadOnlyList<(string Name, byte[] Frame)> screens)
    {
        int tileWidth = (Columns + (2 * Border)) * SheetScale;
        int tileHeight = (Rows + (2 * Border)) * SheetScale;
        int lines = (screens.Count + SheetColumns - 1) / SheetColumns;
        using var bitmap = new SKBitmap(
            SheetGap + (SheetColumns * (tileWidth + SheetGap)),
            SheetGap + (lines * (tileHeight + LabelHeight + SheetGap)));
        using (var canvas = new SKCanvas(bitmap))
        using (var panel = new SKPaint { Color = Dark, IsAntialias = true })
        {
            canvas.Clear(Paper);
            for (int i = 0; i < screens.Count; i++)
            {
                int left = SheetGap + ((i % SheetColumns) * (tileWidth + SheetGap));
                int top = SheetGap + ((i / SheetColumns) * (tileHeight + LabelHeight + SheetGap));
                canvas.DrawRoundRect(left, top, tileWidth, tileHeight, 6, 6, panel);
                int inset = Border * SheetScale;
                Draw(canvas, screens[i].Frame, left + inset, top + inset, SheetScale, Light);
                Draw(canvas, Label(screens[i].Name), left, top + tileHeight + 6, SheetScale, Ink);
            }
        }

        return Encode(bitmap);
    }

    private static void Draw(
        SKCanvas canvas, byte[] frame, int left, int top, int scale, SKColor color)
    {
        using var paint = new SKPaint { Color = color };
        for (int y = 0; y < Rows; y++)
        {
            for (int x = 0; x < Columns; x++)
            {
                if (IsLit(frame, x, y))
                {
                    canvas.DrawRect(left + (x * scale), top + (y * scale), scale, scale, paint);
                }
            }
        }
    }

    /// <summary>
    /// A name in the terminal's own font, so that no font of the machine is needed.
    /// </summary>
    private static byte[] Label(string name)
    {
        var frame = new FrameBuffer();
        var sheet = new ScreenCanvas(frame, new ScreenModel(), new Texts());
        byte[] text = Windows1252.Bytes(name);
        frame.Text(sheet.Small, text, 0, text.Length, 0, 0);
        return frame.Frame;
    }

    private static byte[] Encode(SKBitmap bitmap)
    {
        using var image = SKImage.FromBitmap(bitmap);
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
