using System;

namespace Terminal.Agent.Setup;

/// <summary>
/// Reads one request of a phone, byte by byte as it comes, in fixed room (RFC 9112). Only what the
/// router asks for is kept; what is too long, doubled or unclear is refused, and after a refusal
/// nothing more is read.
/// </summary>
public sealed class HttpRequest
{
    private const int BadRequest = 400;
    private const int LengthRequired = 411;
    private const int TooLarge = 413;
    private const int TargetTooLong = 414;
    private const int HeadTooLarge = 431;
    private const int NotImplemented = 501;
    private const int OtherVersion = 505;

    private static readonly byte[] Get = ByteCodec.Ascii("GET ");
    private static readonly byte[] Head = ByteCodec.Ascii("HEAD ");
    private static readonly byte[] Post = ByteCodec.Ascii("POST ");
    private static readonly byte[] Version = ByteCodec.Ascii(" HTTP/1.");
    private static readonly byte[] StatePath = ByteCodec.Ascii("/s");
    private static readonly byte[] PortalPath = ByteCodec.Ascii("/portal");
    private static readonly byte[] JoinPath = ByteCodec.Ascii("/join");
    private static readonly byte[] ScanPath = ByteCodec.Ascii("/scan");
    private static readonly byte[] EndPath = ByteCodec.Ascii("/end");
    private static readonly byte[] PagePath = ByteCodec.Ascii("/");
    private static readonly byte[] HostName = ByteCodec.Ascii("host");
    private static readonly byte[] OriginName = ByteCodec.Ascii("origin");
    private static readonly byte[] LengthName = ByteCodec.Ascii("content-length");
    private static readonly byte[] TypeName = ByteCodec.Ascii("content-type");
    private static readonly byte[] CodingName = ByteCodec.Ascii("transfer-encoding");
    private static readonly byte[] LanguageName = ByteCodec.Ascii("accept-language");
    private static readonly byte[] Scheme = ByteCodec.Ascii("http://");
    private static readonly byte[] Authority = ByteCodec.Ascii("192.168.4.1");
    private static readonly byte[] Port = ByteCodec.Ascii(":80");
    private static readonly byte[] Form = ByteCodec.Ascii("application/x-www-form-urlencoded");

    private readonly byte[] _line = new byte[Limits.PhoneLineBytes];

    // Bytes of the line, those that had no room included, and of the head.
    private int _lineLength;
    private int _headLength;
    private bool _isInBody;
    private bool _hasRequestLine;
    private int _bodyWanted;
    private int _languageRank;

    /// <summary>The body of a form.</summary>
    public readonly byte[] Body = new byte[Limits.PhoneBodyBytes];

    /// <summary>Length of <see cref="Body"/>.</summary>
    public int BodyLength { get; private set; }

    /// <summary>What is wanted.</summary>
    public HttpMethod Method { get; private set; }

    /// <summary>Of what.</summary>
    public HttpPath Path { get; private set; }

    /// <summary>Whom the phone believes to talk to.</summary>
    public HttpOrigin Host { get; private set; }

    /// <summary>Whose page the form stood on.</summary>
    public HttpOrigin Origin { get; private set; }

    /// <summary>True when the body says that it is a form.</summary>
    public bool IsForm { get; private set; }

    /// <summary>0 French, 1 English, as <see cref="Settings.Language"/>; -1: not said.</summary>
    public int Language { get; private set; }

    /// <summary>Why it is refused: an HTTP status.</summary>
    public int Status { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        _lineLength = 0;
        _headLength = 0;
        _isInBody = false;
        _hasRequestLine = false;
        _bodyWanted = -1;
        _languageRank = 0;
        Array.Clear(Body, 0, Body.Length);
        BodyLength = 0;
        Method = HttpMethod.Other;
        Path = HttpPath.Other;
        Host = HttpOrigin.Missing;
        Origin = HttpOrigin.Missing;
        IsForm = false;
        Language = -1;
        Status = 0;
    }

    /// <summary>Takes what has arrived.</summary>
    public HttpResult Take(byte[] bytes, int offset, int count)
    {
        int end = offset + count;
        while (offset < end)
        {
            if (_isInBody)
            {
                return TakeBody(bytes, offset, end - offset);
            }

            HttpResult result = TakeByte(bytes[offset++]);
            if (result != HttpResult.NeedMore)
            {
                return result;
            }
        }

        return HttpResult.NeedMore;
    }

    private HttpResult TakeBody(byte[] bytes, int offset, int count)
    {
        int left = _bodyWanted - BodyLength;
        int taken = count < left ? count : left;
        Array.Copy(bytes, offset, Body, BodyLength, taken);
        BodyLength += taken;
        return BodyLength == _bodyWanted ? HttpResult.Done : HttpResult.NeedMore;
    }

    private HttpResult TakeByte(byte next)
    {
        if (++_headLength > Limits.PhoneHeadBytes)
        {
            return Refuse(HeadTooLarge);
        }

        if (next != (byte)'\n')
        {
            if (_lineLength < _line.Length)
            {
                _line[_lineLength] = next;
            }

            _lineLength++;
            return HttpResult.NeedMore;
        }

        // A line ends with LF; a CR before it belongs to the end, one elsewhere to nothing.
        bool isCut = _lineLength > _line.Length;
        int length = isCut ? _line.Length : _lineLength;
        length -= length > 0 && !isCut && _line[length - 1] == (byte)'\r' ? 1 : 0;
        _lineLength = 0;
        for (int i = 0; i < length; i++)
        {
            if ((_line[i] < 0x20 && _line[i] != (byte)'\t') || _line[i] == 0x7F)
            {
                return Refuse(BadRequest);
            }
        }

        if (!_hasRequestLine)
        {
            // Empty lines before a request are forgiven (RFC 9112, 2.2).
            return isCut ? Refuse(TargetTooLong)
                : length == 0 ? HttpResult.NeedMore : ReadRequestLine(length);
        }

        return length > 0 ? ReadHeader(length, isCut) : EndHead();
    }

    private HttpResult ReadRequestLine(int length)
    {
        _hasRequestLine = true;
        int at = 0;
        if (Starts(Get, 0, length))
        {
            Method = HttpMethod.Get;
            at = Get.Length;
        }
        else if (Starts(Head, 0, length))
        {
            Method = HttpMethod.Head;
            at = Head.Length;
        }
        else if (Starts(Post, 0, length))
        {
            Method = HttpMethod.Post;
            at = Post.Length;
        }
        else
        {
            return Refuse(NotImplemented);
        }

        int end = at;
        while (end < length && _line[end] != (byte)' ')
        {
            end++;
        }

        if (end == at || end + Version.Length + 1 != length || !Starts(Version, end, length))
        {
            return Refuse(end < length && end > at ? OtherVersion : BadRequest);
        }

        int query = at;
        while (query < end && _line[query] != (byte)'?')
        {
            query++;
        }

        Path = IsPath(PagePath, at, query) ? HttpPath.Page
            : IsPath(StatePath, at, query) ? HttpPath.State
            : IsPath(PortalPath, at, query) ? HttpPath.Portal
            : IsPath(JoinPath, at, query) ? HttpPath.Join
            : IsPath(ScanPath, at, query) ? HttpPath.Scan
            : IsPath(EndPath, at, query) ? HttpPath.End : HttpPath.Other;
        return HttpResult.NeedMore;
    }

    private HttpResult ReadHeader(int length, bool isCut)
    {
        int colon = 0;
        while (colon < length && _line[colon] != (byte)':')
        {
            byte letter = _line[colon];
            if (letter == (byte)' ' || letter == (byte)'\t')
            {
                return Refuse(BadRequest);
            }

            colon++;
        }

        if (colon == 0 || (colon == length && !isCut))
        {
            return Refuse(BadRequest);
        }

        int at = colon + 1;
        while (at < length && IsBlank(_line[at]))
        {
            at++;
        }

        while (length > at && IsBlank(_line[length - 1]))
        {
            length--;
        }

        if (IsName(HostName, colon))
        {
            return ReadHost(at, length, isCut);
        }

        if (IsName(OriginName, colon))
        {
            Origin = Origin == HttpOrigin.Missing && !isCut && length - at >= Scheme.Length
                && IsSameWord(Scheme, at) && IsAuthority(at + Scheme.Length, length)
                ? HttpOrigin.Own : HttpOrigin.Foreign;
        }
        else if (IsName(LengthName, colon))
        {
            return ReadLength(at, length);
        }
        else if (IsName(CodingName, colon))
        {
            return Refuse(NotImplemented);
        }
        else if (IsName(TypeName, colon))
        {
            int end = at + Form.Length;
            IsForm = end <= length && IsSameWord(Form, at)
                && (end == length || _line[end] == (byte)';' || IsBlank(_line[end]));
        }
        else if (IsName(LanguageName, colon))
        {
            ReadLanguages(at, length);
        }

        return HttpResult.NeedMore;
    }

    private HttpResult ReadHost(int at, int end, bool isCut)
    {
        if (Host != HttpOrigin.Missing)
        {
            return Refuse(BadRequest);
        }

        Host = !isCut && IsAuthority(at, end) ? HttpOrigin.Own : HttpOrigin.Foreign;
        return HttpResult.NeedMore;
    }

    private HttpResult ReadLength(int at, int end)
    {
        int wanted = 0;
        if (at == end || _bodyWanted >= 0)
        {
            return Refuse(BadRequest);
        }

        for (; at < end; at++)
        {
            int digit = _line[at] - '0';
            if (digit < 0 || digit > 9)
            {
                return Refuse(BadRequest);
            }

            wanted = (wanted * 10) + digit;
            if (wanted > Limits.PhoneBodyBytes)
            {
                return Refuse(TooLarge);
            }
        }

        _bodyWanted = wanted;
        return HttpResult.NeedMore;
    }

    // The language with the highest weight, of those that the page speaks; the first of equals.
    private void ReadLanguages(int at, int end)
    {
        while (at < end)
        {
            int next = at;
            while (next < end && _line[next] != (byte)',')
            {
                next++;
            }

            while (at < next && IsBlank(_line[at]))
            {
                at++;
            }

            int language = next - at < 2 ? -1
                : IsLanguage(at, next, (byte)'f', (byte)'r') ? 0
                : IsLanguage(at, next, (byte)'e', (byte)'n') ? 1 : -1;
            int rank = language < 0 ? 0 : Weight(at, next);
            if (rank > _languageRank)
            {
                _languageRank = rank;
                Language = language;
            }

            at = next + 1;
        }
    }

    private bool IsLanguage(int at, int end, byte first, byte second) =>
        (_line[at] | 0x20) == first && (_line[at + 1] | 0x20) == second
        && (at + 2 == end || _line[at + 2] == (byte)'-' || _line[at + 2] == (byte)';'
            || IsBlank(_line[at + 2]));

    // In thousandths: ";q=0.8" is 800, none is 1000.
    private int Weight(int at, int end)
    {
        while (at < end && _line[at] != (byte)'=')
        {
            at++;
        }

        if (at == end)
        {
            return 1_000;
        }

        int weight = 0;
        int scale = 1_000;
        for (at++; at < end && scale > 0; at++)
        {
            int digit = _line[at] - '0';
            if (digit >= 0 && digit <= 9)
            {
                weight += digit * scale;
                scale /= 10;
            }
        }

        return weight > 1_000 ? 1_000 : weight;
    }

    private HttpResult EndHead()
    {
        if (Method != HttpMethod.Post)
        {
            return HttpResult.Done;
        }

        if (_bodyWanted < 0)
        {
            return Refuse(LengthRequired);
        }

        _isInBody = true;
        return _bodyWanted == 0 ? HttpResult.Done : HttpResult.NeedMore;
    }

    private HttpResult Refuse(int status)
    {
        Status = status;
        return HttpResult.Refused;
    }

    private bool IsAuthority(int at, int end)
    {
        int length = end - at;
        bool hasPort = length == Authority.Length + Port.Length
            && ByteCodec.Same(_line, at + Authority.Length, Port, 0, Port.Length);
        return (hasPort || length == Authority.Length)
            && ByteCodec.Same(_line, at, Authority, 0, Authority.Length);
    }

    private static bool IsBlank(byte letter) => letter == (byte)' ' || letter == (byte)'\t';

    private bool Starts(byte[] word, int at, int length) =>
        at + word.Length <= length && ByteCodec.Same(_line, at, word, 0, word.Length);

    private bool IsPath(byte[] path, int at, int end) =>
        end - at == path.Length && ByteCodec.Same(_line, at, path, 0, path.Length);

    private bool IsName(byte[] name, int length) => length == name.Length && IsSameWord(name, 0);

    // In whatever case: the word is in lower case.
    private bool IsSameWord(byte[] word, int at)
    {
        for (int i = 0; i < word.Length; i++)
        {
            int letter = _line[at + i];
            letter = letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter;
            if (letter != word[i])
            {
                return false;
            }
        }

        return true;
    }
}
