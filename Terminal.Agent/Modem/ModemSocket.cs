using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Modem;

/// <summary>
/// The TLS session inside the modem as a transport. It names the commands that it needs and takes
/// their results; the driver runs them while the modem is ready.
/// </summary>
public sealed class ModemSocket : ITransport
{
    private readonly AtChannel _channel;
    private readonly ModemScripts _scripts;
    private readonly SessionReceiver _receiver;
    private readonly byte[] _host = new byte[Limits.ModemHostBytesMax];
    private readonly byte[] _tx = new byte[Limits.ModemSocketSendBytes];

    private Operation _running;
    private int _hostLength;
    private int _port;
    private int _txCount;
    private int _sendCount;
    private int _cached;
    private bool _hasEvent;
    private bool _isPeerClosed;

    // The modem has still to report on the last send. Receives need not wait for that.
    private bool _isReportDue;
    private long _reportDueMs;

    private bool _isUsable;
    private bool _isOpenSent;
    private bool _isOpenPending;
    private bool _isSessionHeld;
    private bool _isCloseReported;
    private long _openSinceMs;
    private long _closeDoneMs;
    private bool _isAnswerAwaited;

    // What waits to be sent goes before the next receive: the two take turns, so that several
    // requests under way keep both directions busy.
    private bool _isSendNext;

    // When to look for bytes that no event has announced; long.MaxValue never.
    private long _lookMs;
    private TransportState _state;
    private FaultCode _fault;
    private FaultCode _trouble;
    private ModemRung _troubleFloor;
    private bool _isFailureKnown;
    private int _lastError;
    private int _bytesIn;
    private int _bytesOut;
    private bool _isWanting;
    private long _dueMs;

    /// <summary>A socket over a channel.</summary>
    public ModemSocket(AtChannel channel, ModemScripts scripts)
    {
        _channel = channel;
        _scripts = scripts;
        _receiver = new SessionReceiver(channel);
    }

    private enum Operation
    {
        None,
        Open,
        Send,
        Length,
        Receive,
        Close,
    }

    /// <summary>What has been received.</summary>
    public SessionReceiver Receiver => _receiver;

    /// <inheritdoc/>
    public TransportState State => _state;

    /// <inheritdoc/>
    public FaultCode Fault => _fault;

    /// <summary>True when something has been asked of it since the driver last looked.</summary>
    public bool IsWanting => _isWanting;

    /// <summary>
    /// What the driver must answer with a remedy; None when nothing. Taken by reading.
    /// </summary>
    public FaultCode Trouble => _trouble;

    /// <summary>The mildest remedy for <see cref="Trouble"/>.</summary>
    public ModemRung TroubleFloor => _troubleFloor;

    /// <summary>The session opened last has failed by itself, and that has been told.</summary>
    public bool IsFailureKnown => _isFailureKnown;

    /// <summary>The last error number of the modem's TLS service.</summary>
    public int LastError => _lastError;

    /// <summary>When the socket must be looked at again, uptime in ms.</summary>
    public long DueMs => _dueMs;

    /// <summary>Payload bytes received since power-on; wraps.</summary>
    public int BytesIn => _bytesIn;

    /// <summary>Payload bytes sent since power-on; wraps.</summary>
    public int BytesOut => _bytesOut;

    /// <inheritdoc/>
    public bool Open(byte[] host, int hostLength, int port)
    {
        if (!_isUsable || hostLength < 1 || hostLength > _host.Length)
        {
            return false;
        }

        Close();
        Array.Copy(host, 0, _host, 0, hostLength);
        _hostLength = hostLength;
        _port = port;
        _fault = FaultCode.None;
        _isFailureKnown = false;
        _state = TransportState.Connecting;
        return true;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        if (_state != TransportState.Open && _state != TransportState.PeerClosed)
        {
            return 0;
        }

        int count = _receiver.Read(buffer, offset, capacity);
        if (count > 0)
        {
            _isWanting = true;
        }

        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        if (_state != TransportState.Open || _isPeerClosed)
        {
            return 0;
        }

        int room = _tx.Length - _txCount;
        count = count < room ? count : room;
        if (count > 0)
        {
            Array.Copy(buffer, offset, _tx, _txCount, count);
            _txCount += count;
            _isWanting = true;
        }

        return count;
    }

    /// <inheritdoc/>
    public void Close()
    {
        _state = TransportState.Closed;
        _fault = FaultCode.None;
        _isOpenSent = false;
        _receiver.Drop();
        _isWanting = true;
    }

    /// <summary>The modem can carry sessions from now on.</summary>
    public void Enable() => _isUsable = true;

    /// <summary>The modem cannot carry sessions any more.</summary>
    /// <param name="fault">What the transport tells whoever was using it.</param>
    public void Disable(FaultCode fault)
    {
        _isUsable = false;
        _running = Operation.None;
        _receiver.ForgetTail();
        _dueMs = long.MaxValue;

        // The remedy that is under way is for all that went before.
        _trouble = FaultCode.None;
        if (_state != TransportState.Closed && _state != TransportState.Failed)
        {
            Fail(fault, FaultCode.None, ModemRung.Reopen);
        }
    }

    /// <summary>The modem's TLS service has stopped or begun anew: it holds no session.</summary>
    public void ForgetSession()
    {
        _isSessionHeld = false;
        _isOpenPending = false;
    }

    /// <summary>Forgets trouble that has been taken care of.</summary>
    public void TakeTrouble() => _trouble = FaultCode.None;

    /// <summary>The script that is needed now, or null.</summary>
    public ChatScript Next(long nowMs)
    {
        _isWanting = false;
        _dueMs = long.MaxValue;
        bool isInUse = _state == TransportState.Open
            || (_state == TransportState.Connecting && _isOpenSent);
        if (_isSessionHeld && !isInUse)
        {
            return NextToClose(nowMs);
        }

        if (_state == TransportState.Connecting)
        {
            return NextToOpen(nowMs);
        }

        return _state == TransportState.Open ? NextOpen(nowMs) : null;
    }

    /// <summary>The script that <see cref="Next"/> named has ended.</summary>
    public void OnEnd(ChatOutcome outcome, long nowMs)
    {
        Operation ended = _running;
        _running = Operation.None;
        _receiver.ForgetTail();
        bool isDone = outcome == ChatOutcome.Done;
        switch (ended)
        {
            case Operation.Open:
                OnOpenEnd(isDone);
                break;
            case Operation.Close:
                OnCloseEnd(isDone, nowMs);
                break;
            case Operation.Send:
                OnSendEnd(isDone, nowMs);
                break;
            case Operation.Length:
            case Operation.Receive:
                OnReceiveEnd(isDone, ended, nowMs);
                break;
            default:
                break;
        }
    }

    /// <summary>Writes the argument of one of its commands.</summary>
    public int PutArgument(ChatArgument argument, byte[] buffer, int offset)
    {
        switch (argument)
        {
            case ChatArgument.Host:
                offset = AtFields.PutQuoted(buffer, offset, _host, _hostLength);
                buffer[offset++] = (byte)',';
                offset = ByteCodec.PutDecimal(buffer, offset, _port);
                buffer[offset++] = (byte)',';
                buffer[offset++] = (byte)'2';
                return offset;
            case ChatArgument.SendCount:
                return ByteCodec.PutDecimal(buffer, offset, _sendCount);
            default:
                return ByteCodec.PutDecimal(buffer, offset, _receiver.Asked);
        }
    }

    /// <summary>Bytes that the modem expects after the prompt.</summary>
    public int PayloadCount => _sendCount;

    /// <summary>Hands the payload over.</summary>
    public void SendPayload() => _channel.SendPayload(_tx, 0, _sendCount);

    /// <summary>+CCHOPEN.</summary>
    public void OnOpenResult(int error)
    {
        _lastError = error;
        if (_state != TransportState.Connecting || !_isOpenSent)
        {
            _isOpenPending = false;
            _isSessionHeld = error == 0;
            _isWanting = true;
            return;
        }

        if (!_isOpenPending)
        {
            return;
        }

        _isOpenPending = false;
        if (error == 0)
        {
            BeginSession();
            return;
        }

        _isSessionHeld = false;
        FaultCode fault = FaultOf(error);
        bool isModems = error == 2 || error == 7 || error == 8 || error == 11;
        Fail(fault, fault, isModems ? ModemRung.RestartService : ModemRung.Reopen);
    }

    /// <summary>+CCHSEND: the modem's report on the last send.</summary>
    public void OnSendResult(int error)
    {
        _lastError = error;
        if (!_isReportDue)
        {
            return;
        }

        _isReportDue = false;
        _isWanting = true;
        if (error != 0 && _state == TransportState.Open)
        {
            Lose();
        }
    }

    /// <summary>+CCHEVENT: bytes have come.</summary>
    public void OnEvent()
    {
        _hasEvent = true;
        _isWanting = true;
    }

    /// <summary>+CCHRECV: LEN.</summary>
    public void OnLength(int count)
    {
        if (_running == Operation.Length)
        {
            _cached = count < 0 ? 0 : count;
        }
    }

    /// <summary>+CCHRECV: DATA: that many raw bytes follow.</summary>
    public void OnData(int count)
    {
        if (count > 0)
        {
            _channel.BeginRaw(count);
        }
    }

    /// <summary>Raw bytes are there.</summary>
    public void OnRaw(long nowMs)
    {
        if (_running != Operation.Receive)
        {
            _channel.SkipRaw(_channel.RawReady);
        }
        else if (_receiver.Take(nowMs))
        {
            _dueMs = _receiver.TailDueMs;
        }
    }

    /// <summary>+CCHRECV: 0,err: the run has ended.</summary>
    /// <returns>True when a receive was waiting for it.</returns>
    public bool OnReceiveResult(int error)
    {
        if (_running != Operation.Receive || (error == 0 && _receiver.Got == 0))
        {
            return false;
        }

        if (error != 0)
        {
            _lastError = error;
            Lose();
        }

        _receiver.OnTail();
        return true;
    }

    /// <summary>The last run was damaged on the line: nothing of it is shown.</summary>
    public void OnDamaged()
    {
        _receiver.DropRun();
        if (_state == TransportState.Open)
        {
            Lose();
        }
    }

    /// <summary>The peer has closed.</summary>
    public void OnPeerClosed()
    {
        _isPeerClosed = true;
        _isWanting = true;
        if (_state == TransportState.Connecting && _isOpenPending)
        {
            _isOpenPending = false;
            Fail(FaultCode.ConnectionRefused, FaultCode.ConnectionRefused, ModemRung.Reopen);
        }
    }

    /// <summary>+CCHCLOSE.</summary>
    public void OnCloseResult() => _isCloseReported = true;

    private static FaultCode FaultOf(int error)
    {
        switch (error)
        {
            case 4:
                return FaultCode.ConnectionLost;
            case 5:
            case 18:
                return FaultCode.ConnectTimeout;
            case 9:
            case 17:
                return FaultCode.NoDataBearer;
            case 13:
                return FaultCode.NameNotFound;
            case 15:
            case 19:
                return FaultCode.CertificateRefused;
            default:
                return FaultCode.ConnectionRefused;
        }
    }

    private ChatScript NextToClose(long nowMs)
    {
        // A session that is still being opened may refuse to be closed; its result then decides.
        if (_isOpenPending && _closeDoneMs > _openSinceMs)
        {
            if (nowMs - _closeDoneMs >= Limits.ModemAbandonMs)
            {
                _trouble = FaultCode.ConnectTimeout;
                _troubleFloor = ModemRung.RestartService;
                return null;
            }

            _dueMs = _closeDoneMs + Limits.ModemAbandonMs;
            return null;
        }

        _running = Operation.Close;
        _isCloseReported = false;
        return _scripts.SessionClose;
    }

    private ChatScript NextToOpen(long nowMs)
    {
        if (_isOpenSent)
        {
            _dueMs = _openSinceMs + Limits.ModemOpenMs;
            if (nowMs >= _dueMs)
            {
                Fail(FaultCode.ConnectTimeout, FaultCode.ConnectTimeout, ModemRung.Reopen);
                _dueMs = nowMs;
            }

            return null;
        }

        long settledMs = _closeDoneMs + Limits.ModemCloseSettleMs;
        if (!_isCloseReported && _closeDoneMs > 0 && nowMs < settledMs)
        {
            _dueMs = settledMs;
            return null;
        }

        _running = Operation.Open;
        _isOpenSent = true;
        _isOpenPending = true;
        _isSessionHeld = true;
        _openSinceMs = nowMs;
        return _scripts.SessionOpen;
    }

    private ChatScript NextOpen(long nowMs)
    {
        if (_isReportDue && nowMs >= _reportDueMs)
        {
            Lose();
            return null;
        }

        bool isOverdue = nowMs >= _lookMs && !_isPeerClosed;
        bool canSend = _txCount > 0 && !_isReportDue;
        if (canSend && _isSendNext && !_isPeerClosed)
        {
            return Send(nowMs);
        }

        if (_cached > 0 && _receiver.Begin(_cached))
        {
            _running = Operation.Receive;
            return _scripts.SessionReceive;
        }

        if (_cached == 0 && (_hasEvent || isOverdue))
        {
            _hasEvent = false;
            _lookMs = _isAnswerAwaited ? nowMs + Limits.ModemLookMs : long.MaxValue;
            _running = Operation.Length;
            return _scripts.SessionLength;
        }

        if (_isPeerClosed && _cached == 0)
        {
            _state = TransportState.PeerClosed;
            return null;
        }

        if (canSend)
        {
            return Send(nowMs);
        }

        _dueMs = _isPeerClosed ? long.MaxValue : _lookMs;
        if (_isReportDue && _reportDueMs < _dueMs)
        {
            _dueMs = _reportDueMs;
        }

        return null;
    }

    private ChatScript Send(long nowMs)
    {
        _isReportDue = true;
        _reportDueMs = nowMs + Limits.ModemSendMs;
        _isSendNext = false;
        _sendCount = _txCount;
        _running = Operation.Send;
        return _scripts.SessionSend;
    }

    private void BeginSession()
    {
        _state = TransportState.Open;
        _txCount = 0;
        _receiver.Clear();
        _cached = 0;
        _hasEvent = false;
        _isPeerClosed = false;
        _isAnswerAwaited = false;
        _isSendNext = false;
        _isReportDue = false;
        _lookMs = long.MaxValue;
        _isWanting = true;
    }

    private void OnOpenEnd(bool isDone)
    {
        if (!isDone)
        {
            _isOpenPending = false;
            if (_state == TransportState.Connecting)
            {
                Fail(
                    FaultCode.ConnectionRefused,
                    FaultCode.ConnectionRefused,
                    ModemRung.RestartService);
            }
        }
    }

    private void OnCloseEnd(bool isDone, long nowMs)
    {
        _closeDoneMs = nowMs;
        if (isDone || _isCloseReported || !_isOpenPending)
        {
            ForgetSession();
        }
    }

    private void OnSendEnd(bool isDone, long nowMs)
    {
        if (_state != TransportState.Open)
        {
            return;
        }

        if (!isDone)
        {
            Lose();
            return;
        }

        _bytesOut += _sendCount;
        _txCount -= _sendCount;
        if (_txCount > 0)
        {
            Array.Copy(_tx, _sendCount, _tx, 0, _txCount);
        }

        _isAnswerAwaited = true;
        if (_lookMs > nowMs + Limits.ModemLookMs)
        {
            _lookMs = nowMs + Limits.ModemLookMs;
        }
    }

    private void OnReceiveEnd(bool isDone, Operation ended, long nowMs)
    {
        if (_state != TransportState.Open)
        {
            return;
        }

        if (!isDone)
        {
            Lose();
            return;
        }

        if (ended == Operation.Receive)
        {
            int got = _receiver.Got;
            _bytesIn += got;
            _cached -= got > 0 ? got : _cached;
            _receiver.Show();
            _isAnswerAwaited = false;
            _isSendNext = true;

            // What came meanwhile may have raised no event of its own. News that the session has
            // ended comes first: asking without a session freezes some modems.
            _lookMs = nowMs + Limits.ModemLookAgainMs;
        }
    }

    private void Lose() =>
        Fail(FaultCode.ConnectionLost, FaultCode.ConnectionLost, ModemRung.Reopen);

    private void Fail(FaultCode fault, FaultCode trouble, ModemRung floor)
    {
        _state = TransportState.Failed;
        _fault = fault;
        _isOpenSent = false;
        _isWanting = true;
        if (trouble != FaultCode.None)
        {
            _trouble = trouble;
            _troubleFloor = floor;
            _isFailureKnown = true;
        }
    }
}
