using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Modem;

/// <summary>
/// The TLS session inside the modem as a transport. It names the commands that it needs and takes
/// their results; the driver runs them while the modem is ready. What the makers do alike is here;
/// how a session sends and receives is a class of its own for each make.
/// </summary>
public abstract class ModemSocket : ITransport, ILineOwner
{
    /// <summary>The line.</summary>
    protected readonly AtChannel _channel;

    /// <summary>The make's commands.</summary>
    protected readonly ModemScripts _scripts;

    /// <summary>The session's own commands.</summary>
    protected readonly SessionScripts _commands;

    /// <summary>The second session of the same line; null where there is none.</summary>
    protected ModemSocket _second;

    /// <summary>What has been received.</summary>
    protected readonly SessionReceiver _receiver;

    /// <summary>The command of its own that is being carried out.</summary>
    protected SocketOperation _running;

    /// <summary>Bytes that wait to be sent.</summary>
    protected int _txCount;

    /// <summary>Bytes of them that the command takes.</summary>
    protected int _sendCount;

    /// <summary>The session.</summary>
    protected ModemSession _session;

    /// <summary>
    /// Earliest next opening: a session that was closed without a report may need a moment.
    /// </summary>
    protected long _openFromMs;

    /// <summary>A request has gone out, and nothing has come since.</summary>
    protected bool _isAnswerAwaited;

    /// <summary>
    /// What waits to be sent goes before the next receive: the two take turns, so that several
    /// requests under way keep both directions busy.
    /// </summary>
    protected bool _isSendNext;

    /// <summary>
    /// When to ask for bytes: 0 when an event has announced some, long.MaxValue never.
    /// </summary>
    protected long _lookMs;

    /// <summary>The transport's state.</summary>
    protected TransportState _state;

    /// <summary>The last error number of the modem's TLS service.</summary>
    protected CchError _lastError;

    /// <summary>Payload bytes received since power-on; wraps.</summary>
    protected int _bytesIn;

    /// <summary>
    /// An opening has failed for one reason or the other: it is to be looked which.
    /// </summary>
    protected bool _isReachDue;

    /// <summary>It is to be looked at.</summary>
    protected bool _isWanting;

    /// <summary>When it must be looked at again, uptime in ms.</summary>
    protected long _dueMs;

    private readonly byte[] _host;
    private readonly byte[] _tx;
    private int _hostLength;
    private int _port;
    private bool _isUsable;
    private long _openSinceMs;
    private FaultCode _fault;
    private FaultCode _trouble;
    private ModemRung _troubleFloor;
    private bool _isFailureKnown;
    private int _bytesOut;

    /// <summary>A socket over a channel.</summary>
    protected ModemSocket(
        AtChannel channel,
        ModemScripts scripts,
        SessionScripts commands,
        SessionBuffers buffers)
    {
        _channel = channel;
        _scripts = scripts;
        _commands = commands;
        _host = buffers.Host;
        _tx = buffers.Send;
        _receiver = new SessionReceiver(channel, buffers.Receive);
    }

    /// <summary>The socket of the maker whose commands the scripts are.</summary>
    public static ModemSocket Of(
        AtChannel channel, ModemScripts scripts, ModemBuffers buffers) =>
        scripts.Make == ModemMake.Quectel
            ? new QuectelSocket(channel, scripts, buffers.First)
            : (ModemSocket)new SimcomSocket(channel, scripts, scripts.First, buffers.First);

    /// <summary>What has been received.</summary>
    public SessionReceiver Receiver => _receiver;

    /// <summary>True while the modem holds a session, or is asked for one.</summary>
    public bool HasSession => _session != ModemSession.None;

    /// <summary>True while a command of its own is being carried out.</summary>
    public bool IsRunning => _running != SocketOperation.None;

    /// <summary>True while it waits for the answer to a request.</summary>
    public bool IsAnswerAwaited => _isAnswerAwaited && _session == ModemSession.Open;

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
    public virtual void ForgetResult() => _lastError = CchError.Unknown;

    /// <summary>What the last result means for whoever opens.</summary>
    public FaultCode ResultFault => FaultOf(_lastError);

    /// <summary>A plain connection has been made when the TLS session failed.</summary>
    public virtual bool IsReached => false;

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
        _isReachDue = false;
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
        _running = SocketOperation.None;
        _receiver.ForgetTail();
        _isReachDue = false;
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
    public virtual void ForgetSession()
    {
        _session = ModemSession.None;
        if (_second != null)
        {
            _second.ForgetSession();
        }
    }

    /// <summary>The second session of the line is that one.</summary>
    public void Attach(ModemSocket second) => _second = second;

    /// <summary>It is to be looked at.</summary>
    public void Want() => _isWanting = true;

    /// <summary>It must be looked at no later than then.</summary>
    public void WantBy(long dueMs) => _dueMs = dueMs < _dueMs ? dueMs : _dueMs;

    /// <summary>The script that it named has ended; nothing else is begun.</summary>
    public void EndScript(ChatOutcome ended, long nowMs)
    {
        if (_running != SocketOperation.None)
        {
            End(ended == ChatOutcome.Done, nowMs);
        }
    }

    /// <summary>
    /// Another driver had a session for whoever uses the transport: it is told that it is lost.
    /// </summary>
    public void LoseOther()
    {
        _state = TransportState.Failed;
        _fault = FaultCode.ConnectionLost;
    }

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
        if (_running != SocketOperation.None)
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
                _running = SocketOperation.Close;
                _session = ModemSession.Closing;
                _openFromMs = long.MaxValue;
                return _commands.Close;
            default:
                return _state == TransportState.Connecting ? NextToOpen(nowMs) : null;
        }
    }

    /// <summary>Writes the argument of one of its commands.</summary>
    public virtual int PutArgument(ChatArgument argument, byte[] buffer, int offset)
    {
        switch (argument)
        {
            case ChatArgument.Host:
                offset = AtFields.PutQuoted(buffer, offset, _host, _hostLength);
                buffer[offset++] = (byte)',';
                offset = ByteCodec.PutDecimal(buffer, offset, _port);
                return ByteCodec.Put(buffer, offset, _scripts.OpenTail);
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
    public abstract AtToken OnLine(AtToken token, long nowMs);

    /// <summary>The modem's supply has been cut.</summary>
    public virtual void OnPowerCut()
    {
    }

    /// <summary>Raw bytes are there.</summary>
    public void OnRaw(long nowMs)
    {
        if (_running != SocketOperation.Receive)
        {
            if (_second != null && _second.IsRunning)
            {
                _second.OnRaw(nowMs);
                return;
            }

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
        if (_second != null && _second.IsRunning)
        {
            _second.OnDamaged();
            return;
        }

        _receiver.DropRun();
        if (_state == TransportState.Open)
        {
            Lose();
        }
    }

    /// <summary>What a result of an opening means for whoever opens.</summary>
    protected virtual FaultCode FaultOf(CchError error)
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

    /// <summary>The mildest remedy for a session that could not be opened.</summary>
    protected virtual ModemRung FloorOf(CchError error)
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

    /// <summary>The result of an opening has come.</summary>
    protected void OnOpenResult(CchError error)
    {
        _lastError = error;
        _isWanting = true;
        switch (_session)
        {
            case ModemSession.Opening when error == CchError.None:
                BeginSession();
                break;
            case ModemSession.Opening:
                OnOpenFailed(error);
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

    /// <summary>The session could not be opened.</summary>
    protected virtual void OnOpenFailed(CchError error)
    {
        FaultCode fault = FaultOf(error);
        _session = ModemSession.None;
        Fail(fault, fault, FloorOf(error));
    }

    /// <summary>The peer has closed.</summary>
    protected void OnPeerClosed()
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

    /// <summary>The script that an opening needs now; null when none.</summary>
    protected virtual ChatScript NextToOpen(long nowMs)
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

        _running = SocketOperation.Open;
        _session = ModemSession.Opening;
        _openSinceMs = nowMs;
        return _commands.Open;
    }

    /// <summary>The script that an open session needs now; null when none.</summary>
    protected abstract ChatScript NextOpen(long nowMs);

    /// <summary>The session is open.</summary>
    protected virtual void BeginSession()
    {
        _state = TransportState.Open;
        _session = ModemSession.Open;
        _txCount = 0;
        _receiver.Clear();
        _isAnswerAwaited = false;
        _isSendNext = false;
        _lookMs = long.MaxValue;
    }

    private void End(bool isDone, long nowMs)
    {
        SocketOperation ended = _running;
        _running = SocketOperation.None;
        _receiver.ForgetTail();
        switch (ended)
        {
            case SocketOperation.Open:
                OnOpenEnd(isDone);
                break;
            case SocketOperation.Setup:
                OnSetupEnd(isDone);
                break;
            case SocketOperation.Close:
                OnCloseEnd(nowMs);
                break;
            case SocketOperation.Send:
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

    /// <summary>The commands that set its TLS up have ended.</summary>
    protected virtual void OnSetupEnd(bool isDone)
    {
    }

    /// <summary>The command that closes the session has ended.</summary>
    protected virtual void OnCloseEnd(long nowMs)
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

    /// <summary>A command that asks for bytes has ended.</summary>
    protected abstract void OnReceiveEnd(bool isDone, SocketOperation ended, long nowMs);

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

    /// <summary>The session is of no use any more.</summary>
    protected void Lose() =>
        Fail(FaultCode.ConnectionLost, FaultCode.ConnectionLost, ModemRung.Reopen);

    /// <summary>Tells whoever uses it that it has failed, and the driver why.</summary>
    protected void Fail(FaultCode fault, FaultCode trouble, ModemRung floor)
    {
        _state = TransportState.Failed;
        _fault = fault;
        Leave();
        _isWanting = true;
        if (trouble != FaultCode.None)
        {
            AskFor(trouble, floor);
            _isFailureKnown = true;
        }
    }

    /// <summary>The driver is to answer with a remedy.</summary>
    protected void AskFor(FaultCode trouble, ModemRung floor)
    {
        _trouble = trouble;
        _troubleFloor = floor;
    }
}
