using Terminal.Agent.Acquirer;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Menus;

/// <summary>
/// What pages of the menus are made of: a title bar, six rows, a mark of where in a list one is.
/// All of it on the canvas that the other screens use, so that menus look like them.
/// </summary>
public sealed class MenuCanvas
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
    private const int FirstLatin = 0xA0;
    private const int Delete = 0x7F;

    private const int TitleRows = 9;
    private const int ScrollColumn = 125;
    private const int ScrollRows = FrameBuffer.Pages * 8 - TitleRows - 2;

    private readonly TerminalSettings _settings;

    /// <summary>Makes the canvas of the menus.</summary>
    /// <param name="canvas">The canvas of all screens.</param>
    /// <param name="texts">The words.</param>
    /// <param name="settings">Where the merchant's time zone stands.</param>
    public MenuCanvas(ScreenCanvas canvas, Texts texts, TerminalSettings settings)
    {
        Canvas = canvas;
        Texts = texts;
        _settings = settings;
    }

    /// <summary>The canvas of all screens.</summary>
    public readonly ScreenCanvas Canvas;

    /// <summary>The words.</summary>
    public readonly Texts Texts;

    /// <summary>The line that is being put together.</summary>
    public LineWriter Line => Canvas.Line;

    /// <summary>Top pixel of a row.</summary>
    public static int RowTop(int row) => FirstRow + (row * RowPitch);

    /// <summary>The title bar.</summary>
    public void Title(TextId id)
    {
        Canvas.Words(id, 1);
        Bar();
    }

    /// <summary>A title bar that says what is wrong, with its code.</summary>
    public void Title(FaultCode fault)
    {
        byte[] text = Texts.OfFault(fault);
        Canvas.Frame.Text(Canvas.Small, text, 0, text.Length, LeftColumn, 1);
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

    /// <summary>
    /// A title bar whose words have been drawn, and the line put together at its right.
    /// </summary>
    public void TitleRight()
    {
        RightAt(FrameBuffer.Columns - LeftColumn, 1);
        Bar();
    }

    /// <summary>Words from a column on.</summary>
    public void Words(TextId id, int column, int y)
    {
        byte[] text = Texts.Of(id);
        Canvas.Frame.Text(Canvas.Small, text, 0, text.Length, column, y);
    }

    /// <summary>Words that end before a column.</summary>
    public void WordsRight(TextId id, int right, int y)
    {
        Canvas.StartWords(id);
        RightAt(right, y);
    }

    /// <summary>The line put together, from a column on.</summary>
    public void LeftAt(int column, int y) =>
        Canvas.Frame.Text(Canvas.Small, Line.Bytes, 0, Line.Count, column, y);

    /// <summary>The line put together, so that it ends before a column.</summary>
    public void RightAt(int right, int y)
    {
        int columns = Canvas.Small.Measure(Line.Bytes, 0, Line.Count);
        Canvas.Frame.Text(Canvas.Small, Line.Bytes, 0, Line.Count, right - columns, y);
    }

    /// <summary>How far a step of a test has come.</summary>
    public void Mark(LinkTestMark mark, int column, int y)
    {
        byte icon = mark == LinkTestMark.Good ? IconCode.Tick
            : mark == LinkTestMark.Bad ? IconCode.Cross
            : mark == LinkTestMark.UnderWay ? IconCode.UnderWay : IconCode.ToCome;
        Canvas.Frame.Icon(Canvas.Icons, icon, column, y);
    }

    /// <summary>Marks a row as the one that OK takes.</summary>
    public void Select(int y) => Canvas.Frame.Invert(0, y - 1, ScrollColumn - 1, RowPitch);

    /// <summary>Shows which part of a list is seen; nothing when it is seen whole.</summary>
    public void Scroll(int first, int shown, int count)
    {
        if (count <= shown)
        {
            return;
        }

        int top = TitleRows + 1 + (ScrollRows * first / count);
        int rows = ScrollRows * shown / count;
        Canvas.Frame.Fill(ScrollColumn + 1, TitleRows + 1, 1, ScrollRows);
        Canvas.Frame.Fill(ScrollColumn, top, 3, rows < 3 ? 3 : rows);
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
                // Latin letters stand in two bytes, C2 or C3 first, or, from a device that does
                // not know UTF-8, in one; anything else is a dot.
                bool isFollowed = at < count && (text[at] & 0xC0) == 0x80;
                bool isLatin = (lead == 0xC2 || lead == 0xC3) && isFollowed;
                code = isLatin ? ((lead & 3) << 6) | (text[at] & 0x3F)
                    : lead >= 0xC0 && !isFollowed ? lead : Dot;

                // What follows 7F is control in UTF-8 and has signs of its own in the font.
                code = code < FirstLatin ? Dot : code;
                while (at < count && (text[at] & 0xC0) == 0x80)
                {
                    at++;
                }
            }

            bool isControl = code < 0x20 || code == Delete;
            code = isControl || Canvas.Small.Width((byte)code) == 0 ? Dot : code;
            Line.Byte((byte)code);
            if (Canvas.Small.Measure(Line.Bytes, 0, Line.Count) > columns)
            {
                Line.Count--;
                return;
            }
        }
    }

    private void Bar() => Canvas.Frame.Invert(0, 0, FrameBuffer.Columns, TitleRows);
}
