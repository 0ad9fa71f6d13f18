namespace Terminal.Agent.Modem;

/// <summary>
/// Runs scripts over a channel, one command at a time. A command that gets no answer in time is
/// never simply repeated: first the chat resynchronises with a marker, a query whose answer cannot
/// be taken for anything else, and drops everything that comes before it, so that a late OK
/// completes no other command.
/// </summary>
public sealed class AtChat
{
    private readonly AtChannel _channel;
    private readonly IChatArguments _arguments;
    private readonly RecoveryLadder _ladder;
    private readonly LineSpeed _speed;
    private readonly byte[] _signalMarker = ByteCodec.Ascii("AT+CSQ");
    private readonly byte[] _registrationMarker = ByteCodec.Ascii("AT+CEREG?");

    private ChatScript _script;
    private ChatStep _step;
    private Phase _phase;
    private int _index;
    private int _triesLeft;
    private bool _isOkSeen;
    private bool _isExpectedSeen;
    private bool _isDistrusted;
    private int _heldBytes;
    private int _markersSent;
    private int _markersSeen;
    private bool _isMarkerSeen;
    private long _dueMs;
    private ChatOutcome _outcome;

    /// <summary>
    /// A chat over a channel; the ladder counts repeated commands and resynchronising.
    /// </summary>
    public AtChat(
        AtChannel channel,
        IChatArguments arguments,
        RecoveryLadder ladder,
        LineSpeed speed)
    {
        _speed = speed;
        _channel = channel;
        _arguments = arguments;
        _ladder = ladder;
    }

    private enum Phase
    {
        Idle,
        Prompt,
        Answer,
        Pause,
        Resync,
    }

    /// <summary>Where the script stands.</summary>
    public ChatOutcome Outcome => _outcome;

    /// <summary>
    /// What is wrong since the script was refused; None when the driver's state tells.
    /// </summary>
    public FaultCode Refusal => _outcome == ChatOutcome.Failed && _step != null
        ? _step.Refusal : FaultCode.None;

    /// <summary>When the chat has something to do if nothing arrives, uptime in ms.</summary>
    public long DueMs => _phase == Phase.Idle ? long.MaxValue : _dueMs;

    /// <summary>True while a chat resynchronises after silence.</summary>
    public bool IsResynchronising => _phase == Phase.Resync;

    /// <summary>The command that is being carried out; null when none is.</summary>
    public ChatStep Current => _phase == Phase.Idle ? null : _step;

    /// <summary>
    /// Begins a script. If an earlier one was stopped while a command was being carried out, its
    /// answer may still come, or the modem may still wait for its payload: then the chat
    /// resynchronises first.
    /// </summary>
    public void Start(ChatScript script, long nowMs)
    {
        _script = script;
        _index = 0;
        _outcome = ChatOutcome.Busy;
        if (_isDistrusted)
        {
            _index = -1;
            _step = null;
            BeginResync(nowMs);
        }
        else
        {
            BeginStep(nowMs);
        }
    }

    /// <summary>Drops the script, whatever it was doing.</summary>
    public void Stop()
    {
        if (_phase == Phase.Prompt || _phase == Phase.Answer || _phase == Phase.Resync)
        {
            _isDistrusted = true;
            NoteHeld();
        }

        _phase = Phase.Idle;
        _outcome = ChatOutcome.Idle;
        _channel.IsPromptAwaited = false;
        _channel.AbandonRaw();
    }

    /// <summary>
    /// Answers that nobody awaits may be on their way: resynchronise before the next script.
    /// </summary>
    public void Distrust() => _isDistrusted = true;

    /// <summary>The modem has begun anew: nothing is on its way.</summary>
    public void Trust()
    {
        _isDistrusted = false;
        _heldBytes = 0;
    }

    /// <summary>Takes a token that has arrived.</summary>
    /// <returns>True when a command was waiting for it.</returns>
    public bool Feed(AtToken token, long nowMs)
    {
        switch (_phase)
        {
            case Phase.Prompt:
            case Phase.Answer:
                return FeedStep(token, nowMs);
            case Phase.Resync:
                return FeedResync(token, nowMs);
            default:
                return false;
        }
    }

    /// <summary>Acts on what is due.</summary>
    public void Check(long nowMs)
    {
        if (_phase == Phase.Idle || nowMs < _dueMs)
        {
            return;
        }

        switch (_phase)
        {
            case Phase.Pause:
                Send(nowMs);
                break;
            case Phase.Resync:
                OnMarkerLate(nowMs);
                break;
            default:
                _speed.OnError();
                BeginResync(nowMs);
                break;
        }
    }

    private bool FeedStep(AtToken token, long nowMs)
    {
        long bit = 1L << (int)token;
        if ((bit & ChatScript.Refusals) != 0)
        {
            OnRefused(token, nowMs);
            return true;
        }

        if (token == AtToken.Prompt && _phase == Phase.Prompt)
        {
            _arguments.SendPayload(_step.Argument);
            _phase = Phase.Answer;
            return true;
        }

        if (_phase == Phase.Prompt)
        {
            return false;
        }

        bool isOurs = false;
        if (token == AtToken.Ok)
        {
            _isOkSeen = true;
            isOurs = true;
        }

        if (token == _step.Expect)
        {
            _isExpectedSeen = true;
            isOurs = true;
        }

        if (_isOkSeen && (_isExpectedSeen || _step.Expect == AtToken.None))
        {
            Advance(nowMs);
        }

        return isOurs;
    }

    private void OnRefused(AtToken token, long nowMs)
    {
        bool isRestart = ((1L << (int)token) & ChatScript.Restarts) != 0;
        if (_step.MayFail && !isRestart)
        {
            Advance(nowMs);
        }
        else if (!isRestart && --_triesLeft > 0)
        {
            _ladder.Note(ModemRung.Retry);
            _phase = Phase.Pause;
            _dueMs = nowMs + Limits.ModemRetryPauseMs;
        }
        else
        {
            End(ChatOutcome.Failed);
        }
    }

    private void Advance(long nowMs)
    {
        _index++;
        if (_index >= _script.Steps.Length)
        {
            End(ChatOutcome.Done);
            return;
        }

        BeginStep(nowMs);
    }

    private void BeginStep(long nowMs)
    {
        _step = _script.Steps[_index];
        _triesLeft = _script.Tries;
        Send(nowMs);
    }

    private void Send(long nowMs)
    {
        byte[] buffer = _channel.CommandBuffer;
        int count = ByteCodec.Put(buffer, 0, _step.Send);
        if (_step.Argument != ChatArgument.None)
        {
            count = _arguments.PutArgument(_step.Argument, buffer, count);
        }

        _isOkSeen = false;
        _isExpectedSeen = false;
        _phase = _step.HasPayload ? Phase.Prompt : Phase.Answer;
        _channel.IsPromptAwaited = _step.HasPayload;
        _dueMs = nowMs + _step.LimitMs;
        _channel.SendCommand(count);
    }

    // A modem that still waits for a payload takes the marker for it: fill it up first.
    private void BeginResync(long nowMs)
    {
        _ladder.Note(ModemRung.Resync);
        NoteHeld();
        _channel.IsPromptAwaited = false;
        _channel.AbandonRaw();
        _phase = Phase.Resync;
        _markersSent = 0;
        _markersSeen = 0;
        _isMarkerSeen = false;
        _dueMs = nowMs;
        if (_heldBytes > 0)
        {
            _channel.SendFiller(_heldBytes);
            _heldBytes = 0;
        }
        else
        {
            SendMarker(nowMs);
        }
    }

    private void NoteHeld()
    {
        if (_step != null && _step.HasPayload && (_phase == Phase.Prompt || _phase == Phase.Answer))
        {
            _heldBytes = _arguments.PayloadCount(_step.Argument);
        }
    }

    private void SendMarker(long nowMs)
    {
        _dueMs = nowMs + Limits.ModemMarkerMs;
        if (_channel.IsSending)
        {
            _channel.Flush();
            _markersSent++;
            return;
        }

        _markersSent++;
        byte[] marker = Marker() == AtToken.Signal ? _signalMarker : _registrationMarker;
        _channel.SendCommand(ByteCodec.Put(_channel.CommandBuffer, 0, marker));
    }

    // The marker must not be what the late answer may look like.
    private AtToken Marker() => _step != null && _step.Expect == AtToken.Signal
        ? AtToken.Registration
        : AtToken.Signal;

    private bool FeedResync(AtToken token, long nowMs)
    {
        if (token == Marker())
        {
            _isMarkerSeen = true;
            return true;
        }

        if (token != AtToken.Ok || !_isMarkerSeen)
        {
            return token == AtToken.Ok;
        }

        _isMarkerSeen = false;
        _markersSeen++;
        if (_markersSeen >= _markersSent)
        {
            OnSynchronised(nowMs);
        }
        else
        {
            // Answers of earlier markers may follow; the line must fall quiet first.
            _dueMs = nowMs + Limits.ModemMarkerMs;
        }

        return true;
    }

    private void OnMarkerLate(long nowMs)
    {
        if (_markersSeen > 0)
        {
            OnSynchronised(nowMs);
        }
        else if (_markersSent < Limits.ModemMarkersMax)
        {
            SendMarker(nowMs);
        }
        else
        {
            End(ChatOutcome.Silent);
        }
    }

    private void OnSynchronised(long nowMs)
    {
        _isDistrusted = false;
        if (_step == null || _step.MayFail)
        {
            Advance(nowMs);
        }
        else if (--_triesLeft > 0)
        {
            Send(nowMs);
        }
        else
        {
            End(ChatOutcome.Failed);
        }
    }

    private void End(ChatOutcome outcome)
    {
        _phase = Phase.Idle;
        _outcome = outcome;
        _channel.IsPromptAwaited = false;
    }
}
