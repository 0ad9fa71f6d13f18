using System;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// Reads JSON (RFC 8259) as it arrives, in pieces of any size, and hands keys and wanted scalars to
/// a sink. It checks the whole grammar but keeps nothing except the token at hand, so a body of any
/// length costs no memory. Bytes that nobody wants are skipped in one tight loop: work per byte is
/// what counts on the device.
/// </summary>
public sealed class JsonScanner
{
    private const int ExpectValue = 0;
    private const int ExpectFirstKey = 1;
    private const int ExpectKey = 2;
    private const int ExpectColon = 3;
    private const int AfterValue = 4;
    private const int ExpectFirstItem = 5;
    private const int InText = 6;
    private const int InEscape = 7;
    private const int InUnicode = 8;
    private const int InNumber = 9;
    private const int InLiteral = 10;
    private const int Ended = 11;
    private const int Broken = 12;

    private const int NumberMinus = 0;
    private const int NumberZero = 1;
    private const int NumberDigits = 2;
    private const int NumberPoint = 3;
    private const int NumberFraction = 4;
    private const int NumberExponent = 5;
    private const int NumberExponentSign = 6;
    private const int NumberExponentDigits = 7;

    private static readonly byte[] TrueWord = ByteCodec.Ascii("true");
    private static readonly byte[] FalseWord = ByteCodec.Ascii("false");
    private static readonly byte[] NullWord = ByteCodec.Ascii("null");

    // "null" as a number, low byte first.
    private const int NullWordBytes = 0x6C6C756E;

    // Two bytes of JSON, the first of them lowest.
    private const int ColonAndQuotation = 0x223A;
    private const int ColonAndN = 0x6E3A;
    private const int CommaAndQuotation = 0x222C;

    private const int ColonAndNullBytes = 5;

    // Bit 6 of eight bytes.
    private const long Bits6 = 0x4040404040404040;

    // Bytes that are looked at together; fewer are not worth it.
    private const int LookBytes = 32;

    // Boxed once: what the native search looks for.
    private static readonly object QuotationMark = (byte)'"';
    private static readonly object ReverseSolidus = (byte)'\\';

    // True for what ends a run of plain text: control characters, quotation mark, reverse solidus.
    private static readonly bool[] Stops = FindStops();

    private IJsonSink _sink;
    private readonly byte[] _token = new byte[Limits.JsonTokenBytesMax];
    private int _tokenLength;
    private bool _isTokenCut;

    private int _state;
    private int _depth;

    // Bit n is set when the container at depth n + 1 is an array.
    private int _arrays;

    // The same for the container at hand.
    private bool _isInArray;
    private bool _isKey;
    private bool _isWanted;
    private int _numberState;
    private byte[] _literal;
    private int _literalAt;
    private JsonKind _literalKind;
    private int _unicode;
    private int _unicodeDigits;

    // The first half of a surrogate pair, 0 when none is pending.
    private int _highSurrogate;

    // Nothing in the piece at hand ends a plain text but a quotation mark.
    private bool _isClean;

    /// <summary>Makes a scanner that reports to <paramref name="sink"/>.</summary>
    public JsonScanner(IJsonSink sink)
    {
        _sink = sink;
        Reset();
    }

    /// <summary>Reports to another sink from now on, between two documents.</summary>
    public void Use(IJsonSink sink) => _sink = sink;

    /// <summary>Makes ready for the next document.</summary>
    public void Reset()
    {
        _state = ExpectValue;
        _depth = 0;
        _arrays = 0;
        _isInArray = false;
        _tokenLength = 0;
        _isTokenCut = false;
        _isKey = false;
        _isWanted = false;
        _highSurrogate = 0;
    }

    /// <summary>Reads the next <paramref name="count"/> bytes.</summary>
    /// <returns>NeedMore, Done once the document has closed, or Malformed.</returns>
    public ParseResult Feed(byte[] buffer, int offset, int count)
    {
        int end = offset + count;
        int at = offset;
        _isClean = count >= LookBytes && IsClean(buffer, offset, end);
        while (at < end && _state != Broken)
        {
            at = _state == InText ? ReadText(buffer, at, end)
                : _state <= ExpectFirstItem ? ReadBetween(buffer, at, end)
                : _state == InNumber ? ReadDigits(buffer, at, end)
                : _state == InLiteral ? ReadLiteral(buffer, at, end) : ReadByte(buffer[at], at);
        }

        return _state == Broken ? ParseResult.Malformed
            : _state == Ended ? ParseResult.Done : ParseResult.NeedMore;
    }

    /// <summary>Says that no more bytes come.</summary>
    /// <returns>Done when they made one whole document, else Malformed.</returns>
    public ParseResult Finish()
    {
        if (_state == InNumber && _depth == 0)
        {
            EndNumber();
        }

        return _state == Ended ? ParseResult.Done : ParseResult.Malformed;
    }

    private static bool[] FindStops()
    {
        var stops = new bool[256];
        for (int i = 0; i < ' '; i++)
        {
            stops[i] = true;
        }

        stops['"'] = true;
        stops['\\'] = true;
        return stops;
    }

    // No reverse solidus, and bit 5 or 6 in every byte, as in no control character. UTF-8 beyond
    // ASCII may fail this; then texts are read byte by byte.
    private static bool IsClean(byte[] buffer, int at, int end)
    {
        if (Array.IndexOf(buffer, ReverseSolidus, at, end - at) >= 0)
        {
            return false;
        }

        int last = end - LookBytes;
        long seen = Bits6;
        while (true)
        {
            long a = BitConverter.ToInt64(buffer, at);
            long b = BitConverter.ToInt64(buffer, at + 8);
            long c = BitConverter.ToInt64(buffer, at + 16);
            long d = BitConverter.ToInt64(buffer, at + 24);
            seen &= (a | (a << 1)) & (b | (b << 1)) & (c | (c << 1)) & (d | (d << 1));
            if (at == last)
            {
                return (seen & Bits6) == Bits6;
            }

            // The last look may cover some bytes again.
            at = at + LookBytes < last ? at + LookBytes : last;
        }
    }

    private int ReadText(byte[] buffer, int offset, int end)
    {
        int at = PlainEnd(buffer, offset, end);
        if (at > offset)
        {
            Keep(buffer, offset, at - offset);
        }

        if (at == end || _state == Broken)
        {
            return at;
        }

        int stop = buffer[at];
        if (stop == '"')
        {
            EndText();
        }
        else
        {
            _state = stop == '\\' ? InEscape : Broken;
        }

        return at + 1;
    }

    private static int PlainEnd(byte[] buffer, int at, int end)
    {
        bool[] stops = Stops;
        while (at < end && !stops[buffer[at]])
        {
            at++;
        }

        return at;
    }

    private void Keep(byte[] buffer, int offset, int count)
    {
        if (_highSurrogate != 0)
        {
            _state = Broken;
            return;
        }

        if (!_isKey && !_isWanted)
        {
            return;
        }

        int room = _token.Length - _tokenLength;
        if (count > room)
        {
            count = room;
            _isTokenCut = true;
        }

        Array.Copy(buffer, offset, _token, _tokenLength, count);
        _tokenLength += count;
    }

    // Between two tokens, the usual marks at a glance; what else comes is looked at by state.
    private int ReadBetween(byte[] buffer, int at, int end)
    {
        int state = _state;
        while (at < end && state <= ExpectFirstItem)
        {
            int value = buffer[at++];
            if (value == '"' && state <= ExpectKey)
            {
                if (state == ExpectValue)
                {
                    BeginText(false);
                    return at;
                }

                at = ReadMembers(buffer, at, end);
                state = _state;
            }
            else if (value <= ' ' && IsBlank(value))
            {
                continue;
            }
            else if (value == ':' && state == ExpectColon)
            {
                state = ExpectValue;
            }
            else if (value == ',' && state == AfterValue)
            {
                _isWanted = false;
                state = _isInArray ? ExpectValue : ExpectKey;
            }
            else
            {
                _state = state;
                ReadStructure(value);
                state = _state;
                if (state == InNumber)
                {
                    at = ReadDigits(buffer, at, end);
                }
                else if (state == InLiteral)
                {
                    at = ReadLiteral(buffer, at, end);
                }

                state = _state;
            }
        }

        _state = state;
        return at;
    }

    // Members of an object, from behind a key's first quotation mark on, as long as each is a text
    // or null that stands whole in the buffer; what else comes is left to the other methods.
    private int ReadMembers(byte[] buffer, int at, int end)
    {
        IJsonSink sink = _sink;
        byte[] token = _token;
        int depth = _depth;
        bool isClean = _isClean;
        int last = end - ColonAndNullBytes;
        while (true)
        {
            int length = (isClean ? Array.IndexOf(buffer, QuotationMark, at, end - at)
                : Quotation(buffer, at, end)) - at;
            if ((uint)length > Limits.JsonTokenBytesMax)
            {
                BeginText(true);
                return at;
            }

            Array.Copy(buffer, at, token, 0, length);
            bool isWanted = sink.Key(depth, token, length);
            at += length + 1;
            int pair = at > last ? 0 : BitConverter.ToUInt16(buffer, at);
            if (pair == ColonAndQuotation)
            {
                at += 2;
                length = (isClean ? Array.IndexOf(buffer, QuotationMark, at, end - at)
                    : Quotation(buffer, at, end)) - at;
                if ((uint)length > Limits.JsonTokenBytesMax)
                {
                    _isWanted = isWanted;
                    BeginText(false);
                    return at;
                }

                if (isWanted)
                {
                    Array.Copy(buffer, at, token, 0, length);
                    sink.Value(depth, JsonKind.Text, token, length, false);
                }

                at += length + 1;
            }
            else if (pair == ColonAndN
                && BitConverter.ToInt32(buffer, at + 1) == NullWordBytes)
            {
                at += 5;
                if (isWanted)
                {
                    sink.Value(depth, JsonKind.Null, token, 0, false);
                }
            }
            else
            {
                bool hasColon = (byte)pair == ':';
                _isWanted = isWanted;
                _state = hasColon ? ExpectValue : ExpectColon;
                return hasColon ? at + 1 : at;
            }

            if (at + 1 >= end || BitConverter.ToUInt16(buffer, at) != CommaAndQuotation)
            {
                _state = AfterValue;
                return at;
            }

            at += 2;
        }
    }

    // The quotation mark that ends a plain text; -1 when something else comes first.
    private static int Quotation(byte[] buffer, int at, int end)
    {
        at = PlainEnd(buffer, at, end);
        return at < end && buffer[at] == '"' ? at : -1;
    }

    private int ReadByte(int value, int at)
    {
        if (_state == InEscape)
        {
            ReadEscape(value);
        }
        else if (_state == InUnicode)
        {
            ReadUnicode(value);
        }
        else if (!IsBlank(value))
        {
            ReadStructure(value);
        }

        return at + 1;
    }

    internal static bool IsBlank(int value) =>
        value == ' ' || value == '\n' || value == '\r' || value == '\t';

    private void ReadStructure(int value)
    {
        switch (_state)
        {
            case ExpectValue:
                BeginValue(value);
                break;
            case ExpectFirstItem:
                if (value == ']')
                {
                    Close(true);
                }
                else
                {
                    BeginValue(value);
                }

                break;
            case ExpectFirstKey:
                if (value == '}')
                {
                    Close(false);
                }
                else
                {
                    _state = Broken;
                }

                break;
            case AfterValue:
                ReadAfterValue(value);
                break;
            default:
                _state = Broken;
                break;
        }
    }

    private void ReadAfterValue(int value)
    {
        bool isArray = _isInArray;
        if (value == (isArray ? ']' : '}'))
        {
            Close(isArray);
        }
        else
        {
            _state = Broken;
        }
    }

    private void BeginValue(int value)
    {
        if (value == '"')
        {
            BeginText(false);
        }
        else if (value == '{' || value == '[')
        {
            Open(value == '[');
        }
        else if (value == '-' || (value >= '0' && value <= '9'))
        {
            _tokenLength = 0;
            _isTokenCut = false;
            _state = InNumber;
            _numberState = value == '-' ? NumberMinus : value == '0' ? NumberZero : NumberDigits;
            KeepByte(value);
        }
        else if (value == 't')
        {
            BeginLiteral(TrueWord, JsonKind.True);
        }
        else if (value == 'f')
        {
            BeginLiteral(FalseWord, JsonKind.False);
        }
        else if (value == 'n')
        {
            BeginLiteral(NullWord, JsonKind.Null);
        }
        else
        {
            _state = Broken;
        }
    }

    private void Open(bool isArray)
    {
        if (_depth == Limits.JsonDepthMax)
        {
            _state = Broken;
            return;
        }

        int bit = 1 << _depth;
        _arrays = isArray ? _arrays | bit : _arrays & ~bit;
        _depth++;
        _isInArray = isArray;
        _isWanted = false;
        _state = isArray ? ExpectFirstItem : ExpectFirstKey;
        _sink.Begin(_depth, isArray);
    }

    private void Close(bool isArray)
    {
        if (_isInArray != isArray)
        {
            _state = Broken;
            return;
        }

        _sink.End(_depth);
        _depth--;
        _isInArray = _depth > 0 && (_arrays & (1 << (_depth - 1))) != 0;
        _isWanted = false;
        _state = _depth == 0 ? Ended : AfterValue;
    }

    private void BeginText(bool isKey)
    {
        _isKey = isKey;
        _tokenLength = 0;
        _isTokenCut = false;
        _highSurrogate = 0;
        _state = InText;
    }

    private void EndText()
    {
        if (_highSurrogate != 0)
        {
            _state = Broken;
        }
        else if (_isKey)
        {
            _isKey = false;
            _isWanted = _sink.Key(_depth, _token, _tokenLength) && !_isTokenCut;
            _state = ExpectColon;
        }
        else
        {
            EndValue(JsonKind.Text);
        }
    }

    private void EndValue(JsonKind kind)
    {
        if (_isWanted)
        {
            _isWanted = false;
            _sink.Value(_depth, kind, _token, _tokenLength, _isTokenCut);
        }
        else if (_isInArray)
        {
            _sink.Item(_depth);
        }

        _state = _depth == 0 ? Ended : AfterValue;
    }

    private void ReadEscape(int value)
    {
        _state = InText;
        switch (value)
        {
            case '"':
            case '\\':
            case '/':
                KeepPlain(value);
                break;
            case 'b':
                KeepPlain('\b');
                break;
            case 'f':
                KeepPlain('\f');
                break;
            case 'n':
                KeepPlain('\n');
                break;
            case 'r':
                KeepPlain('\r');
                break;
            case 't':
                KeepPlain('\t');
                break;
            case 'u':
                _unicode = 0;
                _unicodeDigits = 0;
                _state = InUnicode;
                break;
            default:
                _state = Broken;
                break;
        }
    }

    private void KeepPlain(int value)
    {
        if (_highSurrogate != 0)
        {
            _state = Broken;
            return;
        }

        KeepByte(value);
    }

    private void KeepByte(int value)
    {
        if (!_isKey && !_isWanted)
        {
            return;
        }

        if (_tokenLength == _token.Length)
        {
            _isTokenCut = true;
            return;
        }

        _token[_tokenLength++] = (byte)value;
    }

    private void ReadUnicode(int value)
    {
        int digit = Hex.Digit(value);
        if (digit < 0)
        {
            _state = Broken;
            return;
        }

        _unicode = (_unicode << 4) | digit;
        if (++_unicodeDigits < 4)
        {
            return;
        }

        _state = InText;
        if (_unicode >= 0xD800 && _unicode <= 0xDBFF && _highSurrogate == 0)
        {
            _highSurrogate = _unicode;
        }
        else if (_unicode >= 0xDC00 && _unicode <= 0xDFFF && _highSurrogate != 0)
        {
            int point = 0x10000 + ((_highSurrogate - 0xD800) << 10) + (_unicode - 0xDC00);
            _highSurrogate = 0;
            KeepPoint(point);
        }
        else if (_highSurrogate != 0 || (_unicode >= 0xD800 && _unicode <= 0xDFFF))
        {
            _state = Broken;
        }
        else
        {
            KeepPoint(_unicode);
        }
    }

    // UTF-8, RFC 3629.
    private void KeepPoint(int point)
    {
        if (point < 0x80)
        {
            KeepByte(point);
            return;
        }

        if (point < 0x800)
        {
            KeepByte(0xC0 | (point >> 6));
        }
        else
        {
            if (point < 0x10000)
            {
                KeepByte(0xE0 | (point >> 12));
            }
            else
            {
                KeepByte(0xF0 | (point >> 18));
                KeepByte(0x80 | ((point >> 12) & 0x3F));
            }

            KeepByte(0x80 | ((point >> 6) & 0x3F));
        }

        KeepByte(0x80 | (point & 0x3F));
    }

    // A run of digits is kept whole; what ends it is looked at alone. The byte after a number
    // belongs to what follows it.
    private int ReadDigits(byte[] buffer, int offset, int end)
    {
        int at = offset;
        if (_numberState == NumberDigits || _numberState == NumberFraction
            || _numberState == NumberExponentDigits)
        {
            while (at < end && buffer[at] >= '0' && buffer[at] <= '9')
            {
                at++;
            }

            if (at > offset)
            {
                Keep(buffer, offset, at - offset);
            }
        }

        return at == end || !ReadNumber(buffer[at]) ? at : at + 1;
    }

    private void BeginLiteral(byte[] word, JsonKind kind)
    {
        _tokenLength = 0;
        _isTokenCut = false;
        _literal = word;
        _literalAt = 1;
        _literalKind = kind;
        _state = InLiteral;
    }

    private int ReadLiteral(byte[] buffer, int offset, int end)
    {
        byte[] word = _literal;
        int length = word.Length;
        int next = _literalAt;
        int at = offset;
        if (next == 1 && end - at >= length - 1 && ByteCodec.Same(buffer, at, word, 1, length - 1))
        {
            at += length - 1;
            next = length;
        }

        while (at < end && next < length)
        {
            if (buffer[at++] != word[next++])
            {
                _state = Broken;
                return at;
            }
        }

        _literalAt = next;
        if (next == length)
        {
            EndValue(_literalKind);
        }

        return at;
    }

    // True when the byte belongs to the number.
    private bool ReadNumber(int value)
    {
        bool isDigit = value >= '0' && value <= '9';
        int next = -1;
        switch (_numberState)
        {
            case NumberMinus:
                next = value == '0' ? NumberZero : isDigit ? NumberDigits : -1;
                break;
            case NumberZero:
                next = AfterWhole(value);
                break;
            case NumberDigits:
                next = isDigit ? NumberDigits : AfterWhole(value);
                break;
            case NumberPoint:
                next = isDigit ? NumberFraction : -1;
                break;
            case NumberFraction:
                next = isDigit ? NumberFraction
                    : value == 'e' || value == 'E' ? NumberExponent : -1;
                break;
            case NumberExponent:
                next = isDigit ? NumberExponentDigits
                    : value == '+' || value == '-' ? NumberExponentSign : -1;
                break;
            default:
                next = isDigit ? NumberExponentDigits : -1;
                break;
        }

        if (next < 0)
        {
            EndNumber();
            return false;
        }

        _numberState = next;
        KeepByte(value);
        return true;
    }

    private static int AfterWhole(int value) =>
        value == '.' ? NumberPoint : value == 'e' || value == 'E' ? NumberExponent : -1;

    private void EndNumber()
    {
        bool isWhole = _numberState == NumberZero || _numberState == NumberDigits
            || _numberState == NumberFraction || _numberState == NumberExponentDigits;
        if (isWhole)
        {
            EndValue(JsonKind.Number);
        }
        else
        {
            _state = Broken;
        }
    }
}
