using Terminal.Agent.Ports;

namespace Terminal.Agent.Modem;

/// <summary>
/// A session of SIMCom's CCH service: each send is reported on, and bytes are asked for only as
/// many as the modem says that it holds.
/// </summary>
public class SimcomSocket : ModemSocket
{
    private static readonly byte[] LengthWord = ByteCodec.Ascii("LEN,");
    private static readonly byte[] DataWord = ByteCodec.Ascii("DATA");

    private int _cached;

    // By when the modem must report on the last send; long.MaxValue when it owes no report.
    // Receives need not wait for that.
    private long _reportDueMs = long.MaxValue;

    /// <summary>A socket over a channel.</summary>
    public SimcomSocket(
        AtChannel channel,
        ModemScripts scripts,
        SessionScripts commands,
        SessionBuffers buffers)
        : base(channel, scripts, commands, buffers)
    {
    }

    /// <inheritdoc/>
    public override AtToken OnLine(AtToken token, long nowMs)
    {
        if (_second != null && _second.HasSession && IsOfSecond(token))
        {
            return _second.OnLine(token, nowMs);
        }

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

    /// <inheritdoc/>
    protected override ChatScript NextOpen(long nowMs)
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
            _running = SocketOperation.Receive;
            return _commands.Receive;
        }

        if (_cached == 0 && (_lookMs == 0 || (nowMs >= _lookMs && !isEnded)))
        {
            _lookMs = _isAnswerAwaited ? nowMs + Limits.ModemLookMs : long.MaxValue;
            _running = SocketOperation.Length;
            return _commands.Length;
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
        _running = SocketOperation.Send;
        return _commands.Send;
    }

    /// <inheritdoc/>
    protected override void BeginSession()
    {
        base.BeginSession();
        _cached = 0;
        _reportDueMs = long.MaxValue;
    }

    /// <inheritdoc/>
    protected override void OnReceiveEnd(bool isDone, SocketOperation ended, long nowMs)
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

        if (ended == SocketOperation.Receive)
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

    // Lengths are told of both sessions at once: they are whose command asks for them.
    private bool IsOfSecond(AtToken token)
    {
        if (token != AtToken.SessionReceive)
        {
            return _channel.Number(0) == 1;
        }

        byte[] buffer = _channel.Buffer;
        int offset = _channel.LineOffset;
        int at = AtFields.Find(buffer, offset, _channel.LineLength, 0);
        int end = offset + _channel.LineLength;
        return IsWordAt(buffer, at, end, LengthWord) ? _second.IsRunning
            : _channel.Number(IsWordAt(buffer, at, end, DataWord) ? 1 : 0) == 1;
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
            OnLength(LengthAt(buffer, at + LengthWord.Length, end));
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

    /// <summary>The session's own of the two lengths, which begin at an offset.</summary>
    protected virtual int LengthAt(byte[] buffer, int at, int end) =>
        AtFields.NumberAt(buffer, at, end);

    private static bool IsWordAt(byte[] buffer, int at, int end, byte[] word) =>
        at >= 0 && buffer[at] == word[0] && end - at >= word.Length
        && ByteCodec.Same(buffer, at, word, 0, word.Length);

    private void OnLength(int count)
    {
        if (_running == SocketOperation.Length)
        {
            _cached = count < 0 ? 0 : count;
        }
    }

    // The run has ended. True when a receive was waiting for it.
    private bool OnReceiveResult(CchError error)
    {
        if (_running != SocketOperation.Receive || (error == CchError.None && _receiver.Got == 0))
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
}
