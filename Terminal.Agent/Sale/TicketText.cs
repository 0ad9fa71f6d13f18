using System;

namespace Terminal.Agent.Sale;

/// <summary>
/// The text of a ticket: lines of 24 or 32 characters, each ended by LF, as receipt printers take
/// them; in ASCII, or with accents in code page 858. A line that has no room left is left out, and
/// all behind it.
/// </summary>
public sealed class TicketText
{
    /// <summary>Characters of a narrow line.</summary>
    public const int NarrowColumns = 24;

    /// <summary>Characters of a wide line.</summary>
    public const int WideColumns = 32;

    private const int FirstLatin = 0xA0;

    // What stands for Latin-1 from A0 on: letters without their accents, and a full stop for what
    // no letter stands for.
    private static readonly byte[] Folded = ByteCodec.Ascii(
        " ............-..o...'...........AAAAAAACEEEEIIII"
        + "DNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo.ouuuuyty");

    // The same in code page 858.
    private static readonly byte[] Page858 =
    {
        0xFF, 0xAD, 0xBD, 0x9C, 0xCF, 0xBE, 0xDD, 0xF5, 0xF9, 0xB8, 0xA6, 0xAE, 0xAA, 0xF0, 0xA9,
        0xEE, 0xF8, 0xF1, 0xFD, 0xFC, 0xEF, 0xE6, 0xF4, 0xFA, 0xF7, 0xFB, 0xA7, 0xAF, 0xAC, 0xAB,
        0xF3, 0xA8, 0xB7, 0xB5, 0xB6, 0xC7, 0x8E, 0x8F, 0x92, 0x80, 0xD4, 0x90, 0xD2, 0xD3, 0xDE,
        0xD6, 0xD7, 0xD8, 0xD1, 0xA5, 0xE3, 0xE0, 0xE2, 0xE5, 0x99, 0x9E, 0x9D, 0xEB, 0xE9, 0xEA,
        0x9A, 0xED, 0xE8, 0xE1, 0x85, 0xA0, 0x83, 0xC6, 0x84, 0x86, 0x91, 0x87, 0x8A, 0x82, 0x88,
        0x89, 0x8D, 0xA1, 0x8C, 0x8B, 0xD0, 0xA4, 0x95, 0xA2, 0x93, 0xE4, 0x94, 0xF6, 0x9B, 0x97,
        0xA3, 0x96, 0x81, 0xEC, 0xE7, 0x98,
    };

    private readonly byte[] _bytes;
    private readonly byte[] _line = new byte[WideColumns];
    private int _columns = NarrowColumns;
    private bool _hasAccents;
    private int _length;
    private int _lineLength;
    private bool _isFull;

    /// <summary>A ticket as a till takes it.</summary>
    public TicketText()
        : this(Limits.TillTicketBytesMax)
    {
    }

    /// <summary>A ticket of at most so many bytes.</summary>
    public TicketText(int bytesMax) => _bytes = new byte[bytesMax];

    /// <summary>The text.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Its length.</summary>
    public int Length => _length;

    /// <summary>Characters of a line.</summary>
    public int Columns => _columns;

    /// <summary>Begins a ticket of narrow lines in ASCII.</summary>
    public void Clear() => Begin(NarrowColumns, false);

    /// <summary>Begins a ticket.</summary>
    /// <param name="columns">Characters of a line, at most <see cref="WideColumns"/>.</param>
    /// <param name="hasAccents">True for code page 858, false for ASCII.</param>
    public void Begin(int columns, bool hasAccents)
    {
        _columns = columns;
        _hasAccents = hasAccents;
        _length = 0;
        _lineLength = 0;
        _isFull = false;
    }

    /// <summary>The length of as many whole lines as so many bytes hold.</summary>
    public int LengthWithin(int bytesMax)
    {
        int length = _length < bytesMax ? _length : bytesMax < 0 ? 0 : bytesMax;
        while (length > 0 && _bytes[length - 1] != '\n')
        {
            length--;
        }

        return length;
    }

    /// <summary>
    /// Adds a text of Windows-1252 to the line; one that is full goes on in the next.
    /// </summary>
    public TicketText Text(byte[] text) => Text(text, 0, text.Length);

    /// <summary>Adds a piece of a text to the line.</summary>
    public TicketText Text(byte[] text, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Character(text[offset + i]);
        }

        return this;
    }

    /// <summary>Adds a text in the middle of a line of its own.</summary>
    public void Heading(byte[] text)
    {
        for (int i = (_columns - text.Length) / 2; i > 0; i--)
        {
            Character(' ');
        }

        Text(text).End();
    }

    /// <summary>
    /// Adds a character, a full stop for what no printer has.
    /// </summary>
    public TicketText Character(int value)
    {
        if (_lineLength == _columns)
        {
            End();
        }

        byte code = (byte)'.';
        if (value >= ' ' && value <= '~')
        {
            code = (byte)value;
        }
        else if (value >= FirstLatin && value <= 0xFF)
        {
            code = (_hasAccents ? Page858 : Folded)[value - FirstLatin];
        }

        _line[_lineLength++] = code;
        return this;
    }

    /// <summary>Adds a number.</summary>
    public TicketText Number(long value)
    {
        long unit = 1;
        for (int digits = ByteCodec.DecimalDigits(value); digits > 1; digits--)
        {
            unit *= 10;
        }

        for (; unit > 0; unit /= 10)
        {
            Character('0' + (int)(value / unit % 10));
        }

        return this;
    }

    /// <summary>Adds a number with two digits.</summary>
    public TicketText TwoFigures(int value) =>
        Character('0' + (value / 10 % 10)).Character('0' + (value % 10));

    /// <summary>
    /// Adds an amount, and blanks before it so that it ends the line: the next one, where this one
    /// has no room.
    /// </summary>
    /// <param name="cents">Hundredths; below 0 with a sign.</param>
    /// <param name="currency">Where the three small letters of the currency stand.</param>
    /// <param name="currencyOffset">And where among them.</param>
    /// <param name="separator">A comma, or a full stop in English.</param>
    public TicketText Amount(long cents, byte[] currency, int currencyOffset, char separator)
    {
        bool isNegative = cents < 0;
        cents = isNegative ? -cents : cents;
        int width = ByteCodec.DecimalDigits(cents / 100) + 7 + (isNegative ? 1 : 0);
        if (_lineLength > 0 && _lineLength + 1 + width > _columns)
        {
            End();
        }

        while (_lineLength + width < _columns)
        {
            Character(' ');
        }

        if (isNegative)
        {
            Character('-');
        }

        Number(cents / 100).Character(separator).TwoFigures((int)(cents % 100)).Character(' ');
        for (int i = 0; i < 3; i++)
        {
            Character(currency[currencyOffset + i] - 'a' + 'A');
        }

        return this;
    }

    /// <summary>Ends the line.</summary>
    public void End()
    {
        if (_isFull || _length + _lineLength + 1 > _bytes.Length)
        {
            _isFull = true;
        }
        else
        {
            Array.Copy(_line, 0, _bytes, _length, _lineLength);
            _length += _lineLength;
            _bytes[_length++] = (byte)'\n';
        }

        _lineLength = 0;
    }
}
