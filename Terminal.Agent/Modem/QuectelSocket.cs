using Terminal.Agent.Ports;

namespace Terminal.Agent.Modem;

/// <summary>
/// A session of Quectel's QSSL sockets: SEND OK ends a send, and asking for more bytes than have
/// come does no harm. Its number stays in use until it is closed by command, and one error stands
/// for whatever goes wrong on the way to a session, so that the socket looks by itself whether it
/// was the connection or what the server has shown.
/// </summary>
public sealed class QuectelSocket : ModemSocket
{
    private const int OutOfSockets = 552;
    private const int NoMemory = 553;
    private const int ContextOpen = 561;
    private const int InUse = 563;
    private const int NameBusy = 564;
    private const int NameLookUp = 565;
    private const int Connect = 566;
    private const int Closed = 567;
    private const int Busy = 568;
    private const int TimedOut = 569;
    private const int ContextBroken = 570;
    private const int NotAllowed = 572;
    private const int WrongApn = 573;

    private static readonly byte[] ClosedWord = ByteCodec.Ascii("\"closed\"");

    private bool _isDrained;
    private bool _isReached;

    // What was found holds for a while: a look costs an opening too.
    private long _reachedUntilMs;

    // Openings since the supply was cut, with those that prove the name check.
    private int _openings;

    /// <summary>A socket over a channel.</summary>
    public QuectelSocket(AtChannel channel, ModemScripts scripts, SessionBuffers buffers)
        : base(channel, scripts, scripts.First, buffers)
    {
    }

    /// <inheritdoc/>
    public override AtToken OnLine(AtToken token, long nowMs)
    {
        switch (token)
        {
            case AtToken.SessionReceive:
                OnReceive();
                return token;
            case AtToken.SessionOpen:
                _openings++;
                OnOpenResult(ErrorOf(_channel.Number(1)));
                return token;
            case AtToken.SocketOpen:
                _openings++;
                _isReached = _channel.Number(1) == 0;
                return token;
            default:
                OnReport();
                return AtToken.None;
        }
    }

    /// <inheritdoc/>
    public override bool IsReached => _isReached;

    /// <inheritdoc/>
    public override void ForgetResult()
    {
        base.ForgetResult();
        _isReached = false;
    }

    /// <inheritdoc/>
    public override void OnPowerCut() => _openings = 0;

    /// <inheritdoc/>
    protected override ChatScript NextOpen(long nowMs)
    {
        bool isEnded = _session == ModemSession.Ended;
        bool canSend = _txCount > 0 && !isEnded;
        if (canSend && _isSendNext)
        {
            return Send();
        }

        bool isLookDue = nowMs >= _lookMs || (isEnded && !_isDrained);
        if (isLookDue && _receiver.Begin(Limits.ModemQuectelReceiveBytesMax))
        {
            _lookMs = _isAnswerAwaited ? nowMs + Limits.ModemLookMs : long.MaxValue;
            _running = SocketOperation.Receive;
            return _commands.Receive;
        }

        if (isEnded && _isDrained)
        {
            _state = TransportState.PeerClosed;
            _session = ModemSession.Left;
            return null;
        }

        if (canSend)
        {
            return Send();
        }

        // Without room there is nothing to be done until some of it has been read.
        _dueMs = isLookDue ? long.MaxValue : _lookMs;
        return null;
    }

    /// <inheritdoc/>
    protected override ChatScript NextToOpen(long nowMs)
    {
        if (!_isReachDue)
        {
            return base.NextToOpen(nowMs);
        }

        _isReachDue = false;
        if (nowMs < _reachedUntilMs)
        {
            OnReachEnd();
            return null;
        }

        _reachedUntilMs = nowMs + Limits.ModemReachKeepMs;
        _isReached = false;
        _running = SocketOperation.Reach;
        return _scripts.Reach;
    }

    /// <inheritdoc/>
    protected override void BeginSession()
    {
        base.BeginSession();
        _isDrained = false;
    }

    /// <inheritdoc/>
    protected override void OnOpenFailed(CchError error)
    {
        _session = ModemSession.Left;
        if (error == CchError.ConnectOrHandshake && _state == TransportState.Connecting)
        {
            _isReachDue = true;
            return;
        }

        TellFailure(error, FloorOf(error));
    }

    /// <inheritdoc/>
    protected override FaultCode FaultOf(CchError error) =>
        error == CchError.OutOfSockets ? FaultCode.NoDataBearer : base.FaultOf(error);

    /// <inheritdoc/>
    protected override ModemRung FloorOf(CchError error) =>
        error == CchError.OutOfSockets ? ModemRung.PowerCut : base.FloorOf(error);

    /// <inheritdoc/>
    protected override void OnCloseEnd(long nowMs)
    {
        _session = ModemSession.None;
        _openFromMs = 0;
        if (IsWorn && _state == TransportState.Closed)
        {
            AskFor(FaultCode.NoDataBearer, ModemRung.PowerCut);
        }
    }

    /// <inheritdoc/>
    protected override void OnReceiveEnd(bool isDone, SocketOperation ended, long nowMs)
    {
        if (ended == SocketOperation.Reach)
        {
            OnReachEnd();
            return;
        }

        if (_state != TransportState.Open)
        {
            return;
        }

        int got = _receiver.Got;
        if (!isDone || got < _receiver.Asked)
        {
            Lose();
            return;
        }

        _isDrained = got == 0;
        if (got == 0)
        {
            return;
        }

        _bytesIn += got;
        _receiver.Show();
        _isAnswerAwaited = false;
        _isSendNext = true;

        // No event announces what is left, nor always what came meanwhile.
        if (_lookMs != 0)
        {
            _lookMs = got == Limits.ModemQuectelReceiveBytesMax
                ? nowMs : nowMs + Limits.ModemLookAgainMs;
        }
    }

    // Soon it opens nothing more. It is renewed while nobody waits for it: after a session that
    // nobody wants, and in the pause after a failure.
    private bool IsWorn => _openings >= Limits.ModemQuectelOpeningsMax;

    private void TellFailure(CchError error, ModemRung floor)
    {
        FaultCode fault = FaultOf(error);
        Fail(
            fault,
            IsWorn ? FaultCode.NoDataBearer : fault,
            IsWorn ? ModemRung.PowerCut : floor);
    }

    private static CchError ErrorOf(int number)
    {
        switch (number)
        {
            case 0:
                return CchError.None;
            case OutOfSockets:
                return CchError.OutOfSockets;
            case NoMemory:
                return CchError.Memory;
            case InUse:
            case Busy:
                return CchError.Busy;
            case NameBusy:
            case NameLookUp:
                return CchError.NameLookUp;
            case Connect:
                return CchError.ConnectOrHandshake;
            case Closed:
                return CchError.PeerClosed;
            case TimedOut:
                return CchError.Timeout;
            case ContextOpen:
            case ContextBroken:
            case NotAllowed:
            case WrongApn:
                return CchError.Network;
            default:
                return CchError.Unknown;
        }
    }

    private ChatScript Send()
    {
        _isSendNext = false;
        _sendCount = _txCount < Limits.ModemQuectelSendBytesMax
            ? _txCount : Limits.ModemQuectelSendBytesMax;
        _running = SocketOperation.Send;
        return _commands.Send;
    }

    private void OnReceive()
    {
        int count = _channel.Number(0);
        if (_running == SocketOperation.Receive)
        {
            _receiver.Announce(count);
        }

        if (count > 0)
        {
            _channel.BeginRaw(count);
        }
    }

    // "recv",<id> or "closed",<id>.
    private void OnReport()
    {
        if (_channel.Number(1) != 0)
        {
            return;
        }

        if (_channel.Begins(ClosedWord))
        {
            // Its last bytes may have come unannounced.
            _isDrained = false;
            OnPeerClosed();
            return;
        }

        _lookMs = 0;
        _isWanting = true;
    }

    private void OnReachEnd()
    {
        if (_state != TransportState.Connecting)
        {
            return;
        }

        _lastError = _isReached ? CchError.Handshake : CchError.Connect;
        TellFailure(_lastError, ModemRung.Reopen);
    }
}
