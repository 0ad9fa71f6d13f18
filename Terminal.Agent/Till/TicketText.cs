namespace Terminal.Agent.Till;

/// <summary>
/// The text of a ticket: lines of at most 24 characters in ASCII, each ended by LF, as every
/// receipt printer takes them. A line that has no room left is left out, and all behind it.
/// </summary>
public sealed class TicketText
{
    /// <summary>Characters of a line.</summary>
    public const int Columns = 24;

    private readonly byte[] _bytes = new byte[Limits.TillTicketBytesMax];
    private readonly byte[] _line = new byte[Columns];
    private int _length;
    private int _lineLength;
    private bool _isFull;

    /// <summary>The text.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Its length.</summary>
    public int Length => _length;

    /// <summary>Begins a ticket.</summary>
    public void Clear()
    {
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

    /// <summary>Adds a text to the line; one that is full goes on in the next.</summary>
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

    /// <summary>Adds a character, a full stop for what no printer has.</summary>
    public TicketText Character(int value)
    {
        if (_lineLength == Columns)
        {
            End();
        }

        _line[_lineLength++] = value >= ' ' && value <= '~' ? (byte)value : (byte)'.';
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

    /// <summary>Adds an amount, and blanks before it so that it ends the line.</summary>
    public TicketText Amount(long cents, byte[] currency, int currencyOffset)
    {
        int width = ByteCodec.DecimalDigits(cents / 100) + 7;
        while (_lineLength + width < Columns)
        {
            Character(' ');
        }

        Number(cents / 100).Character(',').TwoFigures((int)(cents % 100)).Character(' ');
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
            System.Array.Copy(_line, 0, _bytes, _length, _lineLength);
            _length += _lineLength;
            _bytes[_length++] = (byte)'\n';
        }

        _lineLength = 0;
    }
}
