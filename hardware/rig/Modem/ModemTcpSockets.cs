using System.Text;

namespace Terminal.Rig.Modem;

/// <summary>
/// The service of plain sockets: ten TCP links, read by command or handed out unasked.
/// </summary>
internal sealed class ModemTcpSockets : ModemPart
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

    private readonly ModemTraffic _traffic;
    private readonly ModemBearer _bearer;
    private readonly IModemNetwork _network;
    private bool _isNetOpen;
    private bool _readsLinks;

    /// <summary>Sockets over a bearer.</summary>
    public ModemTcpSockets(
        ModemCore core, ModemTraffic traffic, ModemBearer bearer, IModemNetwork network)
        : base(core)
    {
        _traffic = traffic;
        _bearer = bearer;
        _network = network;
        bearer.Lost += LoseNet;
        AddCommands();
    }

    /// <inheritdoc/>
    public override long NextDueMs
    {
        get
        {
            long dueMs = long.MaxValue;
            foreach (ModemConnection link in _links)
            {
                dueMs = link.Session is null ? dueMs : Math.Min(dueMs, link.Session.NextDueMs);
            }

            return dueMs;
        }
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        EndLinks();
        _isNetOpen = false;
        _readsLinks = false;
    }

    private void AddCommands()
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
    }

    private ModemAnswer OpenNet()
    {
        if (_isNetOpen)
        {
            return Refuse(IpError(NetAlreadyOpen));
        }

        if (!_bearer.IsAttached)
        {
            return Refuse();
        }

        return Tell() with
        {
            Then = () =>
            {
                _isNetOpen = true;
                _bearer.IsActive = true;
                After(Options.ServiceMs, () => Urc("+NETOPEN: 0"));
            },
        };
    }

    private ModemAnswer CloseNet()
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

    private ModemAnswer LookUp(ModemCommandLine command)
    {
        string host = command.Argument(0);
        var failed = Refuse(Text($"+CDNSGIP: 0,{LinkTimeout}"));
        if (host.Length == 0)
        {
            return Refuse();
        }

        if (!_bearer.IsActive || Faults.NameFails || Faults.NoBearer)
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

    private ModemAnswer OpenLink(ModemCommandLine command)
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

        error = _bearer.ErrorOf(true);
        var request = ModemTraffic.PlainRequest(host, port);
        return error == 0
            ? Tell() with { Then = () => _traffic.Begin(link, request) }
            : Tell() with { Then = () => After(400, () => TellOpened(link, LinkErrorOf(error))) };
    }

    // From the errors of the TLS service to those of the sockets.
    private static int LinkErrorOf(int error) => error switch
    {
        ModemTraffic.NoName => LinkNameFails,
        ModemTraffic.NoConnection or ModemTraffic.NoNetwork or ModemTraffic.NetworkError => LinkNetworkFailure,
        _ => LinkTimeout,
    };

    private void TellOpened(ModemConnection link, int error) =>
        Urc(Text($"+CIPOPEN: {link.Number},{error}"));

    // With a length so many bytes are taken, without one all up to Ctrl-Z.
    private ModemAnswer SendLink(ModemCommandLine command)
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
                _traffic.Transfer(link, bytes);
            }
        });
    }

    private ModemAnswer Acknowledged(ModemCommandLine command) =>
        LinkOf(command.Argument(0)) is { IsOpen: true } link
            ? Tell(Text($"+CIPACK: {link.BytesOut},{link.BytesOut},{link.BytesIn + link.Cached}"))
            : Refuse(IpError(NotConnected));

    private ModemAnswer ReadLink(ModemCommandLine command)
    {
        int mode = command.Number(0);
        if (mode is 0 or 1)
        {
            return Set(() => _readsLinks = mode == 1);
        }

        if (mode is < 2 or > 4 || LinkOf(command.Argument(1)) is not { } link)
        {
            return Refuse();
        }

        if (!_readsLinks || (link.Cached == 0 && (mode != 4 || !link.IsOpen)))
        {
            return Refuse(IpError(NoData));
        }

        if (mode == 4)
        {
            return Tell(Text($"+CIPRXGET: 4,{link.Number},{link.Cached}"));
        }

        int most = mode == 3 ? HexPieceBytesMax : LinkPieceBytesMax;
        int asked = command.Argument(2).Length == 0 ? most : command.Number(2);
        return asked < 1 || asked > most ? Refuse() : ReadPiece(link, mode, asked);
    }

    // The bytes stand between the line that counts them and OK.
    private ModemAnswer ReadPiece(ModemConnection link, int mode, int asked)
    {
        int count = Math.Min(asked, link.Cached);
        var bytes = link.Take(count);
        string data = mode == 3 ? Convert.ToHexString(bytes) : Encoding.Latin1.GetString(bytes);
        _traffic.PayloadIn += count;
        return Tell(Text($"+CIPRXGET: {mode},{link.Number},{count},{link.Cached}\r\n") + data);
    }

    private ModemAnswer CloseLink(ModemCommandLine command)
    {
        if (LinkOf(command.Argument(0)) is not { } link)
        {
            return Refuse();
        }

        if (link.Session is null)
        {
            int error = _isNetOpen ? LinkNotSupported : LinkNetNotOpen;
            return Refuse(Text($"+CIPCLOSE: {link.Number},{error}"));
        }

        link.End();
        return Tell() with
        {
            Then = () => After(20, () => Urc(Text($"+CIPCLOSE: {link.Number},0"))),
        };
    }

    private void EndLinks()
    {
        foreach (var link in _links)
        {
            link.End();
        }
    }

    /// <inheritdoc/>
    public override void Drop()
    {
        foreach (var link in _links)
        {
            if (link.IsOpen)
            {
                TellClosed(link);
            }
        }
    }

    // What has come may still be read; the link is free.
    private void TellClosed(ModemConnection link)
    {
        link.Disconnect();
        link.IsOpenReported = false;
        Urc(Text($"+IPCLOSE: {link.Number},1"));
    }

    /// <inheritdoc/>
    public override void Watch()
    {
        foreach (var link in _links)
        {
            if (link.Session is not null)
            {
                WatchLink(link);
            }
        }
    }

    private void WatchLink(ModemConnection link)
    {
        if (!link.IsOpenReported)
        {
            WatchLinkOpening(link);
            return;
        }

        // Asked before the bytes are taken, or those that come in between would be lost.
        bool isOver = link.IsOver;
        _traffic.Fill(link);
        isOver &= !link.IsFull;
        if (!_readsLinks)
        {
            PushLink(link);
        }
        else if (link.Cached > 0 && !link.IsEventRaised)
        {
            link.IsEventRaised = true;
            if (!Faults.EventMissing)
            {
                Urc(Text($"+CIPRXGET: 1,{link.Number}"));
            }
        }

        if (isOver)
        {
            TellClosed(link);
        }
    }

    private void WatchLinkOpening(ModemConnection link)
    {
        switch (link.Session!.State)
        {
            case ModemSessionState.Open:
            case ModemSessionState.PeerClosed:
                link.IsOpenReported = true;
                TellOpened(link, 0);
                break;
            case ModemSessionState.Failed:
                int error = link.Session.Error;
                link.End();
                TellOpened(link, LinkErrorOf(error));
                break;
            default:
                break;
        }
    }

    private void PushLink(ModemConnection link)
    {
        while (link.Cached > 0 && !IsMute)
        {
            int count = Math.Min(link.Cached, LinkPieceBytesMax);
            _traffic.Deliver(link, PushHead(link, count), count);
        }
    }

    private string PushHead(ModemConnection link, int count)
    {
        if (Setting("+CIPCCFG", SocketDefaults)[HeaderType] == "1")
        {
            return Text($"+RECEIVE,{link.Number},{count}:");
        }

        string from = Setting("+CIPSRIP", On)[0] == "1"
            ? Text($"RECV FROM:{link.Session!.Address}:{link.Request!.Port}\r\n")
            : "";
        return from + (Setting("+CIPHEAD", On)[0] == "1" ? Text($"+IPD{count}") : "");
    }

    private string IpError(int number)
    {
        string words = number switch
        {
            NetAlreadyOpen => "Network is already opened",
            NotConnected => "Connection is not created",
            _ => "No data",
        };
        return Setting("+CIPCCFG", SocketDefaults)[ErrorMode] == "0"
            ? Text($"+IP ERROR: {number}")
            : "+IP ERROR: " + words;
    }
}
