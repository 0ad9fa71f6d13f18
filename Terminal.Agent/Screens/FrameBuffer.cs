using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Screens;

/// <summary>
/// The picture in memory, in the display's own order: 8 pages of 128 columns, a byte for 8 pixels,
/// bit 0 on top. Text on page boundaries is copied, elsewhere shifted.
/// <see cref="Flush"/> sends only the window that differs from what the display shows. The words
/// drawn are kept as text beside the pixels, for the console and for tests.
/// </summary>
public sealed class FrameBuffer
{
    /// <summary>Columns of a page.</summary>
    public const int Columns = 128;

    /// <summary>Pages of 8 rows.</summary>
    public const int Pages = 8;

    /// <summary>
    /// Bytes that are compared at once; a run that is sent begins and ends with such a piece.
    /// </summary>
    private const int PieceBytes = 8;

    /// <summary>The longest run of which no byte is sent that the display has.</summary>
    private const int ShortRunBytes = 4 * PieceBytes;

    private const int AllPages = 0xFF;

    /// <summary>Windows-1252's no-break space, which the fonts draw narrow.</summary>
    private const byte NarrowBlank = 0xA0;

    /// <summary>Four rows as eight.</summary>
    private static readonly byte[] Doubled =
    {
        0x00, 0x03, 0x0C, 0x0F, 0x30, 0x33, 0x3C, 0x3F,
        0xC0, 0xC3, 0xCC, 0xCF, 0xF0, 0xF3, 0xFC, 0xFF,
    };

    /// <summary>A page of light.</summary>
    private static readonly byte[] Light = MakeLight();

    /// <summary>What is drawn.</summary>
    private readonly byte[] _frame = new byte[Pages * Columns];

    /// <summary>What the display shows, as far as <see cref="_isShownKnown"/>.</summary>
    private readonly byte[] _shown = new byte[Pages * Columns];

    /// <summary>The words of each page, in the order of drawing.</summary>
    private readonly byte[] _words = new byte[Pages * Limits.ScreenLineBytesMax];

    private readonly int[] _wordCounts = new int[Pages];

    /// <summary>False at start and after a display failure: then everything is sent.</summary>
    private bool _isShownKnown;

    /// <summary>Bit n is set when page n may have been drawn on since it was sent.</summary>
    private int _touched = AllPages;

    /// <summary>
    /// The window that differs: pages, both counted, and columns, the right one not counted. No
    /// page differs while the last is -1.
    /// </summary>
    private int _firstPage;

    private int _lastPage;
    private int _left;
    private int _right;

    /// <summary>
    /// Row and end of the text drawn last: what follows on the row must not touch it.
    /// </summary>
    private int _textRow = -1;

    private int _textEnd;
    private int _clippedGlyphs;

    /// <summary>The pixels, in the display's order. For reading.</summary>
    public byte[] Frame => _frame;

    /// <summary>
    /// Glyphs that were unknown, did not fit or touched others since <see cref="Clear"/>; 0 on a
    /// good screen.
    /// </summary>
    public int ClippedGlyphs => _clippedGlyphs;

    /// <summary>Makes the picture dark and forgets its words.</summary>
    public void Clear()
    {
        Array.Clear(_frame, 0, _frame.Length);
        Array.Clear(_wordCounts, 0, _wordCounts.Length);
        _clippedGlyphs = 0;
        _textRow = -1;
        _touched = AllPages;
    }

    /// <summary>Draws text from a column on.</summary>
    /// <param name="font">The font.</param>
    /// <param name="text">Windows-1252.</param>
    /// <param name="offset">Where the text begins.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="column">First column.</param>
    /// <param name="y">Top row; multiples of 8 are the cheapest.</param>
    /// <returns>The column after the text and a gap.</returns>
    public int Text(Font font, byte[] text, int offset, int count, int column, int y)
    {
        _touched = AllPages;
        if (y == _textRow && column < _textEnd && count > 0)
        {
            _clippedGlyphs += count;
        }

        if ((y & 7) == 0 && y >= 0 && (y >> 3) + font.Pages <= Pages)
        {
            column = Copy(font, font.Data, text, offset, count, column, y);
        }
        else
        {
            byte[] frame = _frame;
            int gap = font.Gap;
            for (int i = 0; i < count; i++)
            {
                int width = font.Draw(text[offset + i], frame, column, y);
                if (width < 0)
                {
                    _clippedGlyphs++;
                }
                else
                {
                    column += width + gap;
                }
            }
        }

        Say(y >> 3, text, offset, count);
        _textRow = y;
        _textEnd = column + 1;
        return column;
    }

    /// <summary>
    /// Draws text dark on light, in the middle of the topmost pages, which it lights over the whole
    /// width.
    /// </summary>
    /// <param name="font">A font with inverse drawings.</param>
    /// <param name="text">Windows-1252.</param>
    public void Heading(Font font, byte[] text)
    {
        _touched = AllPages;
        for (int page = 0; page < font.Pages; page++)
        {
            Array.Copy(Light, 0, _frame, page * Columns, Columns);
        }

        int count = text.Length;
        int column = (Columns - font.Measure(text, 0, count)) >> 1;
        _textEnd = Copy(font, font.Inverse, text, 0, count, column, 0) + 1;
        _textRow = 0;
        Say(0, text, 0, count);
    }

    /// <summary>Draws an icon dark on light, anywhere in a heading.</summary>
    public void HeadingIcon(Font font, byte code, int column, int y, int pages)
    {
        int columns = font.Width(code);
        for (int page = 0; page < pages; page++)
        {
            Array.Clear(_frame, (page * Columns) + column, columns);
        }

        Icon(font, code, column, y);
        Invert(column, 0, columns, pages * 8);
    }

    /// <summary>Draws text in the middle of the screen.</summary>
    public void Centred(Font font, byte[] text, int offset, int count, int y) =>
        Text(font, text, offset, count, (Columns - font.Measure(text, offset, count)) >> 1, y);

    /// <summary>Draws text that ends at the right edge.</summary>
    public void Right(Font font, byte[] text, int offset, int count, int y) =>
        Text(font, text, offset, count, Columns - font.Measure(text, offset, count), y);

    /// <summary>Draws text broken at blanks, each line in the middle of the screen.</summary>
    /// <param name="font">The font.</param>
    /// <param name="text">Windows-1252.</param>
    /// <param name="y">Top row of the first line.</param>
    /// <param name="lineRows">Rows from one line to the next.</param>
    /// <param name="lines">Lines that it may take; what is left over counts as clipped.</param>
    public void Paragraph(Font font, byte[] text, int y, int lineRows, int lines)
    {
        int offset = 0;
        for (int line = 0; line < lines && offset < text.Length; line++)
        {
            int count = LineBreak(font, text, offset);
            Centred(font, text, offset, count, y);
            y += lineRows;
            offset += count + 1;
        }

        if (offset < text.Length)
        {
            _clippedGlyphs += text.Length - offset;
        }
    }

    /// <summary>Draws an icon, which says nothing in words.</summary>
    /// <returns>The column after it and a gap.</returns>
    public int Icon(Font font, byte code, int column, int y)
    {
        _touched = AllPages;
        int width = font.Draw(code, _frame, column, y);
        if (width < 0)
        {
            _clippedGlyphs++;
            return column;
        }

        return column + width + font.Gap;
    }

    /// <summary>Gives columns of a page another picture; the words stay.</summary>
    /// <param name="page">0 to 7.</param>
    /// <param name="column">The first.</param>
    /// <param name="picture">Their pixels.</param>
    public void SetColumns(int page, int column, byte[] picture)
    {
        _touched |= 1 << page;
        Array.Copy(picture, 0, _frame, (page * Columns) + column, picture.Length);
    }

    /// <summary>
    /// Draws text of a font of up to three pages twice as high, and twice as wide where that fits
    /// into the columns, in their middle.
    /// </summary>
    /// <param name="font">The font.</param>
    /// <param name="text">Windows-1252.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="columns">Columns that it may take, from the left edge.</param>
    /// <param name="page">The first page; those behind it are dark so far.</param>
    public void Enlarged(Font font, byte[] text, int count, int columns, int page)
    {
        int width = font.Measure(text, 0, count);
        bool isWide = width * 2 <= columns;
        Text(font, text, 0, count, 0, page * 8);
        width = isWide ? width * 2 : width > columns ? columns : width;
        int left = (columns - width) >> 1;
        byte[] frame = _frame;
        for (int from = font.Pages - 1; from >= 0; from--)
        {
            // From the end, because a column is read where another has not been written yet.
            int source = (page + from) * Columns;
            int upper = (page + (2 * from)) * Columns;
            for (int i = width - 1; i >= 0; i--)
            {
                byte bits = frame[source + (isWide ? i >> 1 : i)];
                frame[upper + left + i] = Doubled[bits & 15];
                if (page + (2 * from) + 1 < Pages)
                {
                    frame[upper + Columns + left + i] = Doubled[bits >> 4];
                }
            }

            Array.Clear(frame, upper, left);
            if (page + (2 * from) + 1 < Pages)
            {
                Array.Clear(frame, upper + Columns, left);
            }
        }

        _textRow = -1;
    }

    /// <summary>Swaps light and dark in a rectangle.</summary>
    public void Invert(int column, int y, int columns, int rows)
    {
        byte[] frame = _frame;
        _touched = AllPages;
        for (int bottom = y + rows; y < bottom; y = (y | 7) + 1)
        {
            byte mask = Mask(y, bottom);
            int at = ((y >> 3) * Columns) + column;
            for (int end = at + columns; at < end; at++)
            {
                frame[at] ^= mask;
            }
        }
    }

    /// <summary>Lights a rectangle.</summary>
    public void Fill(int column, int y, int columns, int rows)
    {
        byte[] frame = _frame;
        _touched = AllPages;
        for (int bottom = y + rows; y < bottom; y = (y | 7) + 1)
        {
            byte mask = Mask(y, bottom);
            int at = ((y >> 3) * Columns) + column;
            for (int end = at + columns; at < end; at++)
            {
                frame[at] |= mask;
            }
        }
    }

    /// <summary>
    /// Adds words to what a page says, apart from what is drawn; a blank comes between.
    /// </summary>
    public void Say(int page, byte[] text, int offset, int count)
    {
        int have = _wordCounts[page];
        int room = Limits.ScreenLineBytesMax - have;
        if (count <= 0 || room <= 1)
        {
            return;
        }

        int at = page * Limits.ScreenLineBytesMax;
        if (have > 0)
        {
            _words[at + have] = (byte)' ';
            have++;
            room--;
        }

        count = count > room ? room : count;
        Array.Copy(text, offset, _words, at + have, count);
        _wordCounts[page] = have + count;
    }

    /// <summary>
    /// Writes the words that a page shows, in Windows-1252; headings stand on their top page.
    /// Narrow blanks come out as plain ones.
    /// </summary>
    /// <param name="row">The page, 0 to 7.</param>
    /// <param name="buffer">Room for <see cref="Limits.ScreenLineBytesMax"/> bytes.</param>
    /// <param name="offset">Where to write.</param>
    /// <returns>The offset after them.</returns>
    public int TextLine(int row, byte[] buffer, int offset)
    {
        int count = _wordCounts[row];
        Array.Copy(_words, row * Limits.ScreenLineBytesMax, buffer, offset, count);
        for (int end = offset + count; offset < end; offset++)
        {
            if (buffer[offset] == NarrowBlank)
            {
                buffer[offset] = (byte)' ';
            }
        }

        return offset;
    }

    /// <summary>
    /// Sends the smallest window that holds all that differs from what the display shows, in one
    /// call: on the board a transfer costs more than the bytes in it.
    /// </summary>
    /// <returns>False when the display did not take it: call again later.</returns>
    public bool Flush(IDisplay display)
    {
        FindWindow();
        if (_lastPage >= 0 && !Send(display))
        {
            // A display that failed may have lost its memory as well: all of it is sent again.
            _isShownKnown = false;
            _touched = AllPages;
            return false;
        }

        _isShownKnown = true;
        _touched = 0;
        return true;
    }

    // On page boundaries drawing is copying: this is where the time of a screen goes.
    private int Copy(
        Font font, byte[] data, byte[] text, int offset, int count, int column, int y)
    {
        if (column < 0)
        {
            _clippedGlyphs += count;
            return column;
        }

        byte[] frame = _frame;
        ushort[] starts = font.Starts;
        byte[] widths = font.Widths;
        int gap = font.Gap;
        int pages = font.Pages;
        int row = (y >> 3) * Columns;
        int at = row + column;
        int limit = row + Columns;
        for (int end = offset + count; offset < end; offset++)
        {
            int code = text[offset];
            int width = widths[code];
            if (width == 0 || at + width > limit)
            {
                _clippedGlyphs++;
                continue;
            }

            int start = starts[code];
            Array.Copy(data, start, frame, at, width);
            if (pages > 1)
            {
                CopyBelow(data, start, at, width, pages);
            }

            at += width + gap;
        }

        return at - row;
    }

    private void CopyBelow(byte[] data, int start, int at, int width, int pages)
    {
        byte[] frame = _frame;
        while (--pages > 0)
        {
            start += width;
            at += Columns;
            Array.Copy(data, start, frame, at, width);
        }
    }

    private static byte[] MakeLight()
    {
        var page = new byte[Columns];
        for (int i = 0; i < Columns; i++)
        {
            page[i] = 0xFF;
        }

        return page;
    }

    private void FindWindow()
    {
        _firstPage = 0;
        _lastPage = -1;
        _left = 0;
        _right = Columns;
        if (!_isShownKnown)
        {
            _lastPage = Pages - 1;
            return;
        }

        _left = Columns;
        _right = 0;
        int pages = _touched;
        for (int page = 0; pages != 0; page++)
        {
            if ((pages & 1) != 0)
            {
                Widen(page);
            }

            pages >>= 1;
        }

        if (_firstPage == _lastPage && _right - _left <= ShortRunBytes)
        {
            Trim();
        }
    }

    // Only what may lie outside the window is compared, and the first page that differs whole.
    private void Widen(int page)
    {
        byte[] frame = _frame;
        byte[] shown = _shown;
        int from = page * Columns;
        int at = from;
        int end = from + Columns;
        while (BitConverter.ToInt64(frame, at) == BitConverter.ToInt64(shown, at))
        {
            at += PieceBytes;
            if (BitConverter.ToInt64(frame, at) != BitConverter.ToInt64(shown, at))
            {
                break;
            }

            at += PieceBytes;
            if (at == end)
            {
                return;
            }
        }

        _firstPage = _lastPage < 0 ? page : _firstPage;
        _lastPage = page;
        _left = at - from < _left ? at - from : _left;
        end -= PieceBytes;
        int least = from + _right;
        while (end >= least && BitConverter.ToInt64(frame, end) == BitConverter.ToInt64(shown, end))
        {
            end -= PieceBytes;
        }

        int right = end + PieceBytes - from;
        _right = right > _right ? right : _right;
    }

    // A short run is sent less what is the same at its ends; to look for that at the ends of a long
    // one would cost more than to send it.
    private void Trim()
    {
        byte[] frame = _frame;
        byte[] shown = _shown;
        int from = _firstPage * Columns;
        int start = from + _left;
        while (frame[start] == shown[start])
        {
            start++;
        }

        int end = from + _right;
        while (frame[end - 1] == shown[end - 1])
        {
            end--;
        }

        _left = start - from;
        _right = end - from;
    }

    private bool Send(IDisplay display)
    {
        int at = (_firstPage * Columns) + _left;
        int count = _right - _left;
        int pages = _lastPage - _firstPage + 1;
        if (!display.Show(_firstPage, _left, _frame, at, count, pages))
        {
            return false;
        }

        while (pages-- > 0)
        {
            Array.Copy(_frame, at, _shown, at, count);
            at += Columns;
        }

        return true;
    }

    /// <summary>The bits of a page from a row on, as far as the page or the bottom row.</summary>
    private static byte Mask(int y, int bottom)
    {
        int top = y & 7;
        int count = bottom - y;
        int bits = count >= 8 ? 0xFF : (1 << count) - 1;
        return (byte)(bits << top);
    }

    /// <summary>
    /// How many bytes of a text fit on a line; it ends at a blank or at the text's end.
    /// </summary>
    private static int LineBreak(Font font, byte[] text, int offset)
    {
        int fits = 0;
        for (int i = offset; i <= text.Length; i++)
        {
            if (i == text.Length || text[i] == (byte)' ')
            {
                int count = i - offset;
                if (font.Measure(text, offset, count) > Columns)
                {
                    // A single word that is too long is drawn and counted as clipped.
                    return fits == 0 ? count : fits;
                }

                fits = count;
            }
        }

        return fits;
    }
}
