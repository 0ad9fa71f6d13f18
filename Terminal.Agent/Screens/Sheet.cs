using Terminal.Agent.Screens.Fonts;

namespace Terminal.Agent.Screens;

/// <summary>
/// The parts that screens are made of: heading, amount, words, key hints, status line. Every family
/// of screens (sale, faults, menus) draws through it, so that all of them look alike.
/// </summary>
public sealed class Sheet
{
    private const int Columns = FrameBuffer.Columns;

    /// <summary>Page of the key hints.</summary>
    private const int LastPage = FrameBuffer.Pages - 1;

    private readonly ScreenView _view;
    private readonly Texts _texts;

    /// <summary>Builds the fonts.</summary>
    public Sheet(FrameBuffer frame, ScreenView view, Texts texts)
    {
        Frame = frame;
        _view = view;
        _texts = texts;
    }

    /// <summary>Where it is drawn.</summary>
    public FrameBuffer Frame { get; }

    /// <summary>The line that is being put together.</summary>
    public LineWriter Line { get; } = new LineWriter();

    /// <summary>8 rows: words.</summary>
    public Font Small { get; } = new Font(SmallFont.Data);

    /// <summary>16 rows, bold capitals: headings.</summary>
    public Font Medium { get; } = new Font(MediumFont.Data);

    /// <summary>15 rows, figures: the support number, second amounts.</summary>
    public Font Figures { get; } = new Font(FiguresFont.Data);

    /// <summary>21 rows, figures: the amount.</summary>
    public Font Large { get; } = new Font(LargeFont.Data);

    /// <summary>Icons.</summary>
    public Font Icons { get; } = new Font(IconsFont.Data);

    /// <summary>Pictures of several pages.</summary>
    public Font Pictures { get; } = new Font(PicturesFont.Data);

    /// <summary>A heading over the whole width, dark on light, on pages 0 and 1.</summary>
    public void Heading(TextId id) => Heading(id, TextId.None);

    /// <summary>A heading, with a second line of small capitals on page 2.</summary>
    public void Heading(TextId id, TextId second)
    {
        Words(Medium, id, 0);
        Frame.Invert(0, 0, Columns);
        Frame.Invert(1, 0, Columns);
        if (second != TextId.None)
        {
            Words(Small, second, 2);
            Frame.Invert(2, 0, Columns);
        }
    }

    /// <summary>Words in the middle of a page.</summary>
    public void Words(Font font, TextId id, int page)
    {
        byte[] text = _texts.Of(id);
        Frame.Centred(font, text, 0, text.Length, 0, Columns, page);
    }

    /// <summary>Words broken over small lines.</summary>
    /// <returns>The page after them.</returns>
    public int Paragraph(TextId id, int page, int lines) =>
        page + Frame.Paragraph(Small, _texts.Of(id), 0, Columns, page, lines);

    /// <summary>The line put together, in the middle of a page.</summary>
    public void Centred(Font font, int page) =>
        Frame.Centred(font, Line.Bytes, 0, Line.Count, 0, Columns, page);

    /// <summary>The sale's amount, as large as it fits, on three pages.</summary>
    public void Amount(int page) => Amount(_view.AmountCents, page, Large);

    /// <summary>
    /// An amount in the middle, in the font given or in a smaller one that holds it.
    /// </summary>
    /// <param name="cents">Hundredths.</param>
    /// <param name="page">Top page.</param>
    /// <param name="font"><see cref="Large"/> or <see cref="Figures"/>.</param>
    public void Amount(int cents, int page, Font font)
    {
        StartAmount(cents);
        if (!font.Fits(Line.Bytes, Line.Count, Columns))
        {
            font = Figures.Fits(Line.Bytes, Line.Count, Columns) ? Figures : Medium;
        }

        Centred(font, page);
    }

    /// <summary>Begins a line with an amount in the sale's currency.</summary>
    public LineWriter StartAmount(int cents) =>
        Line.Start().Amount(cents, _view.Currency, _texts.Language);

    /// <summary>The support number in large figures on two pages.</summary>
    public void SupportNumber(int page)
    {
        byte[] number = _texts.SupportNumber;
        Frame.Centred(Figures, number, 0, number.Length, 0, Columns, page);
    }

    /// <summary>The support number in a line of words.</summary>
    public void SupportLine(int page)
    {
        Line.Start().Text(_texts.Of(TextId.SupportAt)).Text(_texts.SupportNumber);
        Centred(Small, page);
    }

    /// <summary>The serial number in the middle.</summary>
    public void Serial(int page)
    {
        Line.Start().Text(_texts.Of(TextId.Serial)).Text(_view.Serial, _view.SerialLength);
        Centred(Small, page);
    }

    /// <summary>How many payments wait; nothing when none does.</summary>
    public void Waiting(int page)
    {
        int count = _view.WaitingCount;
        if (count > 0)
        {
            Line.Start().Number(count);
            Line.Text(_texts.Of(count == 1 ? TextId.WaitingOne : TextId.WaitingMany));
            Centred(Small, page);
        }
    }

    /// <summary>A code at the right end of a page.</summary>
    public void CodeAtRight(Ports.FaultCode code, int page)
    {
        Line.Start().Fault(code);
        Frame.Right(Small, Line.Bytes, 0, Line.Count, Columns, page);
    }

    /// <summary>What the keys do, on the last page: one at the left, one at the right.</summary>
    /// <param name="leftKey">An icon, see <see cref="IconCode"/>; 0 for none.</param>
    /// <param name="left">What it does.</param>
    /// <param name="rightKey">An icon; 0 for none.</param>
    /// <param name="right">What it does.</param>
    public void Keys(byte leftKey, TextId left, byte rightKey, TextId right)
    {
        if (leftKey != 0)
        {
            KeyHint(leftKey, left, 0);
        }

        if (rightKey != 0)
        {
            byte[] text = _texts.Of(right);
            int columns = Small.Measure(text, 0, text.Length) + KeyColumns(rightKey);
            KeyHint(rightKey, right, Columns - columns);
        }
    }

    private void KeyHint(byte key, TextId id, int column)
    {
        Frame.Icon(Icons, key, column, LastPage);
        byte[] text = _texts.Of(id);
        Frame.Text(Small, text, 0, text.Length, column + KeyColumns(key), LastPage);
    }

    /// <summary>Columns of a key's icon and the space after it.</summary>
    private int KeyColumns(byte key)
    {
        Line.Start().Byte(key);
        return Icons.Measure(Line.Bytes, 0, 1) + 3;
    }
}
