namespace Terminal.Agent.Screens;

/// <summary>
/// The parts that screens are made of: heading, amount, words, key hints, status line. Every family
/// of screens (sale, faults, menus) draws through it, so that all of them look alike.
/// </summary>
public sealed class ScreenCanvas
{
    /// <summary>Top row of the line at the bottom: key hints, card and number.</summary>
    public const int LastRow = 56;

    /// <summary>Top row of the first words under a heading.</summary>
    public const int BodyRow = 19;

    private const int Columns = FrameBuffer.Columns;
    private const int Rows = FrameBuffer.Pages * 8;
    private const int ParagraphLineRows = 9;

    /// <summary>Where the signs in a heading stand.</summary>
    private const int SignColumn = 6;
    private const int SignRow = 5;

    /// <summary>Columns of a sign and the least space after it.</summary>
    private const int SignRoom = 11;

    /// <summary>Columns before a currency behind the largest figures.</summary>
    private const int CurrencyGap = 2;
    private const int CurrencyRow = 30;

    /// <summary>Top row of an amount that the largest figures have no room for.</summary>
    private const int LargeAloneRow = 16;

    /// <summary>Columns that the largest letters leave.</summary>
    private const int WordsMargin = 4;

    /// <summary>Columns between a key's icon and what it does.</summary>
    private const int KeyGap = 3;

    private const int LargeLessFiguresRows = 5;

    /// <summary>Pixels on a side of a module of a QR code.</summary>
    private const int ModulePixels = 2;

    /// <summary>Light modules at either side of a QR code, as the standard wants them.</summary>
    private const int QuietModules = 4;

    private readonly ScreenModel _view;
    private readonly Texts _texts;

    /// <summary>Builds the fonts.</summary>
    public ScreenCanvas(FrameBuffer frame, ScreenModel view, Texts texts)
    {
        Frame = frame;
        _view = view;
        _texts = texts;
    }

    /// <summary>Where it is drawn.</summary>
    public readonly FrameBuffer Frame;

    /// <summary>The line that is being put together.</summary>
    public readonly LineWriter Line = new LineWriter();

    /// <summary>8 rows: words.</summary>
    public readonly Font Small = new Font(FontData.Small, false);

    /// <summary>16 rows, bold capitals: headings.</summary>
    public readonly Font Medium = new Font(FontData.Medium, true);

    /// <summary>15 rows, figures: the support number, second amounts.</summary>
    public readonly Font Figures = new Font(FontData.Figures, false);

    /// <summary>21 rows, figures: the amount.</summary>
    public readonly Font Large = new Font(FontData.Large, false);

    /// <summary>Icons.</summary>
    public readonly Font Icons = new Font(FontData.Icons, false);

    /// <summary>Pictures of several pages.</summary>
    public readonly Font Pictures = new Font(FontData.Pictures, false);

    /// <summary>A heading over the whole width, dark on light, in rows 0 to 15.</summary>
    public void Heading(TextId id)
    {
        Frame.Heading(Medium, _texts.Of(id));
    }

    /// <summary>A heading with the same sign at both ends, where it leaves room.</summary>
    public void Heading(TextId id, byte sign)
    {
        Heading(id);
        byte[] text = _texts.Of(id);
        int room = (Columns - Medium.Measure(text, 0, text.Length)) >> 1;
        if (room > SignColumn + SignRoom)
        {
            Frame.HeadingIcon(Icons, sign, SignColumn, SignRow, Medium.Pages);
            Frame.HeadingIcon(
                Icons, sign, Columns - SignColumn - Icons.Width(sign), SignRow, Medium.Pages);
        }
    }

    /// <summary>Words in the middle of a line.</summary>
    public void Words(Font font, TextId id, int y) => Words(font, _texts.Of(id), y);

    /// <summary>Words in the middle of a line.</summary>
    public void Words(Font font, byte[] text, int y) =>
        Frame.Centred(font, text, 0, text.Length, y);

    /// <summary>Small words in the middle of a line.</summary>
    public void Words(TextId id, int y) => Words(Small, id, y);

    /// <summary>Small words at the left edge.</summary>
    public void WordsAtLeft(TextId id, int y)
    {
        byte[] text = _texts.Of(id);
        Frame.Text(Small, text, 0, text.Length, 0, y);
    }

    /// <summary>Small words broken over lines.</summary>
    public void Paragraph(TextId id, int y, int lines) =>
        Frame.Paragraph(Small, _texts.Of(id), y, ParagraphLineRows, lines);

    /// <summary>The line put together, in the middle.</summary>
    public void Centred(Font font, int y) => Frame.Centred(font, Line.Bytes, 0, Line.Count, y);

    /// <summary>The line put together, in small letters at the left edge.</summary>
    public void AtLeft(int y) => Frame.Text(Small, Line.Bytes, 0, Line.Count, 0, y);

    /// <summary>The line put together, in small letters at the right edge.</summary>
    public void AtRight(int y) => Frame.Right(Small, Line.Bytes, 0, Line.Count, y);

    /// <summary>
    /// The sale's amount in the middle, in the font given or in a smaller one that holds it.
    /// </summary>
    public void Amount(Font font, int y) => Amount(_view.AmountCents, font, y);

    /// <summary>
    /// An amount in the middle, in the font given or in a smaller one that holds it.
    /// </summary>
    /// <param name="cents">Hundredths.</param>
    /// <param name="font"><see cref="Large"/> or <see cref="Figures"/>.</param>
    /// <param name="y">Top row of the font.</param>
    public void Amount(int cents, Font font, int y)
    {
        StartAmount(cents);
        LargestLine(font, y);
    }

    /// <summary>
    /// The sale's amount in the largest figures there are, 48 rows from the top, with its currency
    /// sign small behind them; in large ones where that has no room, or where it has no sign.
    /// </summary>
    public void EnlargedAmount()
    {
        Line.Start().Figures(_view.AmountCents, _texts.Language);
        int count = Line.Count;
        int columns = Large.Measure(Line.Bytes, 0, count);
        Line.Sign(_view.Currency);
        int sign = Figures.Measure(Line.Bytes, count, Line.Count - count);
        bool isSign = Line.Count == count + 1;
        if (!isSign || columns + CurrencyGap + sign > Columns)
        {
            // Letters are no figures.
            Amount(Large, LargeAloneRow);
            return;
        }

        Frame.Enlarged(Large, Line.Bytes, count, Columns - CurrencyGap - sign, 0);
        Frame.Text(Figures, Line.Bytes, count, Line.Count - count, Columns - sign, CurrencyRow);
    }

    /// <summary>A result in the largest letters there are, in rows 0 to 31.</summary>
    public void EnlargedWords(TextId id)
    {
        byte[] text = _texts.Of(id);
        Frame.Enlarged(Medium, text, text.Length, Columns - WordsMargin, 0);
    }

    /// <summary>
    /// The line put together in the middle, in the font given or in a smaller one that holds it.
    /// </summary>
    /// <param name="font"><see cref="Large"/> or <see cref="Figures"/>.</param>
    /// <param name="y">Top row of the font.</param>
    public void LargestLine(Font font, int y)
    {
        int columns = font.Fit(Line.Bytes, Line.Count, Columns);
        if (columns < 0)
        {
            // Smaller figures stand in the middle of the rows that the larger ones would take.
            y += font == Large ? LargeLessFiguresRows : 0;
            font = Figures.Fit(Line.Bytes, Line.Count, Columns) >= 0 ? Figures : Medium;
            columns = font.Measure(Line.Bytes, 0, Line.Count);
        }

        Frame.Text(font, Line.Bytes, 0, Line.Count, (Columns - columns) >> 1, y);
    }

    /// <summary>Begins a line with an amount in the sale's currency.</summary>
    public LineWriter StartAmount(int cents) =>
        Line.Start().Amount(cents, _view.Currency, _texts.Language);

    /// <summary>Begins a line with words.</summary>
    public LineWriter StartWords(TextId id) => Line.Start().Text(_texts.Of(id));

    /// <summary>The support number in large figures.</summary>
    public void SupportNumber(int y) => Words(Figures, _texts.SupportNumber, y);

    /// <summary>The support number in a line of words.</summary>
    public void SupportLine(int y)
    {
        StartWords(TextId.SupportAt).Text(_texts.SupportNumber);
        Centred(Small, y);
    }

    /// <summary>Begins a line with the serial number.</summary>
    public LineWriter StartSerial() =>
        StartWords(TextId.Serial).Text(_view.Serial, _view.SerialLength);

    /// <summary>Begins a line with how many payments wait; an empty one when none does.</summary>
    public LineWriter StartWaiting()
    {
        int count = _view.WaitingCount;
        Line.Start();
        if (count > 0)
        {
            Line.Number(count).Text(_texts.Of(count == 1 ? TextId.WaitingOne : TextId.WaitingMany));
        }

        return Line;
    }

    /// <summary>
    /// How many payments wait, as icon and number at the right edge; nothing when none does.
    /// </summary>
    public void WaitingCountAtRight(int y)
    {
        if (_view.WaitingCount > 0)
        {
            Line.Start().Number(_view.WaitingCount);
            int columns = Small.Measure(Line.Bytes, 0, Line.Count);
            int column = Columns - columns - Icons.Width(IconCode.Waiting) - 2;
            Frame.Icon(Icons, IconCode.Waiting, column, y);
            AtRight(y);
        }
    }

    /// <summary>How many payments wait, as icon and number from a column on.</summary>
    public void WaitingCountAt(int column, int y)
    {
        if (_view.WaitingCount > 0)
        {
            Line.Start().Number(_view.WaitingCount);
            column = Frame.Icon(Icons, IconCode.Waiting, column, y) + 1;
            Frame.Text(Small, Line.Bytes, 0, Line.Count, column, y);
        }
    }

    /// <summary>The end of a sequence number, at the right edge.</summary>
    public void SequenceAtRight(int y)
    {
        if (_view.Sequence != 0)
        {
            StartWords(TextId.Number).Number(_view.Sequence % Limits.ScreenSequenceCount);
            AtRight(y);
        }
    }

    /// <summary>The last four digits of the card at the left edge.</summary>
    public void CardAtLeft(int y)
    {
        if (_view.Last4[0] != 0)
        {
            StartWords(TextId.Card).Text(_view.Last4);
            AtLeft(y);
        }
    }

    /// <summary>A fault code at the right edge.</summary>
    public void CodeAtRight(FaultCode code, int y)
    {
        Line.Start().Fault(code);
        AtRight(y);
    }

    /// <summary>What a key does, at the left of the last line.</summary>
    /// <param name="key">An icon, see <see cref="IconCode"/>.</param>
    /// <param name="id">What it does.</param>
    public void KeyAtLeft(byte key, TextId id) => KeyAt(key, id, 0, LastRow);

    /// <summary>What a key does, from a column on.</summary>
    public void KeyAt(byte key, TextId id, int column, int y) =>
        KeyHint(key, _texts.Of(id), column, y);

    /// <summary>What a key does, at the right of the last line.</summary>
    /// <param name="key">An icon, see <see cref="IconCode"/>.</param>
    /// <param name="id">What it does.</param>
    public void KeyAtRight(byte key, TextId id) => KeyAtRight(key, id, LastRow);

    /// <summary>What a key does, at the right of a line.</summary>
    /// <param name="key">An icon, see <see cref="IconCode"/>.</param>
    /// <param name="id">What it does.</param>
    /// <param name="y">The line's top row.</param>
    public void KeyAtRight(byte key, TextId id, int y)
    {
        byte[] text = _texts.Of(id);
        int columns = Icons.Width(key) + KeyGap + Small.Measure(text, 0, text.Length);
        KeyHint(key, text, Columns - columns, y);
    }

    /// <summary>
    /// A QR code at the left edge, dark on a lit field as high as the screen: above and below it
    /// is as much light as the rows leave, beside it as much as the standard wants.
    /// </summary>
    /// <returns>The first column behind the field.</returns>
    public int Qr(QrCode code)
    {
        int modules = code.Modules;
        int field = ModulePixels * (modules + (2 * QuietModules));
        Frame.Fill(0, 0, field, Rows);
        int y = (Rows - (ModulePixels * modules)) >> 1;
        for (int row = 0; row < modules; row++)
        {
            // Runs of dark modules, which are fewer than the modules.
            int rest = code.Row(row);
            for (int column = 0; rest != 0;)
            {
                int start = column;
                while ((rest & 1) == 0)
                {
                    rest >>= 1;
                    start++;
                }

                column = start;
                while ((rest & 1) != 0)
                {
                    rest >>= 1;
                    column++;
                }

                Frame.Invert(
                    ModulePixels * (QuietModules + start), y,
                    ModulePixels * (column - start), ModulePixels);
            }

            y += ModulePixels;
        }

        return field;
    }

    private void KeyHint(byte key, byte[] text, int column, int y)
    {
        Frame.Icon(Icons, key, column, y);
        Frame.Text(Small, text, 0, text.Length, column + Icons.Width(key) + KeyGap, y);
    }
}
