namespace Terminal.Rig.Modem;

/// <content>
/// The service of plain sockets: ten TCP links, read by command or handed out unasked.
/// </content>
public sealed partial class ModemEmulator
{
    private const int Links = 10;
    private const int LinkPieceBytesMax = 1_500;
    private const int HexPieceBytesMax = 750;
    private const int LookUpMs = 60;

    // Errors of NETOPEN, CIPOPEN, CIPSEND and CIPCLOSE.
    private const int LinkNetworkFailure = 1;
    private const int LinkNetNotOpen = 2;
    private const int LinkWrongParameter = 3;
    private const int LinkNotSupported = 4;
    private const int LinkTimeout = 10;
    private const int LinkNameFails = 11;

    // Errors of CIPACK, CIPRXGET and NETOPEN, told in words or as numbers (CIPCCFG's fourth).
    private const int NetAlreadyOpen = 4;
    private const int NotConnected = 11;
    private const int NoData = 22;

    // CIPCCFG: retries, delay, acknowledgement, errors in words, header, asynchronous, timeout.
    private const int ErrorMode = 3;
    private const int HeaderType = 4;

    private static readonly string[] SocketDefaults = ["10", "0", "0", "1", "0", "0", "500"];
    private static readonly string[] On = ["1"];

    private readonly ModemConnection[] _links =
        [.. Enumerable.Range(0, Links).Select(n => new ModemConnection(n))];

    private bool _isNetOpen;
    private bool _readsLinks;

    private void ResetTcp()
    {
        EndLinks();
        EndHttp();
        _isNetOpen = false;
        _readsLinks = false;
    }

    private void BuildTcpCommands()
    {
        AddSetting("+CIPCCFG", "(0-10),(0-1000),(0),(0,1),(0,1),(0),(500-120000)", SocketDefaults);
        AddSetting(
            "+CIPTIMEOUT",
            "(3000-120000),(3000-120000),(3000-120000)",
            "120000", "120000", "120000");
        AddSetting("+CIPSENDMODE", "(0,1)", "0");
        AddSetting("+CIPHEAD", "(0,1)", On);
        AddSetting("+CIPSRIP", "(0,1)", On);
        AddSetting("+CTCPKA", "(0,1),(1-7200),(1-10),(1-75)", "0", "2", "5", "1");
        AddSetting("+CDNSCFG", "", "\"0.0.0.0\"", "\"0.0.0.0\"");

        // Bytes without commands around them are not there.
        Add(
            "+CIPMODE",
            command => command.Number(0) == 0 ? Tell() : Refuse(),
            () => Tell("+CIPMODE: 0"),
            "(0)");
        Add("+NETOPEN", _ => OpenNet(), () => Tell("+NETOPEN: " + (_isNetOpen ? 1 : 0)));
        Add("+NETCLOSE", _ => CloseNet());
        AddReport(
            "+IPADDR",
            () => _isNetOpen
                ? Tell("+IPADDR: " + Options.Address)
                : Refuse("+IPADDR: Network not opened"));
        Add("+CDNSGIP", LookUp);
        Add(
            "+CIPOPEN",
            OpenLink,
            () => Tell([.. _links.Select(LinkText)]),
            "(0-9),(\"TCP\"),\"HOST\",(1-65535)");
        Add("+CIPSEND", SendLink, null, "(0-9),(1-1500)");
        Add("+CIPACK", Acknowledged, null, "(0-9)");
        Add(
            "+CIPRXGET",
            ReadLink,
            () => Tell("+CIPRXGET: " + (_readsLinks ? 1 : 0)),
            "(0-4),(0-9),(1-1500)");
        Add(
            "+CIPCLOSE",
            CloseLink,
            () => Tell("+CIPCLOSE: " + string.Join(',', _links.Select(l => l.IsOpen ? 1 : 0))),
            "(0-9)");
        BuildHttpCommands();
    }

    private Answer OpenNet()
    {
        if (_isNetOpen)
        {
            return Refuse(IpError(NetAlreadyOpen));
        }

        if (!_isAttached)
        {
            return Refuse();
        }

        return Tell() with
        {
            Then = () =>
            {
                _isNetOpen = true;
                _isActive = true;
                After(Options.ServiceMs, () => Urc("+NETOPEN: 0"));
            },
        };
    }

    private Answer CloseNet()
    {
        if (!_isNetOpen)
        {
            return Refuse(Text($"+NETCLOSE: {LinkNetNotOpen}"));
        }

        _isNetOpen = false;
        EndLinks();
        return Tell() with
        {
            Then = () => After(Options.ServiceMs, () => Urc("+NETCLOSE: 0")),
        };
    }

    // Without the network there is nothing left of the service.
    private void LoseNet()
    {
        if (_isNetOpen)
        {
            _isNetOpen = false;
            EndLinks();
            Urc("+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY");
        }
    }

    private Answer LookUp(ModemCommandLine command)
    {
        string host = command.Argument(0);
        var failed = Refuse(Text($"+CDNSGIP: 0,{LinkTimeout}"));
        if (host.Length == 0)
        {
            return Refuse();
        }

        if (!_isActive || Faults.NameFails || Faults.NoBearer)
        {
            return failed;
        }

        var lookUp = _network.ResolveAsync(host);
        return Tell() with
        {
            Later = () => !lookUp.IsCompleted ? null
                : lookUp.Result is { } address
                    ? Tell($"+CDNSGIP: 1,\"{host}\",\"{address}\"") with { DelayMs = LookUpMs }
                    : failed,
        };
    }

    private static string LinkText(ModemConnection link) => link.IsOpen
        ? Text($"+CIPOPEN: {link.Number},\"TCP\",\"{link.Request!.Host}\",{link.Request.Port},-1")
        : Text($"+CIPOPEN: {link.Number}");

    private ModemConnection? LinkOf(string number) =>
        number.Length == 1 && char.IsAsciiDigit(number[0]) ? _links[number[0] - '0'] : null;

    private Answer OpenLink(ModemCommandLine command)
    {
        if (LinkOf(command.Argument(0)) is not { } link)
        {
            return Refuse();
        }

        string host = command.Argument(2);
        int port = command.Number(3);
        bool isTcp = command.Argument(1).Equals("TCP", StringComparison.OrdinalIgnoreCase);
        int error = !_isNetOpen ? LinkNetNotOpen
            : !isTcp || link.Session is not null ? LinkNotSupported
            : host.Length == 0 || port is < 1 or > 65_535 ? LinkWrongParameter : 0;
        if (error != 0)
        {
            return Refuse(Text($"+CIPOPEN: {link.Number},{error}"));
        }

        error = BearerError(true);
        var request = PlainRequest(host, port);
        return error == 0
            ? Tell() with { Then = () => Begin(link, request) }
            : Tell() with { Then = () => After(400, () => TellOpened(link, LinkErrorOf(error))) };
    }

    private static ModemSessionRequest PlainRequest(string host, int port) =>
        new(host, port, null, false, null) { IsPlain = true };

    // From the errors of the TLS service to those of the sockets.
    private static int LinkErrorOf(int error) => error switch
    {
        NoName => LinkNameFails,
        NoConnection or NoNetwork or NetworkError => LinkNetworkFailure,
        _ => LinkTimeout,
    };

    private void TellOpened(ModemConnection link, int error) =>
        Urc(Text($"+CIPOPEN: {link.Number},{error}"));

    // With a length so many bytes are taken, without one all up to Ctrl-Z.
    private Answer SendLink(ModemCommandLine command)
    {
        bool isText = command.Argument(1).Length == 0;
        int count = isText ? LinkPieceBytesMax : command.Number(1);
        if (LinkOf(command.Argument(0)) is not { } link || count is < 1 or > LinkPieceBytesMax)
        {
            return Refuse();
        }

        if (!link.IsOpen)
        {
            return Refuse(Text($"+CIPERROR: {(_isNetOpen ? LinkNotSupported : LinkNetNotOpen)}"));
        }

        return Tell() with
        {
            IsPrompt = true,
            Then = () =>
            {
                if (isText)
                {
                    PromptText(
                        count, bytes => After(Options.AnswerMs, () => SendText(link, bytes)));
                }
                else
                {
                    Prompt(
                        count, bytes => After(Options.AnswerMs, () => Send(link, bytes, count)));
                }
            },
        };
    }

    private void SendText(ModemConnection link, byte[]? bytes)
    {
        if (bytes is null || bytes.Length == 0)
        {
            Late(Error);
            return;
        }

        Send(link, bytes, bytes.Length);
    }

    private void Send(ModemConnection link, byte[] bytes, int asked)
    {
        if (!link.IsOpen)
        {
            Urc(Text($"+CIPERROR: {LinkNotSupported}"));
            Late(Error);
            return;
        }

        // The report comes before any answer to what it tells of.
        Late(Ok);
        After(Options.SendReportMs, () =>
        {
            int sent = link.IsOpen ? bytes.Length : 0;
            Urc(Text($"+CIPSEND: {link.Number},{asked},{sent}"));
            if (link.IsOpen)
            {
                Transfer(link, bytes);
            }
        });
    }
}
