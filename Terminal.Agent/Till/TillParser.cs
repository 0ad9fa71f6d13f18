namespace Terminal.Agent.Till;

/// <summary>
/// Reads tag, length, value (Caisse-AP, Concert V3) in pieces of any size. CZ comes first, a tag at
/// most once; what the terminal has no use for is passed over, so that no buffer holds it. CR or
/// LF behind a value ends the request; what else may end it (FIN, silence) the caller sees.
/// </summary>
public sealed class TillParser
{
    private const int HeadBytes = 5;
    private readonly TillRequest _request;

    // One bit for each tag that has come, so that a second one is seen: 26 words of 26 bits.
    private readonly int[] _seen = new int[26];
    private readonly int _bytesMax;
    private int _headLength;
    private int _first;
    private int _second;
    private int _left;
    private int _field;
    private int _bytes;
    private bool _isBroken;

    /// <summary>Makes a parser that fills <paramref name="request"/>.</summary>
    public TillParser(TillRequest request, int bytesMax)
    {
        _request = request;
        _bytesMax = bytesMax;
    }

    /// <summary>Bytes of the request so far.</summary>
    public int Bytes => _bytes;

    /// <summary>How many bytes the last call of Take used.</summary>
    public int Consumed { get; private set; }

    /// <summary>True between two values, with at least one there.</summary>
    public bool IsAtRest => _headLength == 0 && _bytes > 0 && !_isBroken;

    /// <summary>Begins a request.</summary>
    public void Begin()
    {
        System.Array.Clear(_seen, 0, _seen.Length);
        _request.Clear();
        _headLength = 0;
        _left = 0;
        _bytes = 0;
        _isBroken = false;
    }

    /// <summary>Takes the next bytes.</summary>
    public TillParse Take(byte[] bytes, int offset, int count)
    {
        int at = offset;
        int end = offset + count;
        var result = TillParse.More;
        while (at < end && result == TillParse.More)
        {
            result = TakeByte(bytes[at++]);
        }

        Consumed = at - offset;
        return result;
    }

    private TillParse TakeByte(int value)
    {
        if (_isBroken || ++_bytes > _bytesMax)
        {
            return Break();
        }

        if (_headLength == HeadBytes)
        {
            return TakeValue(value);
        }

        if (_headLength == 0 && (value == '\r' || value == '\n'))
        {
            // Before a request it is the rest of the one before.
            _bytes--;
            return _bytes == 0 ? TillParse.More : TillParse.Done;
        }

        return TakeHead(value);
    }

    private TillParse TakeHead(int value)
    {
        if (_headLength < 2)
        {
            if (value < 'A' || value > 'Z')
            {
                return Break();
            }

            _first = _headLength == 0 ? value : _first;
            _second = value;
            _headLength++;
            return TillParse.More;
        }

        if (value < '0' || value > '9')
        {
            return Break();
        }

        _left = (_headLength == 2 ? 0 : _left * 10) + value - '0';
        return ++_headLength < HeadBytes || BeginValue() ? TillParse.More : Break();
    }

    private bool BeginValue()
    {
        int bit = 1 << (_second - 'A');
        bool isFirst = _bytes == HeadBytes;
        bool isAgain = (_seen[_first - 'A'] & bit) != 0;
        _seen[_first - 'A'] |= bit;
        _field = TillRequest.FieldOf(_first, _second);
        return _left > 0 && !isAgain && isFirst == (_field == TillRequest.Version)
            && (_field < 0 || _left <= _request.Of(_field).Bytes.Length);
    }

    private TillParse TakeValue(int value)
    {
        if (value < ' ' || value > '~')
        {
            return Break();
        }

        if (_field >= 0)
        {
            TillField field = _request.Of(_field);
            field.Bytes[field.Length++] = (byte)value;
        }

        if (--_left == 0)
        {
            _headLength = 0;
        }

        return TillParse.More;
    }

    private TillParse Break()
    {
        if (!_isBroken && _headLength == HeadBytes && _field >= 0)
        {
            // Half a value says nothing.
            _request.Of(_field).Length = 0;
        }

        _isBroken = true;
        return TillParse.Malformed;
    }
}
