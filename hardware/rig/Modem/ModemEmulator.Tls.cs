namespace Terminal.Rig.Modem;

/// <content>The CCH service: two sessions, plain or TLS.</content>
public sealed partial class ModemEmulator
{
    private const int PieceBytesMax = 2_048;
    private const int NetworkError = 9;
    private const int NoName = 13;
    private const int NoConnection = 14;
    private const int NoHandshake = 15;
    private const int NoNetwork = 17;
    private const int NoCertificate = 19;
    private const int PlainClient = 1;
    private const int TlsClient = 2;
    private const int FirstLocalPort = 50_000;

    private readonly ModemConnection[] _cch = [new(0), new(1)];
    private readonly int[] _cchContexts = new int[2];
    private bool _isServiceUp;
    private bool _isServiceStarting;
    private bool _readsByCommand;
    private bool _reportsSends;

    /// <summary>Payload bytes that went to peers since construction.</summary>
    public long PayloadOut { get; private set; }

    /// <summary>Payload bytes that came from peers since construction.</summary>
    public long PayloadIn { get; private set; }

    // Asked for before each step of a simulated terminal: nothing may be allocated here.
    private long NextSessionDueMs
    {
        get
        {
            long dueMs = _http.Session?.NextDueMs ?? long.MaxValue;
            foreach (ModemConnection session in _cch)
            {
                dueMs = session.Session is null
                    ? dueMs : Math.Min(dueMs, session.Session.NextDueMs);
            }

            foreach (ModemConnection link in _links)
            {
                dueMs = link.Session is null ? dueMs : Math.Min(dueMs, link.Session.NextDueMs);
            }

            return dueMs;
        }
    }

    /// <summary>The network drops the connections, now.</summary>
    public void DropSession()
    {
        lock (_gate)
        {
            foreach (var session in _cch)
            {
                if (session.IsOpen)
                {
                    session.End();
                    Urc(Text($"+CCH_PEER_CLOSED: {session.Number}"));
                }
            }

            DropLinks();
        }
    }

    /// <summary>The TLS service stops by itself, now.</summary>
    public void StopService()
    {
        lock (_gate)
        {
            _isServiceUp = false;
            EndSessions();
            Urc("+CCH: CCH STOP");
        }
    }

    private void ResetTls()
    {
        EndSessions();
        _isServiceUp = false;
        _isServiceStarting = false;
        _readsByCommand = false;
        _reportsSends = false;
        Array.Clear(_cchContexts);
        foreach (var context in _tls)
        {
            context.Clear();
        }
    }

    private void BuildTlsCommands()
    {
        BuildCertificateCommands();
        Add(
            "+CCHSSLCFG",
            command => WhenStarted(() => TieContext(command)),
            () => Tell(
                [.. _cch.Select(s => Text($"+CCHSSLCFG: {s.Number},{_cchContexts[s.Number]}"))]),
            "(0,1),(0-9)");
        Add(
            "+CCHSET",
            command => Set(() =>
            {
                _reportsSends = command.Number(0) == 1;
                _readsByCommand = command.Number(1) == 1;
            }),
            () => Tell(Text($"+CCHSET: {(_reportsSends ? 1 : 0)},{(_readsByCommand ? 1 : 0)}")),
            "(0,1),(0,1)");
        Add("+CCHSTART", _ => StartService());
        Add("+CCHSTOP", _ => StopServiceCommand());
        AddReport("+CCHADDR", () => Tell("+CCHADDR: 1," + CurrentAddress));
        Add(
            "+CCHOPEN",
            command => WhenStarted(() => OpenSession(command)),
            () => Tell([.. _cch.Select(SessionText)]),
            "(0,1),\"HOST\",(1-65535),(1-2),(1-65535)");
        Add("+CCHCLOSE", CloseSession, null, "(0,1)");
        Add("+CCHSEND", SendCommand, null, "(0,1),(1-2048)");
        Add("+CCHRECV", ReceiveCommand, TellCached, "(0,1),(1-2048)");
    }

    private void Late(string final)
    {
        if (!IsMute)
        {
            Line(final);
        }
    }

    // Programs do not wait for the report of the start; what needs the service waits for it.
    private Answer WhenStarted(Func<Answer> run) => _isServiceStarting
        ? Tell() with { Later = () => _isServiceStarting ? null : run() }
        : run();

    private Answer TieContext(ModemCommandLine command)
    {
        int context = Math.Max(0, command.Number(1));
        return _isServiceUp && command.Number(0) is 0 or 1 && context < Contexts
            ? Set(() => _cchContexts[command.Number(0)] = context)
            : Refuse();
    }

    private Answer StartService()
    {
        if (_isServiceUp || _isServiceStarting || Faults.ServiceStuck || !IsBearerThere())
        {
            return Refuse();
        }

        if (Faults.StartNeverReports)
        {
            return Set(() => _isServiceUp = true);
        }

        _isServiceStarting = !Faults.ReportFirst;
        return Reported("+CCHSTART: 0", () =>
        {
            _isServiceStarting = false;
            _isServiceUp = true;
        });
    }

    // By the maker's notes the service activates the bearer itself; a strict modem leaves that to
    // the terminal.
    private bool IsBearerThere()
    {
        _isActive |= !Options.IsStrict && _isAttached && !Faults.NoBearer;
        return _isActive;
    }

    private Answer StopServiceCommand()
    {
        Faults.ServiceStuck = false;
        if (!_isServiceUp)
        {
            return Refuse();
        }

        return Reported("+CCHSTOP: 0", () =>
        {
            _isServiceUp = false;
            EndSessions();
        });
    }

    private Answer Reported(string report, Action act)
    {
        if (Faults.ReportFirst)
        {
            act();
            return new Answer(Ok, Options.ServiceMs, report);
        }

        return Tell() with
        {
            Then = () => After(Options.ServiceMs, () =>
            {
                act();
                Urc(report);
            }),
        };
    }

    // One that the peer has closed is told as closed.
    private string SessionText(ModemConnection session) =>
        session.IsOpen && !session.IsPeerCloseTold
        ? Text($"+CCHOPEN: {session.Number},\"{session.Request!.Host}\",{session.Request.Port},")
            + Text($"{(session.Request.IsPlain ? PlainClient : TlsClient)},")
            + Text($"{FirstLocalPort + session.Number}")
        : Text($"+CCHOPEN: {session.Number},\"\",,,");

    private Answer OpenSession(ModemCommandLine command)
    {
        string host = command.Argument(1);
        int port = command.Number(2);
        int client = command.Argument(3).Length == 0 ? TlsClient : command.Number(3);
        var session = SessionOf(command);
        if (!_isServiceUp || session is null || session.Session is not null || host.Length == 0
            || port is < 1 or > 65_535 || client is not (PlainClient or TlsClient))
        {
            return Refuse();
        }

        if (Faults.OpenNeverReports)
        {
            return Tell();
        }

        var request = PlainRequest(host, port);
        int error = client == TlsClient
            ? TlsRequest(_cchContexts[session.Number], host, port, out request)
            : 0;
        error = error != 0 ? error : BearerError(request.IsPlain);
        return error == 0
            ? Tell() with { Then = () => Begin(session, request) }
            : Tell() with
            {
                Then = () => After(400, () => Urc(Text($"+CCHOPEN: {session.Number},{error}"))),
            };
    }

    private ModemConnection? SessionOf(ModemCommandLine command) =>
        command.Number(0) is 0 or 1 ? _cch[command.Number(0)] : null;

    private void Begin(ModemConnection connection, ModemSessionRequest request)
    {
        connection.End();
        connection.Begin(_network.Open(request), request);
        After(0, Watch);
    }

    private int BearerError(bool isPlain) => !IsOnNetwork ? NoNetwork
        : !_isActive || Faults.NoBearer ? NetworkError
        : Faults.NameFails ? NoName
        : Faults.Refused ? NoConnection
        : Faults.HandshakeFails && !isPlain ? NoHandshake : 0;

    private Answer CloseSession(ModemCommandLine command)
    {
        if (SessionOf(command) is not { Session: not null } session)
        {
            return Refuse();
        }

        session.End();
        return Tell() with
        {
            Then = () => After(20, () => Urc(Text($"+CCHCLOSE: {session.Number},0"))),
        };
    }

    private Answer SendCommand(ModemCommandLine command)
    {
        int count = command.Number(1);
        if (SessionOf(command) is not { IsOpen: true } session
            || count is < 1 or > PieceBytesMax)
        {
            return Refuse();
        }

        return Tell() with
        {
            IsPrompt = true,
            Then = () => Prompt(
                count, bytes => After(Options.AnswerMs, () => Send(session, bytes))),
        };
    }

    private void Send(ModemConnection session, byte[] bytes)
    {
        Late(Ok);
        if (session.Session is null)
        {
            Urc(Text($"+CCHSEND: {session.Number},4"));
            return;
        }

        if (Faults.SendTimesOut)
        {
            After(3_000, () => Urc(Text($"+CCHSEND: {session.Number},18")));
            return;
        }

        Transfer(session, bytes);
        if (_reportsSends && !Faults.SendNeverReports)
        {
            session.IsReportDue = true;
            After(Options.SendReportMs, () =>
            {
                session.IsReportDue = false;
                Urc(Text($"+CCHSEND: {session.Number},0"));
            });
        }
    }

    private void Transfer(ModemConnection connection, byte[] bytes)
    {
        if (IsOnNetwork)
        {
            connection.Session!.Send(bytes);
            connection.BytesOut += bytes.Length;
            PayloadOut += bytes.Length;
        }
    }
}
