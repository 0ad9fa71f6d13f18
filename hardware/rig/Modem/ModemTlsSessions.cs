namespace Terminal.Rig.Modem;

/// <summary>
/// The CCH service: two sessions, plain or TLS, read by command or handed out unasked.
/// </summary>
internal sealed class ModemTlsSessions : ModemPart
{
    private const int PieceBytesMax = 2_048;
    private const int PlainClient = 1;
    private const int TlsClient = 2;
    private const int FirstLocalPort = 50_000;

    private readonly ModemTraffic _traffic;
    private readonly ModemBearer _bearer;
    private readonly ModemCertificates _certificates;
    private readonly ModemConnection[] _cch = [new(0), new(1)];
    private readonly int[] _cchContexts = new int[2];
    private bool _isServiceUp;
    private bool _isServiceStarting;
    private bool _readsByCommand;
    private bool _reportsSends;

    /// <summary>A service that is stopped.</summary>
    public ModemTlsSessions(
        ModemCore core, ModemTraffic traffic, ModemBearer bearer, ModemCertificates certificates)
        : base(core)
    {
        _traffic = traffic;
        _bearer = bearer;
        _certificates = certificates;
        AddCommands();
    }

    /// <inheritdoc/>
    public override long NextDueMs
    {
        get
        {
            long dueMs = long.MaxValue;
            foreach (ModemConnection session in _cch)
            {
                dueMs = session.Session is null
                    ? dueMs : Math.Min(dueMs, session.Session.NextDueMs);
            }

            return dueMs;
        }
    }

    /// <inheritdoc/>
    public override void Drop()
    {
        foreach (var session in _cch)
        {
            if (session.IsOpen)
            {
                session.End();
                Urc(Text($"+CCH_PEER_CLOSED: {session.Number}"));
            }
        }
    }

    /// <inheritdoc/>
    public override void Stop()
    {
        _isServiceUp = false;
        EndSessions();
        Urc("+CCH: CCH STOP");
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        EndSessions();
        _isServiceUp = false;
        _isServiceStarting = false;
        _readsByCommand = false;
        _reportsSends = false;
        Array.Clear(_cchContexts);
    }

    private void AddCommands()
    {
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
        AddReport("+CCHADDR", () => Tell("+CCHADDR: 1," + _bearer.Address));
        Add(
            "+CCHOPEN",
            command => WhenStarted(() => OpenSession(command)),
            () => Tell([.. _cch.Select(SessionText)]),
            "(0,1),\"HOST\",(1-65535),(1-2),(1-65535)");
        Add("+CCHCLOSE", CloseSession, null, "(0,1)");
        Add("+CCHSEND", SendCommand, null, "(0,1),(1-2048)");
        Add("+CCHRECV", ReceiveCommand, TellCached, "(0,1),(1-2048)");
    }

    // Programs do not wait for the report of the start; what needs the service waits for it.
    private ModemAnswer WhenStarted(Func<ModemAnswer> run) => _isServiceStarting
        ? Tell() with { Later = () => _isServiceStarting ? null : run() }
        : run();

    private ModemAnswer TieContext(ModemCommandLine command)
    {
        int context = Math.Max(0, command.Number(1));
        return _isServiceUp && command.Number(0) is 0 or 1 && context < ModemCertificates.Contexts
            ? Set(() => _cchContexts[command.Number(0)] = context)
            : Refuse();
    }

    private ModemAnswer StartService()
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
        _bearer.IsActive |= !Options.IsStrict && _bearer.IsAttached && !Faults.NoBearer;
        return _bearer.IsActive;
    }

    private ModemAnswer StopServiceCommand()
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

    private ModemAnswer Reported(string report, Action act)
    {
        if (Faults.ReportFirst)
        {
            act();
            return new ModemAnswer(Ok, Options.ServiceMs, report);
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

    private ModemAnswer OpenSession(ModemCommandLine command)
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

        var request = ModemTraffic.PlainRequest(host, port);
        int error = client == TlsClient
            ? _certificates.Request(_cchContexts[session.Number], host, port, out request)
            : 0;
        error = error != 0 ? error : _bearer.ErrorOf(request.IsPlain);
        return error == 0
            ? Tell() with { Then = () => _traffic.Begin(session, request) }
            : Tell() with
            {
                Then = () => After(400, () => Urc(Text($"+CCHOPEN: {session.Number},{error}"))),
            };
    }

    private ModemConnection? SessionOf(ModemCommandLine command) =>
        command.Number(0) is 0 or 1 ? _cch[command.Number(0)] : null;

    private ModemAnswer CloseSession(ModemCommandLine command)
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

    private ModemAnswer SendCommand(ModemCommandLine command)
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

        _traffic.Transfer(session, bytes);
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

    private ModemAnswer TellCached()
    {
        if (Array.TrueForAll(_cch, s => !s.IsOpen && s.Cached == 0))
        {
            Core.Notice("CCHRECV? without a session");
            Core.IsFrozen = Faults.IdleReceiveFreezes;
            return Core.IsFrozen ? Refuse() : Tell("+CCHRECV: LEN,0,0");
        }

        int told = _cch[0].Cached > 0 && Faults.LengthTooLong ? _cch[0].Cached + 1 : _cch[0].Cached;
        return Tell(Text($"+CCHRECV: LEN,{told},{_cch[1].Cached}"));
    }

    private ModemAnswer ReceiveCommand(ModemCommandLine command)
    {
        if (SessionOf(command) is not { } session)
        {
            return Refuse();
        }

        if (!session.IsOpen && session.Cached == 0)
        {
            Core.Notice("CCHRECV without a session");
            Core.IsFrozen = Faults.IdleReceiveFreezes;
            return Refuse();
        }

        int count = command.Number(1) < 0 ? PieceBytesMax : command.Number(1);
        if (count > session.Cached)
        {
            Core.Notice(
                Text($"CCHRECV asks for {count} bytes where {session.Cached} are cached"));
            Core.IsFrozen = Faults.OverReadFreezes;
            count = session.Cached;
        }

        return count == 0 || count > PieceBytesMax
            ? Refuse()
            : Tell() with { Then = () => HandOver(session, count) };
    }

    private void HandOver(ModemConnection session, int count)
    {
        if (IsMute)
        {
            return;
        }

        if (count > session.Cached)
        {
            // The session has ended since the command was taken, and its bytes with it.
            Line(Text($"+CCHRECV: {session.Number},4"));
            return;
        }

        _traffic.Deliver(session, Text($"+CCHRECV: DATA,{session.Number},{count}"), count);
        if (!Faults.NoReceiveTail)
        {
            Line(Text($"+CCHRECV: {session.Number},0"));
        }
    }

    private void EndSessions()
    {
        foreach (var session in _cch)
        {
            session.End();
        }
    }

    /// <inheritdoc/>
    public override void Watch()
    {
        foreach (var session in _cch)
        {
            if (session.Session is not null)
            {
                WatchSession(session);
            }
        }
    }

    private void WatchSession(ModemConnection session)
    {
        if (!session.IsOpenReported)
        {
            WatchOpening(session);
            return;
        }

        if (session.IsReportDue)
        {
            return;
        }

        _traffic.Fill(session);
        if (!_readsByCommand)
        {
            Push(session);
        }
        else if (session.Cached > 0 && !session.IsEventRaised)
        {
            session.IsEventRaised = true;
            if (!Faults.EventMissing)
            {
                Urc(Text($"+CCHEVENT: {session.Number},RECV EVENT"));
            }
        }

        if (session.IsOver && !session.IsPeerCloseTold)
        {
            session.IsPeerCloseTold = true;
            Urc(Text($"+CCH_PEER_CLOSED: {session.Number}"));
        }
    }

    // The module's own way, until it is told otherwise: what comes is handed out unasked.
    private void Push(ModemConnection session)
    {
        while (session.Cached > 0 && !IsMute)
        {
            int count = Math.Min(session.Cached, PieceBytesMax);
            _traffic.Deliver(session, Text($"+CCHRECV: DATA,{session.Number},{count}"), count);
        }
    }

    private void WatchOpening(ModemConnection session)
    {
        switch (session.Session!.State)
        {
            case ModemSessionState.Open:
            case ModemSessionState.PeerClosed:
                session.IsOpenReported = true;
                Urc(Text($"+CCHOPEN: {session.Number},0"));
                break;
            case ModemSessionState.Failed:
                int error = session.Session.Error;
                session.End();
                Urc(Text($"+CCHOPEN: {session.Number},{error}"));
                break;
            default:
                break;
        }
    }
}
