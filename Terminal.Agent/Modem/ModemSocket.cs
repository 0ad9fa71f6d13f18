using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Modem;

/// <summary>
/// The TLS session inside the modem as a transport. It names the commands that it needs and takes
/// their results; the driver runs them while the modem is ready.
/// </summary>
public sealed class ModemSocket : ITransport, ILineOwner
{
    private static readonly byte[] LengthWord = ByteCodec.Ascii("LEN,");
    private static readonly byte[] DataWord = ByteCodec.Ascii("DATA");

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

    // By when the modem must report on the last send; long.MaxValue when it owes no report.
    // Receives need not wait for that.
    private long _reportDueMs = long.MaxValue;

    private ModemSession _session;
    private bool _isUsable;
    private long _openSinceMs;

    // A session that was closed without a report may need a moment before the next one.
    private long _openFromMs;
    private bool _isAnswerAwaited;

    // What waits to be sent goes before the next receive: the two take turns, so that several
    // requests under way keep both directions busy.
    private bool _isSendNext;

    // When to ask for bytes: 0 when an event has announced some, long.MaxValue never.
    private long _lookMs;
    private TransportState _state;
    private FaultCode _fault;
    private FaultCode _trouble;
    private ModemRung _troubleFloor;
    private bool _isFailureKnown;
    private CchError _lastError;
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
    public int LastError => (int)_lastError;

    /// <summary>The last result of the modem's TLS service.</summary>
    public CchError Result => _lastError;

    /// <summary>A result is awaited by a command that is not the socket's own.</summary>
    public void ForgetResult() => _lastError = CchError.Unknown;

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
        if (_session != ModemSession.Open)
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
        Leave();
        _receiver.Drop();
        _isWanting = true;
    }

    /// <summary>The modem can carry sessions from now on.</summary>
    public void Enable()
    {
        _isUsable = true;
        _openFromMs = 0;
    }

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

        if (_session == ModemSession.Closing)
        {
            _session = ModemSession.Left;
        }
    }

    /// <summary>The modem's TLS service has stopped or begun anew: it holds no session.</summary>
    public void ForgetSession() => _session = ModemSession.None;

    /// <summary>Forgets trouble that has been taken care of.</summary>
    public void TakeTrouble() => _trouble = FaultCode.None;

    /// <summary>
    /// One visit between two commands: the script that it named before has ended, and it names the
    /// one that is needed now.
    /// </summary>
    /// <param name="ended">How that script ended; Idle when it named none.</param>
    /// <param name="nowMs">Uptime.</param>
    /// <returns>The next script; null when none is needed, or the modem needs a remedy.</returns>
    public ChatScript Next(ChatOutcome ended, long nowMs)
    {
        if (_running != Operation.None)
        {
            End(ended == ChatOutcome.Done, nowMs);
        }

        _isWanting = false;
        _dueMs = long.MaxValue;
        if (_trouble != FaultCode.None)
        {
            return null;
        }

        switch (_session)
        {
            case ModemSession.Open:
            case ModemSession.Ended:
                return NextOpen(nowMs);
            case ModemSession.Left:
                _running = Operation.Close;
                _session = ModemSession.Closing;
                _openFromMs = long.MaxValue;
                return _scripts.SessionClose;
            default:
                return _state == TransportState.Connecting ? NextToOpen(nowMs) : null;
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

    /// <inheritdoc/>
    public AtToken OnLine(AtToken token, long nowMs)
    {
        switch (token)
        {
            case AtToken.SessionReceive:
                return OnReceive();
            case AtToken.SessionSend:
                OnSendResult((CchError)_channel.Number(1));
                return AtToken.None;
            case AtToken.SessionEvent:
                _lookMs = 0;
                _isWanting = true;
                return AtToken.None;
            case AtToken.SessionOpen:
                OnOpenResult((CchError)_channel.Number(1));
                return token;
            case AtToken.SessionClose:
                _openFromMs = 0;
                return AtToken.None;
            default:
                OnPeerClosed();
                return AtToken.None;
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

    /// <summary>The last run was damaged on the line: nothing of it is shown.</summary>
    public void OnDamaged()
    {
        _receiver.DropRun();
        if (_state == TransportState.Open)
        {
            Lose();
        }
    }

    private static FaultCode FaultOf(CchError error)
    {
        switch (error)
        {
            case CchError.PeerClosed:
                return FaultCode.ConnectionLost;
            case CchError.Timeout:
            case CchError.SendTimeout:
                return FaultCode.ConnectTimeout;
            case CchError.Network:
            case CchError.NoNetwork:
                return FaultCode.NoDataBearer;
            case CchError.NameLookUp:
                return FaultCode.NameNotFound;
            case CchError.Handshake:
            case CchError.NoCertificate:
                return FaultCode.CertificateRefused;
            default:
                return FaultCode.ConnectionRefused;
        }
    }

    // The mildest remedy for a session that could not be opened.
    private static ModemRung FloorOf(CchError error)
    {
        switch (error)
        {
            case CchError.Unknown:
            case CchError.Memory:
            case CchError.Parameter:
            case CchError.State:
                return ModemRung.RestartService;
            default:
                return ModemRung.Reopen;
        }
    }

    // LEN,<count>,<count> or DATA,<session>,<count> or <session>,<error>.
    private AtToken OnReceive()
    {
        byte[] buffer = _channel.Buffer;
        int offset = _channel.LineOffset;
        int length = _channel.LineLength;
        int end = offset + length;
        int at = AtFields.Find(buffer, offset, length, 0);
        if (IsWordAt(buffer, at, end, LengthWord))
        {
            OnLength(AtFields.NumberAt(buffer, at + LengthWord.Length, end));
            return AtToken.SessionReceive;
        }

        if (IsWordAt(buffer, at, end, DataWord))
        {
            int count = _channel.Number(2);
            if (count > 0)
            {
                _channel.BeginRaw(count);
            }

            return AtToken.None;
        }

        return OnReceiveResult((CchError)_channel.Number(1)) ? AtToken.Raw : AtToken.None;
    }

    private static bool IsWordAt(byte[] buffer, int at, int end, byte[] word) =>
        at >= 0 && buffer[at] == word[0] && end - at >= word.Length
        && ByteCodec.Same(buffer, at, word, 0, word.Length);

    private void OnLength(int count)
    {
        if (_running == Operation.Length)
        {
            _cached = count < 0 ? 0 : count;
        }
    }

    // The run has ended. True when a receive was waiting for it.
    private bool OnReceiveResult(CchError error)
    {
        if (_running != Operation.Receive || (error == CchError.None && _receiver.Got == 0))
        {
            return false;
        }

        if (error != CchError.None)
        {
            _lastError = error;
            Lose();
        }

        _receiver.OnTail();
        return true;
    }

    // The modem's report on the last send.
    private void OnSendResult(CchError error)
    {
        _lastError = error;
        if (_reportDueMs == long.MaxValue)
        {
            return;
        }

        _reportDueMs = long.MaxValue;
        _isWanting = true;
        if (error != CchError.None && _state == TransportState.Open)
        {
            Lose();
        }
    }

    private void OnOpenResult(CchError error)
    {
        _lastError = error;
        _isWanting = true;
        switch (_session)
        {
            case ModemSession.Opening when error == CchError.None:
                BeginSession();
                break;
            case ModemSession.Opening:
                FaultCode fault = FaultOf(error);
                _session = ModemSession.None;
                Fail(fault, fault, FloorOf(error));
                break;
            case ModemSession.None:
            case ModemSession.Left:
                // One that nobody waits for any more.
                _session = error == CchError.None ? ModemSession.Left : ModemSession.None;
                break;
            default:
                break;
        }
    }

    private void OnPeerClosed()
    {
        _isWanting = true;
        if (_session == ModemSession.Open)
        {
            _session = ModemSession.Ended;
        }
        else if (_session == ModemSession.Opening)
        {
            Fail(FaultCode.ConnectionRefused, FaultCode.ConnectionRefused, ModemRung.Reopen);
        }
    }

    private ChatScript NextToOpen(long nowMs)
    {
        if (_session == ModemSession.Opening)
        {
            _dueMs = _openSinceMs + Limits.ModemOpenMs;
            if (nowMs >= _dueMs)
            {
                Fail(FaultCode.ConnectTimeout, FaultCode.ConnectTimeout, ModemRung.Reopen);
                _dueMs = nowMs;
            }

            return null;
        }

        if (nowMs < _openFromMs)
        {
            _dueMs = _openFromMs;
            return null;
        }

        _running = Operation.Open;
        _session = ModemSession.Opening;
        _openSinceMs = nowMs;
        return _scripts.SessionOpen;
    }

    private ChatScript NextOpen(long nowMs)
    {
        if (nowMs >= _reportDueMs)
        {
            Lose();
            return null;
        }

        bool isEnded = _session == ModemSession.Ended;
        bool canSend = _txCount > 0 && _reportDueMs == long.MaxValue;
        if (canSend && _isSendNext && !isEnded)
        {
            return Send(nowMs);
        }

        if (_cached > 0 && _receiver.Begin(_cached))
        {
            _running = Operation.Receive;
            return _scripts.SessionReceive;
        }

        if (_cached == 0 && (_lookMs == 0 || (nowMs >= _lookMs && !isEnded)))
        {
            _lookMs = _isAnswerAwaited ? nowMs + Limits.ModemLookMs : long.MaxValue;
            _running = Operation.Length;
            return _scripts.SessionLength;
        }

        if (isEnded && _cached == 0)
        {
            _state = TransportState.PeerClosed;
            _session = ModemSession.Left;
            return null;
        }

        if (canSend)
        {
            return Send(nowMs);
        }

        bool isLookDue = _cached == 0 && !isEnded && _lookMs < _reportDueMs;
        _dueMs = isLookDue ? _lookMs : _reportDueMs;
        return null;
    }

    private ChatScript Send(long nowMs)
    {
        _reportDueMs = nowMs + Limits.ModemSendMs;
        _isSendNext = false;
        _sendCount = _txCount;
        _running = Operation.Send;
        return _scripts.SessionSend;
    }

    private void BeginSession()
    {
        _state = TransportState.Open;
        _session = ModemSession.Open;
        _txCount = 0;
        _receiver.Clear();
        _cached = 0;
        _isAnswerAwaited = false;
        _isSendNext = false;
        _reportDueMs = long.MaxValue;
        _lookMs = long.MaxValue;
    }

    private void End(bool isDone, long nowMs)
    {
        Operation ended = _running;
        _running = Operation.None;
        _receiver.ForgetTail();
        switch (ended)
        {
            case Operation.Open:
                OnOpenEnd(isDone);
                break;
            case Operation.Close:
                OnCloseEnd(nowMs);
                break;
            case Operation.Send:
                OnSendEnd(isDone, nowMs);
                break;
            default:
                OnReceiveEnd(isDone, ended, nowMs);
                break;
        }
    }

    private void OnOpenEnd(bool isDone)
    {
        if (!isDone && _state == TransportState.Connecting)
        {
            Fail(
                FaultCode.ConnectionRefused,
                FaultCode.ConnectionRefused,
                ModemRung.RestartService);
        }
    }

    private void OnCloseEnd(long nowMs)
    {
        if (_session == ModemSession.Closing)
        {
            _session = ModemSession.None;
        }

        if (_openFromMs == long.MaxValue)
        {
            _openFromMs = nowMs + Limits.ModemCloseSettleMs;
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
            if (_lookMs != 0)
            {
                _lookMs = nowMs + Limits.ModemLookAgainMs;
            }
        }
    }

    // Whoever used the session is done with it; the modem still holds it.
    private void Leave()
    {
        switch (_session)
        {
            case ModemSession.Opening:
            case ModemSession.Open:
            case ModemSession.Ended:
                _session = ModemSession.Left;
                break;
            default:
                break;
        }
    }

    private void Lose() =>
        Fail(FaultCode.ConnectionLost, FaultCode.ConnectionLost, ModemRung.Reopen);

    private void Fail(FaultCode fault, FaultCode trouble, ModemRung floor)
    {
        _state = TransportState.Failed;
        _fault = fault;
        Leave();
        _isWanting = true;
        if (trouble != FaultCode.None)
        {
            _trouble = trouble;
            _troubleFloor = floor;
            _isFailureKnown = true;
        }
    }
}
