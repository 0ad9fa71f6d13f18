using System;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// Reads one HTTP/1.1 response (RFC 9112) as it arrives, in pieces of any size, and hands its body
/// straight to the JSON scanner. Header lines that nobody wants cost a search and a copy. What
/// breaks the format, or is ambiguous about where the body ends, is malformed: the connection is
/// then of no further use.
/// </summary>
public sealed class ResponseReader
{
    private const int InStatusLine = 0;
    private const int InHeaders = 1;
    private const int InBody = 2;
    private const int InBodyUntilClose = 3;
    private const int InChunkSize = 4;
    private const int InChunkData = 5;
    private const int InChunkEnd = 6;
    private const int InTrailer = 7;
    private const int Ended = 8;
    private const int Broken = 9;

    private static readonly byte[] Version = ByteCodec.Ascii("HTTP/1.");
    private static readonly byte[] ContentLengthName = Word("content-length:");
    private static readonly byte[] TransferEncodingName = Word("transfer-encoding:");
    private static readonly byte[] ConnectionName = Word("connection:");
    private static readonly byte[] RetryAfterName = Word("retry-after:");
    private static readonly byte[] DateName = Word("date:");
    private static readonly byte[] ContentTypeName = Word("content-type:");
    private static readonly byte[] ChunkedWord = Word("chunked");
    private static readonly byte[] CloseWord = Word("close");
    private static readonly byte[] KeepAliveWord = Word("keep-alive");
    private static readonly byte[] HtmlWord = Word("text/html");

    // Boxed once: what the native search looks for.
    private static readonly object LineFeed = (byte)'\n';

    private readonly AcquirerResponse _answer;
    private readonly JsonScanner _json;
    private readonly byte[] _line = new byte[Limits.HeaderLineBytesMax];
    private int _lineLength;
    private int _state;
    private int _headBytes;
    private int _bodyBytes;
    private int _left;
    private bool _hasLength;
    private bool _isChunked;
    private bool _isJsonBroken;
    private bool _hasBegun;
    private int _consumed;

    /// <summary>Makes a reader that fills <paramref name="answer"/>.</summary>
    public ResponseReader(AcquirerResponse answer)
    {
        _answer = answer;
        _json = new JsonScanner(answer);
        Reset();
    }

    /// <summary>True when the body was longer than is taken.</summary>
    public bool IsTooLong => _bodyBytes > Limits.BodyBytesMax;

    /// <summary>Another sink takes the next body.</summary>
    public void Use(IJsonSink sink) => _json.Use(sink);

    /// <summary>How many of the bytes of the last call belong to this response.</summary>
    public int Consumed => _consumed;

    /// <summary>True once a byte of this response has been read.</summary>
    public bool HasBegun => _hasBegun;

    /// <summary>Makes ready for the next response; the answer is reset by its owner.</summary>
    public void Reset()
    {
        _state = InStatusLine;
        _lineLength = 0;
        _headBytes = 0;
        _bodyBytes = 0;
        _left = 0;
        _hasLength = false;
        _isChunked = false;
        _isJsonBroken = false;
        _consumed = 0;
        _hasBegun = false;
        _json.Reset();
    }

    /// <summary>
    /// Reads the next <paramref name="count"/> bytes; see <see cref="Consumed"/>.
    /// </summary>
    public ParseResult Read(byte[] buffer, int offset, int count)
    {
        int at = offset;
        int end = offset + count;
        _hasBegun |= count > 0;
        while (at < end && _state < Ended)
        {
            switch (_state)
            {
                case InBody:
                case InBodyUntilClose:
                case InChunkData:
                    at += TakeBody(buffer, at, end - at);
                    break;
                default:
                    at = ReadLine(buffer, at, end);
                    break;
            }
        }

        _consumed = at - offset;
        return Result();
    }

    /// <summary>Says that the peer has closed the connection.</summary>
    /// <returns>Done when the body lasts until the close, else Malformed.</returns>
    public ParseResult Close()
    {
        if (_state == InBodyUntilClose)
        {
            EndMessage();
        }
        else if (_state != Ended)
        {
            _state = Broken;
        }

        return Result();
    }

    private ParseResult Result() =>
        _state == Ended ? ParseResult.Done
        : _state == Broken ? ParseResult.Malformed : ParseResult.NeedMore;

    // Collects up to the line feed; of a long line only the beginning is kept.
    private int ReadLine(byte[] buffer, int offset, int end)
    {
        int at = Array.IndexOf(buffer, LineFeed, offset, end - offset);
        at = at < 0 ? end : at;
        int count = at - offset;
        _headBytes += at < end ? count + 1 : count;
        int room = _line.Length - _lineLength;
        int kept = count < room ? count : room;
        Array.Copy(buffer, offset, _line, _lineLength, kept);
        _lineLength += kept;
        if (_headBytes > Limits.HeaderBytesMax)
        {
            _state = Broken;
            return at;
        }

        if (at == end)
        {
            return at;
        }

        if (_lineLength > 0 && _line[_lineLength - 1] == '\r')
        {
            _lineLength--;
        }

        EndLine();
        _lineLength = 0;
        return at + 1;
    }

    private void EndLine()
    {
        switch (_state)
        {
            case InStatusLine:
                ReadStatusLine();
                break;
            case InHeaders:
                if (_lineLength == 0)
                {
                    EndHeaders();
                }
                else
                {
                    ReadHeader();
                }

                break;
            case InChunkSize:
                ReadChunkSize();
                break;
            case InChunkEnd:
                _state = _lineLength == 0 ? InChunkSize : Broken;
                break;
            default:
                if (_lineLength == 0)
                {
                    EndMessage();
                }

                break;
        }
    }

    // HTTP/1.x, a blank, three digits, and then a blank or nothing.
    private void ReadStatusLine()
    {
        int digits = Version.Length + 2;
        bool isStatus = _lineLength >= digits + 3
            && ByteCodec.Same(_line, 0, Version, 0, Version.Length)
            && (_line[Version.Length] == '0' || _line[Version.Length] == '1')
            && _line[Version.Length + 1] == ' '
            && (_lineLength == digits + 3 || _line[digits + 3] == ' ');
        long status = isStatus ? ByteCodec.GetDecimal(_line, digits, 3) : -1;
        if (status < 100 || status > 599)
        {
            _state = Broken;
            return;
        }

        _answer.HttpStatus = (int)status;
        _answer.IsKeepAlive = _line[Version.Length] == '1';
        _hasLength = false;
        _isChunked = false;
        _state = InHeaders;
    }

    // The first letter tells nearly every unwanted header apart.
    private void ReadHeader()
    {
        switch (_line[0] | 0x20)
        {
            case 'c':
                if (IsHeader(ContentLengthName))
                {
                    ReadContentLength(ValueAt(ContentLengthName));
                }
                else if (IsHeader(ConnectionName))
                {
                    ReadConnection(ValueAt(ConnectionName));
                }
                else if (IsHeader(ContentTypeName))
                {
                    _answer.IsHtml |= IsWordAt(ValueAt(ContentTypeName), HtmlWord);
                }

                break;
            case 't':
                if (IsHeader(TransferEncodingName))
                {
                    ReadTransferEncoding(ValueAt(TransferEncodingName));
                }

                break;
            case 'd':
                if (IsHeader(DateName))
                {
                    _answer.DateUtcSeconds =
                        HttpDate.Read(_line, ValueAt(DateName), _lineLength);
                }

                break;
            case 'r':
                if (IsHeader(RetryAfterName))
                {
                    ReadRetryAfter(ValueAt(RetryAfterName));
                }

                break;
            case ' ':
            case '\t' | 0x20:
                // Folded lines are obsolete and make two readings possible.
                _state = Broken;
                break;
            default:
                break;
        }
    }

    private bool IsHeader(byte[] name) => IsWordAt(0, name);

    // A word in lower case, and behind it for each of its bytes the bit that makes a letter of the
    // other case the same.
    private static byte[] Word(string text)
    {
        var word = new byte[2 * text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            word[i] = (byte)text[i];
            word[text.Length + i] = (byte)(text[i] >= 'a' ? 0x20 : 0);
        }

        return word;
    }

    // Compares without regard to case.
    private bool IsWordAt(int at, byte[] word)
    {
        int length = word.Length >> 1;
        if (at + length > _lineLength)
        {
            return false;
        }

        byte[] line = _line;
        int i = 0;
        int last = length - 8;
        while (i <= last)
        {
            long folded = BitConverter.ToInt64(line, at + i)
                | BitConverter.ToInt64(word, length + i);
            if (folded != BitConverter.ToInt64(word, i))
            {
                return false;
            }

            // The last eight bytes may overlap those before them.
            i = i < last && i + 8 > last ? last : i + 8;
        }

        while (last < 0 && i < length)
        {
            if ((line[at + i] | word[length + i]) != word[i])
            {
                return false;
            }

            i++;
        }

        return true;
    }

    private int ValueAt(byte[] name)
    {
        int at = name.Length >> 1;
        while (at < _lineLength && (_line[at] == ' ' || _line[at] == '\t'))
        {
            at++;
        }

        return at;
    }

    private int ValueEnd()
    {
        int end = _lineLength;
        while (end > 0 && (_line[end - 1] == ' ' || _line[end - 1] == '\t'))
        {
            end--;
        }

        return end;
    }

    private void ReadContentLength(int at)
    {
        long length = ByteCodec.GetDecimal(_line, at, ValueEnd() - at);
        bool isSecond = _hasLength && length != _left;
        if (length < 0 || isSecond || _isChunked)
        {
            _state = Broken;
            return;
        }

        _hasLength = true;
        _left = length > int.MaxValue ? int.MaxValue : (int)length;
    }

    private void ReadTransferEncoding(int at)
    {
        if (_hasLength || ValueEnd() - at != ChunkedWord.Length >> 1 || !IsWordAt(at, ChunkedWord))
        {
            _state = Broken;
            return;
        }

        _isChunked = true;
    }

    private void ReadConnection(int at)
    {
        if (IsWordAt(at, CloseWord))
        {
            _answer.IsKeepAlive = false;
        }
        else if (IsWordAt(at, KeepAliveWord))
        {
            _answer.IsKeepAlive = true;
        }
    }

    private void ReadRetryAfter(int at)
    {
        long seconds = ByteCodec.GetDecimal(_line, at, ValueEnd() - at);
        if (seconds >= 0)
        {
            _answer.RetryAfterS = seconds > int.MaxValue ? int.MaxValue : (int)seconds;
        }
        else
        {
            _answer.RetryAfterUtcSeconds = HttpDate.Read(_line, at, _lineLength);
        }
    }

    private void EndHeaders()
    {
        int status = _answer.HttpStatus;
        if (status < 200)
        {
            // An interim response: the real one follows.
            _state = status == 101 ? Broken : InStatusLine;
        }
        else if (status == 204 || status == 304 || (_hasLength && _left == 0))
        {
            _state = Ended;
        }
        else if (_isChunked)
        {
            _state = InChunkSize;
        }
        else if (_hasLength)
        {
            _state = InBody;
        }
        else
        {
            _state = InBodyUntilClose;
            _answer.IsKeepAlive = false;
        }
    }

    // Hexadecimal digits, then nothing or an extension after a semicolon or blank.
    private void ReadChunkSize()
    {
        int size = 0;
        int at = 0;
        while (at < _lineLength)
        {
            int digit = Hex.Digit(_line[at]);
            if (digit < 0)
            {
                break;
            }

            size = (size << 4) | digit;
            at++;
        }

        bool isEnd = at == _lineLength || _line[at] == ';' || _line[at] == ' ';
        if (at == 0 || at > 7 || !isEnd)
        {
            _state = Broken;
            return;
        }

        _left = size;
        _state = size == 0 ? InTrailer : InChunkData;
    }

    private int TakeBody(byte[] buffer, int offset, int count)
    {
        int taken = _state == InBodyUntilClose || count < _left ? count : _left;
        _bodyBytes += taken;
        if (_bodyBytes > Limits.BodyBytesMax)
        {
            _state = Broken;
            return taken;
        }

        FeedJson(buffer, offset, taken);
        if (_state != InBodyUntilClose)
        {
            _left -= taken;
            if (_left == 0)
            {
                EndPart();
            }
        }

        return taken;
    }

    private void FeedJson(byte[] buffer, int offset, int count)
    {
        if (!_answer.HasBody)
        {
            int first = FirstInk(buffer, offset, count);
            if (first < 0)
            {
                return;
            }

            _answer.HasBody = true;
            _answer.IsHtml |= first == '<';
        }

        _isJsonBroken = _isJsonBroken
            || _json.Feed(buffer, offset, count) == ParseResult.Malformed;
    }

    private static int FirstInk(byte[] buffer, int offset, int count)
    {
        for (int i = offset; i < offset + count; i++)
        {
            int value = buffer[i];
            if (!JsonScanner.IsBlank(value))
            {
                return value;
            }
        }

        return -1;
    }

    private void EndPart()
    {
        if (_state == InChunkData)
        {
            _state = InChunkEnd;
        }
        else
        {
            EndMessage();
        }
    }

    private void EndMessage()
    {
        _answer.IsJson = _answer.HasBody && !_isJsonBroken && _json.Finish() == ParseResult.Done;
        _state = Ended;
    }
}
