using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Menus;

/// <summary>
/// What pages of the menus are made of: a title bar, six rows, a mark of where in a list one is.
/// All of it on the sheet that the other screens use, so that menus look like them.
/// </summary>
public sealed class MenuSheet
{
    /// <summary>Rows of words under the title.</summary>
    public const int Rows = 6;

    /// <summary>Top pixel of the first row.</summary>
    public const int FirstRow = 11;

    /// <summary>Pixels from one row to the next.</summary>
    public const int RowPitch = 9;

    /// <summary>First column of words.</summary>
    public const int LeftColumn = 2;

    /// <summary>Column after the last one of words, beside the mark of a list.</summary>
    public const int RightColumn = 122;

    // Windows-1252's middle dot stands for what the font cannot draw.
    private const int Dot = 0xB7;

    private const int TitleRows = 9;
    private const int ScrollColumn = 125;
    private const int ScrollRows = FrameBuffer.Pages * 8 - TitleRows - 2;

    private readonly TerminalSettings _settings;

    /// <summary>Makes the sheet of the menus.</summary>
    /// <param name="sheet">The sheet of all screens.</param>
    /// <param name="texts">The words.</param>
    /// <param name="settings">Where the merchant's time zone stands.</param>
    public MenuSheet(Sheet sheet, Texts texts, TerminalSettings settings)
    {
        Sheet = sheet;
        Texts = texts;
        _settings = settings;
    }

    /// <summary>The sheet of all screens.</summary>
    public readonly Sheet Sheet;

    /// <summary>The words.</summary>
    public readonly Texts Texts;

    /// <summary>The line that is being put together.</summary>
    public LineWriter Line => Sheet.Line;

    /// <summary>Top pixel of a row.</summary>
    public static int RowTop(int row) => FirstRow + (row * RowPitch);

    /// <summary>The title bar.</summary>
    public void Title(TextId id)
    {
        Sheet.Words(id, 1);
        Bar();
    }

    /// <summary>A title bar that says what is wrong, with its code.</summary>
    public void Title(FaultCode fault)
    {
        byte[] text = Texts.OfFault(fault);
        Sheet.Frame.Text(Sheet.Small, text, 0, text.Length, LeftColumn, 1);
        Line.Start().Fault(fault);
        RightAt(FrameBuffer.Columns - LeftColumn, 1);
        Bar();
    }

    /// <summary>The title bar of a page among several, counted from 1.</summary>
    public void Title(TextId id, int number, int count)
    {
        Words(id, LeftColumn, 1);
        Line.Start().Number(number).Byte((byte)'/').Number(count);
        RightAt(FrameBuffer.Columns - LeftColumn, 1);
        Bar();
    }

    /// <summary>Words from a column on.</summary>
    public void Words(TextId id, int column, int y)
    {
        byte[] text = Texts.Of(id);
        Sheet.Frame.Text(Sheet.Small, text, 0, text.Length, column, y);
    }

    /// <summary>Words that end before a column.</summary>
    public void WordsRight(TextId id, int right, int y)
    {
        Sheet.StartWords(id);
        RightAt(right, y);
    }

    /// <summary>The line put together, from a column on.</summary>
    public void LeftAt(int column, int y) =>
        Sheet.Frame.Text(Sheet.Small, Line.Bytes, 0, Line.Count, column, y);

    /// <summary>The line put together, so that it ends before a column.</summary>
    public void RightAt(int right, int y)
    {
        int columns = Sheet.Small.Measure(Line.Bytes, 0, Line.Count);
        Sheet.Frame.Text(Sheet.Small, Line.Bytes, 0, Line.Count, right - columns, y);
    }

    /// <summary>Marks a row as the one that OK takes.</summary>
    public void Select(int y) => Sheet.Frame.Invert(0, y - 1, ScrollColumn - 1, RowPitch);

    /// <summary>Shows which part of a list is seen; nothing when it is seen whole.</summary>
    public void Scroll(int first, int shown, int count)
    {
        if (count <= shown)
        {
            return;
        }

        int top = TitleRows + 1 + (ScrollRows * first / count);
        int rows = ScrollRows * shown / count;
        Sheet.Frame.Fill(ScrollColumn + 1, TitleRows + 1, 1, ScrollRows);
        Sheet.Frame.Fill(ScrollColumn, top, 3, rows < 3 ? 3 : rows);
    }

    /// <summary>
    /// Adds local date and time to the line: 24/11/2026 14:07, or that the time is unknown.
    /// </summary>
    /// <param name="utcSeconds">UTC seconds, 0 when unknown.</param>
    /// <param name="hasYear">False leaves the year out.</param>
    public void Date(long utcSeconds, bool hasYear)
    {
        if (utcSeconds == 0)
        {
            Line.Text(Texts.Of(TextId.TimeUnknown));
            return;
        }

        long local = utcSeconds + _settings.LocalOffsetS(utcSeconds);
        int minutes = (int)(local % Calendar.SecondsPerDay) / 60;
        Day(local / Calendar.SecondsPerDay, hasYear);
        Line.Byte((byte)' ').TwoFigures(minutes / 60).Byte((byte)':').TwoFigures(minutes % 60);
    }

    /// <summary>Adds a day to the line: 24/11/2026.</summary>
    /// <param name="days">Local days since 1970.</param>
    /// <param name="hasYear">False leaves the year out.</param>
    public void Day(long days, bool hasYear)
    {
        int year = Calendar.Year(days * Calendar.SecondsPerDay);
        int month = 12;
        while (month > 1 && Calendar.Days(year, month, 1) > days)
        {
            month--;
        }

        int day = (int)(days - Calendar.Days(year, month, 1)) + 1;
        Line.TwoFigures(day).Byte((byte)'/').TwoFigures(month);
        if (hasYear)
        {
            Line.Byte((byte)'/').Number(year);
        }
    }

    /// <summary>Adds as much of a UTF-8 text to the line as a number of columns holds.</summary>
    public void Utf8(byte[] text, int count, int columns)
    {
        int at = 0;
        while (at < count)
        {
            int lead = text[at++];
            int code = lead;
            if (lead >= 0x80)
            {
                // Latin letters stand in two bytes, C2 or C3 first; anything else is a dot.
                bool isLatin = (lead == 0xC2 || lead == 0xC3) && at < count;
                code = isLatin ? ((lead & 3) << 6) | (text[at] & 0x3F) : Dot;
                while (at < count && (text[at] & 0xC0) == 0x80)
                {
                    at++;
                }
            }

            code = code < 0x20 || Sheet.Small.Width((byte)code) == 0 ? Dot : code;
            Line.Byte((byte)code);
            if (Sheet.Small.Measure(Line.Bytes, 0, Line.Count) > columns)
            {
                Line.Count--;
                return;
            }
        }
    }

    private void Bar() => Sheet.Frame.Invert(0, 0, FrameBuffer.Columns, TitleRows);
}
