using System.Globalization;
using System.Text;

namespace Terminal.Rig.Modem;

/// <summary>
/// The HTTP service: one request at a time, plain or over TLS.
/// </summary>
internal sealed class ModemHttpClient : ModemPart
{
    private const int HttpMethods = 5;
    private const int HttpBodyMax = 153_600;
    private const int HttpPieceBytes = 1_024;
    private const int HttpConnectMs = 120_000;

    // What the service adds to an error of a connection; not an answer of HTTP.
    private const int HttpErrorBase = 700;
    private const int HttpPeerClosed = 704;
    private const int HttpTimeout = 705;
    private const int HttpNotHttp = 600;

    private static readonly string[] HttpVerbs = ["GET", "POST", "HEAD", "DELETE", "PUT"];

    // Parameters with the length or value that they take at most.
    private static readonly Dictionary<string, int> HttpParameters = new(StringComparer.Ordinal)
    {
        ["URL"] = 512,
        ["CONTENT"] = 256,
        ["ACCEPT"] = 256,
        ["UA"] = 256,
        ["USERDATA"] = 256,
        ["SSLCFG"] = 9,
        ["CONNECTTO"] = 120,
        ["RECVTO"] = 120,
        ["RESPTO"] = 120,
        ["READMODE"] = 1,
    };

    private readonly Dictionary<string, string> _httpParameters = new(StringComparer.Ordinal);
    private readonly List<string> _httpFields = [];
    private readonly ModemConnection _http = new(0);
    private readonly ModemTraffic _traffic;
    private readonly ModemBearer _bearer;
    private readonly ModemCertificates _certificates;
    private ModemHttpAnswer? _httpAnswer;
    private byte[] _httpBody = [];
    private byte[] _httpRequest = [];
    private int _httpMethod;
    private int _httpRead;
    private int _httpRun;
    private bool _isHttpUp;

    /// <summary>A service over a bearer.</summary>
    public ModemHttpClient(
        ModemCore core, ModemTraffic traffic, ModemBearer bearer, ModemCertificates certificates)
        : base(core)
    {
        _traffic = traffic;
        _bearer = bearer;
        _certificates = certificates;
        AddCommands();
    }

    /// <inheritdoc/>
    public override long NextDueMs => _http.Session?.NextDueMs ?? long.MaxValue;

    /// <inheritdoc/>
    public override void Reset() => EndHttp();

    private void AddCommands()
    {
        Add("+HTTPINIT", _ => StartHttp());
        Add("+HTTPTERM", _ => _isHttpUp ? Set(EndHttp) : Refuse());
        Add("+HTTPPARA", SetHttp);
        Add("+HTTPDATA", TakeHttpBody);
        Add("+HTTPACTION", RequestHttp, null, "(0-4)");
        Add("+HTTPHEAD", _ => _httpAnswer is { Head.Length: > 0 } answer
            ? Tell(Text($"+HTTPHEAD: {answer.Head.Length}\r\n") + answer.Head)
            : Refuse());
        Add(
            "+HTTPREAD",
            ReadHttp,
            () => _isHttpUp
                ? Tell(Text($"+HTTPREAD: LEN,{_httpAnswer?.Content.Length ?? 0}"))
                : Refuse());
    }

    private ModemAnswer StartHttp()
    {
        if (_isHttpUp || !_bearer.IsAttached)
        {
            return Refuse();
        }

        _isHttpUp = true;
        _bearer.IsActive = true;
        return Tell();
    }

    private void EndHttp()
    {
        _http.End();
        _httpRun++;
        _httpAnswer = null;
        _httpBody = [];
        _httpParameters.Clear();
        _httpFields.Clear();
        _isHttpUp = false;
    }

    private ModemAnswer SetHttp(ModemCommandLine command)
    {
        string key = command.Argument(0).ToUpperInvariant();
        string value = command.Argument(1);
        if (!_isHttpUp || !HttpParameters.TryGetValue(key, out int most) || value.Length == 0)
        {
            return Refuse();
        }

        bool isText = most > 120;
        bool isPossible = isText
            ? value.Length <= most
            : command.Number(1) >= 0 && command.Number(1) <= most;
        if (!isPossible || (key == "URL" && UrlOf(value) is null))
        {
            return Refuse();
        }

        return Set(() =>
        {
            _httpParameters[key] = value;
            if (key == "USERDATA")
            {
                string name = value.Split(':')[0] + ":";
                _httpFields.RemoveAll(f => f.StartsWith(name, StringComparison.OrdinalIgnoreCase));
                _httpFields.Add(value);
            }
        });
    }

    private static Uri? UrlOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : null;

    private ModemAnswer TakeHttpBody(ModemCommandLine command)
    {
        int count = command.Number(0);
        return !_isHttpUp || count is < 1 or > HttpBodyMax
            ? Refuse()
            : Tell() with
            {
                IsPrompt = true,
                Then = () => Prompt(
                    count,
                    bytes =>
                    {
                        _httpBody = bytes;
                        After(Options.AnswerMs, () => Late(Ok));
                    },
                    "\r\nDOWNLOAD\r\n"),
            };
    }

    private ModemAnswer RequestHttp(ModemCommandLine command)
    {
        int method = command.Number(0);
        if (!_isHttpUp || _http.Session is not null || method is < 0 or >= HttpMethods
            || UrlOf(_httpParameters.GetValueOrDefault("URL", "")) is not { } url)
        {
            return Refuse();
        }

        _httpMethod = method;
        _httpRead = 0;
        _httpAnswer = new ModemHttpAnswer(HttpVerbs[method] != "HEAD");
        _httpRequest = HttpRequest(url);
        bool isPlain = url.Scheme == "http";
        var request = ModemTraffic.PlainRequest(url.Host, url.Port);
        int error = isPlain ? 0
            : _certificates.Request(HttpNumber("SSLCFG", 0), url.Host, url.Port, out request);
        error = error != 0 ? error : _bearer.ErrorOf(isPlain);
        int run = ++_httpRun;
        return Tell() with
        {
            Then = () =>
            {
                if (error != 0)
                {
                    After(400, () => FinishHttp(run, HttpErrorBase + error));
                    return;
                }

                _traffic.Begin(_http, request);
                After(
                    HttpNumber("CONNECTTO", HttpConnectMs / 1_000) * 1_000,
                    () => FinishHttp(run, HttpTimeout));
            },
        };
    }

    private int HttpNumber(string key, int otherwise) =>
        _httpParameters.TryGetValue(key, out string? text)
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;

    private byte[] HttpRequest(Uri url)
    {
        bool hasBody = HttpVerbs[_httpMethod] is "POST" or "PUT";
        var head = new StringBuilder();
        head.Append(HttpVerbs[_httpMethod]).Append(' ');
        head.Append(url.PathAndQuery).Append(" HTTP/1.1\r\n");
        head.Append("Host: ").Append(url.Authority).Append("\r\n");
        AppendField(head, "Accept", _httpParameters.GetValueOrDefault("ACCEPT", "*/*"));
        AppendField(head, "User-Agent", _httpParameters.GetValueOrDefault("UA", "SIMCOM_MODULE"));
        AppendField(head, "Connection", "close");
        if (hasBody)
        {
            string type = _httpParameters.GetValueOrDefault("CONTENT", "text/plain");
            AppendField(head, "Content-Type", type);
            AppendField(head, "Content-Length", Text($"{_httpBody.Length}"));
        }

        foreach (string field in _httpFields)
        {
            head.Append(field).Append("\r\n");
        }

        head.Append("\r\n");
        byte[] bytes = Encoding.Latin1.GetBytes(head.ToString());
        return hasBody ? [.. bytes, .. _httpBody] : bytes;
    }

    // A field of the program's own stands in the place of the service's.
    private void AppendField(StringBuilder head, string name, string value)
    {
        if (!_httpFields.Exists(
            f => f.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)))
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }
    }

    /// <inheritdoc/>
    public override void Watch()
    {
        if (_http.Session is not { } session)
        {
            return;
        }

        if (session.State == ModemSessionState.Failed)
        {
            bool wasOpen = _http.IsOpenReported;
            FinishHttp(_httpRun, wasOpen ? HttpPeerClosed : HttpErrorBase + session.Error);
            return;
        }

        if (session.State != ModemSessionState.Connecting && !_http.IsOpenReported)
        {
            _http.IsOpenReported = true;
            _traffic.Transfer(_http, _httpRequest);
            int run = ++_httpRun;
            After(HttpNumber("RECVTO", 20) * 1_000, () => FinishHttp(run, HttpTimeout));
        }

        if (_http.IsOpenReported)
        {
            TakeHttp();
        }
    }

    private void TakeHttp()
    {
        bool isOver = _http.IsOver;
        do
        {
            _traffic.Fill(_http);
            bool isAll = isOver && !_http.IsFull;
            int count = _http.Cached;
            if (_httpAnswer!.Add(count > 0 ? _http.Take(count) : [], isAll))
            {
                int status = _httpAnswer.Status == 0 ? HttpNotHttp : _httpAnswer.Status;
                FinishHttp(_httpRun, status);
                return;
            }

            if (count == 0)
            {
                break;
            }
        }
        while (_http.Session is not null);

        if (isOver)
        {
            FinishHttp(_httpRun, HttpPeerClosed);
        }
    }

    private void FinishHttp(int run, int status)
    {
        if (run != _httpRun || !_isHttpUp)
        {
            return;
        }

        _httpRun++;
        _http.End();
        int count = _httpAnswer?.Content.Length ?? 0;
        Urc(Text($"+HTTPACTION: {_httpMethod},{status},{count}"));
    }

    // From a place of the content, or onward from where it was read last.
    private ModemAnswer ReadHttp(ModemCommandLine command)
    {
        bool hasPlace = command.Arguments.Length > 1;
        int place = hasPlace ? command.Number(0) : _httpRead;
        int asked = command.Number(hasPlace ? 1 : 0);
        byte[] content = _httpAnswer?.Content ?? [];
        if (!_isHttpUp || place < 0 || place >= content.Length || asked < 1)
        {
            return Refuse();
        }

        int end = (int)Math.Min((long)place + asked, content.Length);
        _httpRead = end;
        return Tell() with
        {
            Then = () =>
            {
                for (int at = place; at < end && !IsMute; at += HttpPieceBytes)
                {
                    int count = Math.Min(HttpPieceBytes, end - at);
                    Line(Text($"+HTTPREAD: {count}"));
                    Out(content.AsSpan(at, count));
                    _traffic.PayloadIn += count;
                }

                Late("+HTTPREAD: 0");
            },
        };
    }
}
