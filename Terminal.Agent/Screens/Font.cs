using System;

namespace Terminal.Agent.Screens;

/// <summary>
/// A proportional font made ready for drawing. Glyphs are stored as they stand in the frame, so
/// that drawing one is a copy of whole columns for each page. The drawings are text files in
/// hardware/rig/Screens/fonts.
/// </summary>
public sealed class Font
{
    /// <summary>Height in pages of 8 rows.</summary>
    public readonly int Pages;

    /// <summary>Empty columns between two glyphs.</summary>
    public readonly int Gap;

    /// <summary>Glyph data: the columns of the first page, then those of the next.</summary>
    public readonly byte[] Data;

    /// <summary>The same dark on light; null in a font that is never drawn so.</summary>
    public readonly byte[] Inverse;

    /// <summary>
    /// Where a character's columns begin in <see cref="Data"/>; 0 when it has no glyph.
    /// </summary>
    public readonly ushort[] Starts = new ushort[256];

    /// <summary>Columns of each character's glyph; 0 when it has none.</summary>
    public readonly byte[] Widths = new byte[256];

    /// <summary>Makes a font ready.</summary>
    /// <param name="data">
    /// Pages, gap, number of glyphs; for each glyph its Windows-1252 code and its width in columns;
    /// then the columns of all glyphs.
    /// </param>
    /// <param name="hasInverse">True when it is drawn dark on light too.</param>
    public Font(byte[] data, bool hasInverse)
    {
        Data = data;
        if (hasInverse)
        {
            Inverse = new byte[data.Length];
            for (int i = 0; i < data.Length; i++)
            {
                Inverse[i] = (byte)~data[i];
            }
        }

        Pages = data[0];
        Gap = data[1];
        int count = data[2];
        int start = 3 + (2 * count);
        for (int i = 0; i < count; i++)
        {
            int code = data[3 + (2 * i)];
            int width = data[4 + (2 * i)];
            Starts[code] = (ushort)start;
            Widths[code] = (byte)width;
            start += width * Pages;
        }
    }

    /// <summary>Columns of a glyph; 0 when the font has none for this character.</summary>
    public int Width(byte code) => Widths[code];

    /// <summary>
    /// Columns that a text takes when the font has all its glyphs and they take no more than some
    /// columns; else -1.
    /// </summary>
    public int Fit(byte[] text, int count, int columns)
    {
        byte[] widths = Widths;
        int taken = -Gap;
        for (int i = 0; i < count; i++)
        {
            int width = widths[text[i]];
            if (width == 0)
            {
                return -1;
            }

            taken += width + Gap;
        }

        return taken <= columns ? taken : -1;
    }

    /// <summary>
    /// Columns that a run of text takes, without a gap at its end. Unknown glyphs take none.
    /// </summary>
    public int Measure(byte[] text, int offset, int count)
    {
        byte[] widths = Widths;
        int gap = Gap;
        int columns = 0;
        for (int end = offset + count; offset < end; offset++)
        {
            int width = widths[text[offset]];
            if (width != 0)
            {
                columns += width + gap;
            }
        }

        return columns == 0 ? 0 : columns - gap;
    }

    /// <summary>
    /// Draws one glyph. On a page boundary that is copying; elsewhere columns are shifted.
    /// </summary>
    /// <param name="code">Windows-1252.</param>
    /// <param name="frame">Pages of 128 columns.</param>
    /// <param name="column">Its first column.</param>
    /// <param name="y">Its top row.</param>
    /// <returns>
    /// Its width, or -1 when it is unknown or does not fit; then nothing is drawn.
    /// </returns>
    public int Draw(byte code, byte[] frame, int column, int y)
    {
        int start = Starts[code];
        int width = Widths[code];
        if (start == 0 || column < 0 || y < 0 || column + width > FrameBuffer.Columns)
        {
            return -1;
        }

        int at = ((y >> 3) * FrameBuffer.Columns) + column;
        int shift = y & 7;
        for (int page = 0; page < Pages; page++)
        {
            if (shift == 0)
            {
                if (at >= frame.Length)
                {
                    return -1;
                }

                Array.Copy(Data, start, frame, at, width);
            }
            else if (!DrawShifted(start, width, frame, at, shift))
            {
                return -1;
            }

            start += width;
            at += FrameBuffer.Columns;
        }

        return width;
    }

    /// <summary>Draws a glyph's columns of one page over two pages of the frame.</summary>
    private bool DrawShifted(int start, int width, byte[] frame, int at, int shift)
    {
        byte[] data = Data;
        int below = at + FrameBuffer.Columns;
        bool hasBelow = below < frame.Length;
        for (int end = start + width; start < end; start++)
        {
            int column = data[start] << shift;
            if (column != 0)
            {
                frame[at] |= (byte)column;
                column >>= 8;
                if (hasBelow)
                {
                    frame[below] |= (byte)column;
                }
                else if (column != 0)
                {
                    return false;
                }
            }

            at++;
            below++;
        }

        return true;
    }
}
