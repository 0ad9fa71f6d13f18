namespace Terminal.Rig.Modem;

/// <summary>
/// Quectel's sockets, plain or TLS: twelve connections, read by command or handed out unasked. A
/// number stays in use until it is closed by command, whoever ended its connection.
/// </summary>
internal sealed class QuectelSockets : ModemPart
{
    private const int Count = 12;
    private const int SendBytesMax = 1_460;
    private const int ReceiveBytesMax = 1_500;
    private const int PushMode = 1;
    private const int FailMs = 400;
    private const int ContextMost = 7;

    private readonly Names _names;
    private readonly ModemTraffic _traffic;
    private readonly ModemBearer _bearer;
    private readonly QuectelContext _context;
    private readonly QuectelFiles _files;
    private readonly QuectelError _error;
    private readonly QuectelBudget _budget;
    private readonly Socket[] _sockets = [.. Enumerable.Range(0, Count).Select(n => new Socket(n))];

    /// <summary>Sockets of one kind.</summary>
    public QuectelSockets(
        ModemCore core,
        bool isTls,
        ModemTraffic traffic,
        ModemBearer bearer,
        QuectelContext context,
        QuectelFiles files,
        QuectelError error,
        QuectelBudget budget)
        : base(core)
    {
        _names = isTls ? Names.Tls : Names.Plain;
        _traffic = traffic;
        _bearer = bearer;
        _context = context;
        _files = files;
        _error = error;
        _budget = budget;
        context.Ended += EndAll;
        Add(_names.Open, Open, null, isTls
            ? "(1-7),(0-5),(0-11),<serveraddr>,(1-65535),(0-1)"
            : "(1-7),(0-11),\"TCP\",<serveraddr>,(1-65535),<localport>,(0-1)");
        Add(_names.Send, SendCommand, null, "(0-11),(1-1460)");
        Add(_names.Receive, ReceiveCommand, null, "(0-11),(1-1500)");
        Add(_names.Close, CloseCommand, null, "(0-11),(0-65535)");
        AddReport(_names.State, () => Tell([.. _sockets.Where(s => s.IsUsed).Select(StateText)]));
    }

    /// <inheritdoc/>
    public override long NextDueMs
    {
        get
        {
            long dueMs = long.MaxValue;
            foreach (Socket socket in _sockets)
            {
                dueMs = socket.Line.Session is null || socket.IsFailed
                    ? dueMs : Math.Min(dueMs, socket.Line.Session.NextDueMs);
            }

            return dueMs;
        }
    }

    /// <inheritdoc/>
    public override void Reset() => EndAll();

    /// <inheritdoc/>
    public override void Drop()
    {
        foreach (Socket socket in _sockets)
        {
            if (socket.Line.IsOpen && !socket.Line.IsPeerCloseTold)
            {
                socket.Line.Disconnect();
                TellClosed(socket);
            }
        }
    }

    /// <inheritdoc/>
    public override void Watch()
    {
        foreach (Socket socket in _sockets)
        {
            if (socket.Line.Session is not null && !socket.IsFailed)
            {
                Watch(socket);
            }
        }
    }

    private void EndAll()
    {
        foreach (Socket socket in _sockets)
        {
            socket.Free();
        }
    }

    private Socket? SocketOf(ModemCommandLine command, int index) =>
        command.Number(index) is >= 0 and < Count ? _sockets[command.Number(index)] : null;

    private ModemAnswer RefuseWith(int error)
    {
        _error.Last = error;
        return Refuse();
    }

    private ModemAnswer Open(ModemCommandLine command)
    {
        // A plain socket has its kind where a TLS socket has its context, behind the number.
        bool isTls = _names == Names.Tls;
        var socket = SocketOf(command, isTls ? 2 : 1);
        string host = command.Argument(3);
        int port = command.Number(4);
        int mode = Math.Max(0, command.Number(isTls ? 5 : 6));
        int tls = command.Number(1);
        if (socket is null || command.Number(0) is < 1 or > ContextMost || host.Length == 0
            || port is < 1 or > 65_535 || mode > PushMode
            || (isTls ? tls is < 0 or >= QuectelFiles.Contexts : command.Argument(2) != "TCP"))
        {
            return RefuseWith(QuectelError.Parameter);
        }

        if (Faults.OpenNeverReports)
        {
            return Tell();
        }

        ModemSessionRequest request = ModemTraffic.PlainRequest(host, port);
        int error = socket.IsUsed ? QuectelError.InUse
            : Faults.ServiceStuck || !_budget.Take() ? QuectelError.Parameter
            : !_context.IsUp ? QuectelError.ContextOpen
            : isTls && !_files.Request(tls, host, port, out request) ? QuectelError.Connect
            : QuectelError.Of(_bearer.ErrorOf(request.IsPlain));
        return Tell() with
        {
            Then = () =>
            {
                if (error == QuectelError.None)
                {
                    socket.Begin(mode == PushMode);
                    _traffic.Begin(socket.Line, request);
                    return;
                }

                After(FailMs, () => TellOpening(socket, error));
            },
        };
    }

    // The handshake's failure leaves no error behind.
    private void TellOpening(Socket socket, int error)
    {
        if (error != QuectelError.InUse)
        {
            socket.IsUsed = true;
            socket.IsFailed = error != QuectelError.None;
        }

        _error.Last = error == QuectelError.Connect ? QuectelError.None : error;
        Urc(Text($"{_names.Open}: {socket.Line.Number},{error}"));
    }

    private ModemAnswer SendCommand(ModemCommandLine command)
    {
        int count = command.Number(1);
        if (SocketOf(command, 0) is not { Line.IsOpen: true } socket || socket.Line.IsPeerCloseTold
            || count is < 1 or > SendBytesMax)
        {
            return RefuseWith(QuectelError.Parameter);
        }

        return Tell() with
        {
            IsPrompt = true,
            Then = () => Prompt(
                count, bytes => After(Options.AnswerMs, () => Send(socket, bytes)), "\r\n> "),
        };
    }

    private void Send(Socket socket, byte[] bytes)
    {
        if (Faults.SendNeverReports)
        {
            _traffic.Transfer(socket.Line, bytes);
            return;
        }

        if (socket.Line.Session is null || Faults.SendTimesOut)
        {
            Late("SEND FAIL");
            return;
        }

        _traffic.Transfer(socket.Line, bytes);
        Late("SEND OK");
    }

    private ModemAnswer ReceiveCommand(ModemCommandLine command)
    {
        if (SocketOf(command, 0) is not { IsUsed: true } socket)
        {
            return RefuseWith(QuectelError.Parameter);
        }

        int wanted = command.Arguments.Length > 1 ? command.Number(1) : ReceiveBytesMax;
        if (wanted is < 1 or > ReceiveBytesMax)
        {
            return RefuseWith(QuectelError.Parameter);
        }

        // The bytes stand between the line that tells them and OK.
        return Tell() with
        {
            IsPrompt = true,
            Then = () =>
            {
                if (!IsMute)
                {
                    int count = Math.Min(wanted, socket.Line.Cached);
                    if (count == 0)
                    {
                        Line(_names.Receive + ": 0");
                    }
                    else
                    {
                        _traffic.Deliver(socket.Line, Text($"{_names.Receive}: {count}"), count);
                    }
                }

                Late(Ok);
            },
        };
    }

    private ModemAnswer CloseCommand(ModemCommandLine command)
    {
        if (SocketOf(command, 0) is not { } socket)
        {
            return RefuseWith(QuectelError.Parameter);
        }

        socket.Free();
        return Tell();
    }

    private string StateText(Socket socket) =>
        Text($"{_names.State}: {socket.Line.Number},\"{_names.Client}\",\"{socket.Line.Session?.Address}\",")
        + Text($"{socket.Line.Request?.Port ?? 0},0,{(socket.Line.IsOpen ? 2 : 1)},1,0,")
        + Text($"{(socket.IsPushed ? 1 : 0)},\"uart1\",0");

    private void Watch(Socket socket)
    {
        ModemConnection line = socket.Line;
        if (!line.IsOpenReported)
        {
            WatchOpening(socket);
            return;
        }

        _traffic.Fill(line);
        if (socket.IsPushed)
        {
            Push(line);
        }
        else if (line.Cached > 0 && !line.IsEventRaised)
        {
            line.IsEventRaised = true;
            if (!Faults.EventMissing)
            {
                Urc(Text($"{_names.Report}: \"recv\",{line.Number}"));
            }
        }

        if (line.IsOver && !line.IsPeerCloseTold)
        {
            TellClosed(socket);
        }
    }

    private void Push(ModemConnection line)
    {
        while (line.Cached > 0 && !IsMute && !Core.IsUrcElsewhere)
        {
            int count = Math.Min(line.Cached, ReceiveBytesMax);
            _traffic.Deliver(line, Text($"{_names.Report}: \"recv\",{line.Number},{count}"), count);
        }
    }

    private void TellClosed(Socket socket)
    {
        socket.Line.IsPeerCloseTold = true;
        Urc(Text($"{_names.Report}: \"closed\",{socket.Line.Number}"));
    }

    private void WatchOpening(Socket socket)
    {
        switch (socket.Line.Session!.State)
        {
            case ModemSessionState.Open:
            case ModemSessionState.PeerClosed:
                socket.Line.IsOpenReported = true;
                TellOpening(socket, QuectelError.None);
                break;
            case ModemSessionState.Failed:
                int error = QuectelError.Of(socket.Line.Session.Error);
                socket.Line.End();
                TellOpening(socket, error);
                break;
            default:
                break;
        }
    }

    // What the commands and reports of one kind are called.
    private sealed record Names(
        string Open, string Send, string Receive, string Close, string State, string Report, string Client)
    {
        public static readonly Names Tls = new(
            "+QSSLOPEN", "+QSSLSEND", "+QSSLRECV", "+QSSLCLOSE", "+QSSLSTATE", "+QSSLURC", "SSLClient");

        public static readonly Names Plain = new(
            "+QIOPEN", "+QISEND", "+QIRD", "+QICLOSE", "+QISTATE", "+QIURC", "TCP");
    }

    // One number: its connection, and what outlives it until it is closed.
    private sealed class Socket(int number)
    {
        public ModemConnection Line { get; } = new(number);

        public bool IsUsed { get; set; }

        public bool IsFailed { get; set; }

        public bool IsPushed { get; private set; }

        public void Begin(bool isPushed)
        {
            IsUsed = true;
            IsFailed = false;
            IsPushed = isPushed;
        }

        public void Free()
        {
            Line.End();
            IsUsed = false;
            IsFailed = false;
        }
    }
}
