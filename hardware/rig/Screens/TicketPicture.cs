using SkiaSharp;
using Terminal.Agent.Screens;
using Terminal.Rig.Board;

namespace Terminal.Rig.Screens;

/// <summary>A ticket as a picture of its paper, in the letters of the terminal's own small font.</summary>
public static class TicketPicture
{
    private const int Scale = 3;
    private const int CellColumns = 7;
    private const int CellRows = 11;
    private const int MarginCells = 2;

    private static readonly SKColor Paper = new(0xFB, 0xFA, 0xF5);
    private static readonly SKColor Ink = new(0x22, 0x22, 0x26);

    /// <summary>The lines as PNG.</summary>
    public static byte[] Png(IReadOnlyList<string> lines, int columns)
    {
        Font font = new ScreenCanvas(new FrameBuffer(), new ScreenModel(), new Texts()).Small;
        using var bitmap = new SKBitmap(
            (columns + (2 * MarginCells)) * CellColumns * Scale, (lines.Count + (2 * MarginCells)) * CellRows * Scale);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(Paper);
            using var paint = new SKPaint { Color = Ink };
            for (int row = 0; row < lines.Count; row++)
            {
                for (int column = 0; column < lines[row].Length; column++)
                {
                    Draw(
                        canvas, paint, font, Windows1252.Bytes(lines[row][column].ToString())[0],
                        (column + MarginCells) * CellColumns, (row + MarginCells) * CellRows);
                }
            }
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    // Each letter in the middle of a cell of its own, as printers have them.
    private static void Draw(SKCanvas canvas, SKPaint paint, Font font, byte code, int x, int y)
    {
        int width = font.Width(code);
        x += (CellColumns - width) / 2;
        for (int column = 0; column < width; column++)
        {
            for (int row = 0; row < 8; row++)
            {
                if (((font.Data[font.Starts[code] + column] >> row) & 1) != 0)
                {
                    canvas.DrawRect((x + column) * Scale, (y + row) * Scale, Scale, Scale, paint);
                }
            }
        }
    }
}
