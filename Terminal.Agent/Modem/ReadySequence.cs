namespace Terminal.Agent.Modem;

/// <summary>
/// The work while sessions can be opened: what the socket asks for, and between that a look at the
/// network now and then, one script at a time.
/// </summary>
/// <remarks>
/// | state | when | next |
/// | Ready | registration has been lost for a while | Register |
/// | Ready | the TLS service has stopped by itself | ServiceStop, or the ladder's rung |
/// | Ready | silence, a look at the network refused, trouble of a session | the remedy's state |
/// </remarks>
public sealed class ReadySequence
{
    private readonly ModemSocket _socket;
    private readonly SessionReceiver _receiver;
    private readonly ModemScripts _scripts;
    private readonly AtChat _chat;
    private readonly ModemFacts _facts;
    private readonly ModemStatus _status;
    private readonly ModemRecovery _recovery;
    private readonly TlsSequence _tls;
    private readonly LineSpeed _speed;

    private readonly SecondSocket _second;
    private readonly ModemArguments _arguments;

    // A command of the second session is being carried out.
    private bool _isSecondRunning;
    private bool _isPollRunning;
    private bool _hasMore;
    private int _polls;

    /// <summary>See <see cref="ModemDriver"/> for the parts.</summary>
    public ReadySequence(
        ModemSocket socket,
        ModemScripts scripts,
        AtChat chat,
        ModemFacts facts,
        ModemStatus status,
        ModemRecovery recovery,
        TlsSequence tls,
        LineSpeed speed,
        SecondSocket second,
        ModemArguments arguments)
    {
        _second = second;
        _arguments = arguments;
        _speed = speed;
        _socket = socket;
        _receiver = socket.Receiver;
        _scripts = scripts;
        _chat = chat;
        _facts = facts;
        _status = status;
        _recovery = recovery;
        _tls = tls;
    }

    /// <summary>The state stays, and something is left to be done in it at once.</summary>
    public bool HasMore => _hasMore;

    /// <summary>Its state is entered.</summary>
    public void Prepare(long nowMs)
    {
        _status.SetFault(FaultCode.None);
        _status.NextMs = nowMs;
        _socket.Enable();
        if (_second != null)
        {
            _second.Enable();
        }
    }

    /// <summary>Its state ends.</summary>
    public void End()
    {
        FaultCode fault = _status.Fault;
        bool isKnown = fault != FaultCode.None && fault != FaultCode.Starting;
        _socket.Disable(isKnown ? fault : FaultCode.ConnectionLost);
        if (_second != null)
        {
            _second.Disable(FaultCode.ConnectionLost);
            _isSecondRunning = false;
            _arguments.Socket = _socket;
        }

        _isPollRunning = false;
    }

    /// <summary>Ends what has been done and begins what is due.</summary>
    /// <returns>The next state.</returns>
    public ModemState Next(long nowMs)
    {
        _hasMore = false;
        long lostMs = _facts.LostMs;
        if (lostMs > 0 && nowMs - lostMs >= Limits.ModemLossGraceMs)
        {
            _status.SetFault(_facts.LossFault);
            return ModemState.Register;
        }

        // Without a network there is nothing that could be started.
        if (_tls.IsRestartDue && lostMs == 0)
        {
            return _recovery.OnServiceLost();
        }

        if (_receiver.IsTailOver(nowMs)
            || (_isSecondRunning && _second.Receiver.IsTailOver(nowMs)))
        {
            _chat.Feed(AtToken.Raw, nowMs);
        }

        ChatOutcome outcome = _chat.Outcome;
        if (outcome == ChatOutcome.Busy)
        {
            return ModemState.Ready;
        }

        return EndScript(outcome, nowMs);
    }

    private ModemState EndScript(ChatOutcome outcome, long nowMs)
    {
        if (_isSecondRunning)
        {
            EndSecond(outcome, nowMs);
        }

        ChatScript script = _socket.Next(outcome, nowMs);
        if (outcome == ChatOutcome.Silent)
        {
            return _recovery.OnSilent(ModemState.Ready);
        }

        if (_isPollRunning && outcome == ChatOutcome.Failed)
        {
            return _recovery.OnRefused(ModemState.Ready, FaultCode.None);
        }

        _isPollRunning = false;
        FaultCode trouble = _socket.Trouble;
        if (trouble == FaultCode.None)
        {
            if (script == null && _speed.IsChangeDue)
            {
                return ModemState.SpeedWrite;
            }

            BeginScript(script, nowMs);
            return ModemState.Ready;
        }

        _socket.TakeTrouble();
        _hasMore = true;
        return _recovery.OnTrouble(trouble, _socket.TroubleFloor, _socket.LastError, nowMs);
    }

    private void EndSecond(ChatOutcome outcome, long nowMs)
    {
        _isSecondRunning = false;
        _second.EndScript(outcome, nowMs);
        _arguments.Socket = _socket;
    }

    // It has the line only while payments want nothing of it, and its trouble is its own: no
    // remedy follows from it.
    private ChatScript NextOfSecond(long nowMs)
    {
        if (_socket.IsAnswerAwaited)
        {
            return null;
        }

        _second.TakeTrouble();
        ChatScript script = _second.Next(ChatOutcome.Idle, nowMs);
        if (script == null)
        {
            _second.TakeTrouble();
            _socket.WantBy(_second.DueMs);
            return null;
        }

        _isSecondRunning = true;
        _arguments.Socket = _second;
        return script;
    }

    private void BeginScript(ChatScript script, long nowMs)
    {
        if (script == null && _facts.Time.IsSettingDue(nowMs))
        {
            script = _scripts.ClockSet;
            _facts.Time.OnSet(nowMs);
        }
        else if (script == null && nowMs >= _status.NextMs)
        {
            _isPollRunning = true;
            _status.NextMs = nowMs + Limits.ModemPollMs;
            _polls++;
            bool isLong = _polls % Limits.ModemLongPollPolls == 0;
            script = isLong ? _scripts.LongPoll : _scripts.Poll;
        }

        if (script == null && _second != null)
        {
            script = NextOfSecond(nowMs);
        }

        if (script != null)
        {
            _chat.Start(script, nowMs);
            return;
        }

        if (nowMs - _status.SinceMs >= Limits.ModemProvenMs && !_recovery.IsProven)
        {
            _recovery.Proven();
        }
    }
}
