using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// Brings a SIMCom A76xx or SIM7600 from power to a usable TLS service and keeps it there. One
/// state machine runs a script for each state; what fails climbs the recovery ladder; what must be
/// waited for (SIM, network, time) is polled and now and then kicked. SPEC.md has the table of
/// states and their ways on.
/// </summary>
public sealed class ModemDriver
{
    private const int MovesMax = 8;

    private readonly IModemPower _power;
    private readonly IClock _clock;
    private readonly IEventSink _events;
    private readonly CellularSettings _settings;
    private readonly byte[] _probe = Wire.Ascii("AT");
    private readonly AtChannel _channel;
    private readonly AtChat _chat;
    private readonly ModemFacts _facts;
    private readonly ModemStatus _status;
    private readonly RecoveryLadder _ladder;
    private readonly ModemScripts _scripts;
    private readonly ModemProfile[] _profiles;
    private readonly ModemSocket _socket;
    private readonly ModemCertificate _certificate;
    private readonly TlsSequence _tls;
    private readonly ModemLines _lines;

    private ModemState _state;
    private bool _isStarted;
    private bool _isPulsed;
    private bool _isSettingsChanged;
    private bool _needsReattach;
    private bool _isSocketRunning;
    private bool _isPollRunning;
    private bool _isProven;
    private int _polls;
    private int _powerCuts;
    private bool _hasLine;
    private long _pulseMs;
    private long _askMs;
    private long _climbMs;
    private long _wakeMs;

    /// <summary>A driver; nothing happens before the first <see cref="Step"/>.</summary>
    /// <param name="port">The modem's line.</param>
    /// <param name="power">Its supply and PWRKEY.</param>
    /// <param name="clock">
    /// Asked for the time when the network tells none; never set from here.
    /// </param>
    /// <param name="random">Jitter of pauses.</param>
    /// <param name="rootCertificatePem">
    /// What the acquirer's certificate is verified against.
    /// </param>
    /// <param name="settings">
    /// May change at any time, followed by <see cref="OnSettingsChanged"/>.
    /// </param>
    /// <param name="events">The event log.</param>
    public ModemDriver(
        ISerialPort port,
        IModemPower power,
        IClock clock,
        IRandom random,
        byte[] rootCertificatePem,
        CellularSettings settings,
        IEventSink events)
    {
        _power = power;
        _clock = clock;
        _events = events;
        _settings = settings;
        _ladder = new RecoveryLadder(random);
        _channel = new AtChannel(port);
        _status = new ModemStatus(events);
        _facts = new ModemFacts(_channel, settings, events);
        _scripts = new ModemScripts();
        _socket = new ModemSocket(_channel, _scripts);
        _certificate = new ModemCertificate(_channel, rootCertificatePem, events);
        _tls = new TlsSequence(_certificate, _socket);
        var arguments = new ModemArguments(settings, clock, _certificate, _socket);
        _chat = new AtChat(_channel, arguments, _ladder);
        _lines = new ModemLines(
            _channel, _chat, _scripts, _facts, _certificate, _tls, _socket, settings, events);
        _profiles = new ModemProfile[]
        {
            new ModemProfile(ModemModel.A7670E),
            new ModemProfile(ModemModel.Sim7600E),
        };
    }

    /// <summary>Moved whenever <see cref="State"/> or <see cref="Fault"/> has changed.</summary>
    public int Changes => _status.Changes;

    /// <summary>The driver's state.</summary>
    public ModemState State => _state;

    /// <summary>
    /// Why the modem is not ready; Starting while there is no verdict; None when it is.
    /// </summary>
    public FaultCode Fault => _status.Fault;

    /// <summary>True when sessions can be opened.</summary>
    public bool IsReady => _state == ModemState.Ready;

    /// <summary>TLS in the modem.</summary>
    public ITransport Transport => _socket;

    /// <summary>The recovery ladder and its counters.</summary>
    public RecoveryLadder Ladder => _ladder;

    /// <summary>The commands that are being carried out.</summary>
    public AtChat Chat => _chat;

    /// <summary>The line and its counters.</summary>
    public AtChannel Channel => _channel;

    /// <summary>Identity, SIM, registration, signal, operator, time.</summary>
    public ModemFacts Facts => _facts;

    /// <summary>Restarts that nobody asked for, since power-on.</summary>
    public int Reboots { get; private set; }

    /// <summary>Last error number of the modem's TLS service.</summary>
    public int LastSessionError => _socket.LastError;

    private ModemProfile Profile => _profiles[(int)_settings.Model];

    /// <summary>Moves the driver on. Bounded, never waits.</summary>
    /// <returns>Milliseconds until it must run again if nothing arrives.</returns>
    public int Step(long nowMs)
    {
        bool hasInput = _channel.Receive();
        if (!hasInput && nowMs < _wakeMs && !_socket.IsWanting)
        {
            return (int)(_wakeMs - nowMs);
        }

        if (!hasInput && _channel.IsSending && _chat.Outcome == ChatOutcome.Busy)
        {
            // Until the command is out, or late, there is nothing else to be done.
            _channel.Flush();
            if (_channel.IsSending && nowMs < _chat.DueMs)
            {
                _wakeMs = nowMs + Limits.BusyStepMs;
                return Limits.BusyStepMs;
            }
        }

        if (!_isStarted)
        {
            _isStarted = true;
            _power.SetSupply(true);
            Enter(ModemState.Boot, nowMs);
            _pulseMs = nowMs + Limits.ModemFirstProbeMs;
        }

        for (int i = 0; hasInput && i < MovesMax; i++)
        {
            Drain(nowMs);
            hasInput = _channel.HasMore && _channel.Receive();
        }

        if (hasInput)
        {
            Drain(nowMs);
        }

        _chat.Check(nowMs);
        for (int i = 0; i < MovesMax && Advance(nowMs); i++)
        {
        }

        _channel.Flush();
        return Wake(nowMs);
    }

    /// <summary>Settings have changed: they are applied at once.</summary>
    public void OnSettingsChanged()
    {
        _isSettingsChanged = true;
        _wakeMs = 0;
    }

    /// <summary>
    /// The acquirer has answered over this modem: trouble begins at the ladder's bottom again.
    /// </summary>
    public void Proven()
    {
        _isProven = true;
        _ladder.Proven();
        _powerCuts = 0;
        _climbMs = 0;
        _tls.Proven();
    }

    /// <summary>The acquirer was silent over an open session.</summary>
    public void OnPeerSilent(FaultCode fault, long nowMs)
    {
        if (_state == ModemState.Ready && !_socket.IsFailureKnown)
        {
            OnTrouble(fault, ModemRung.Reopen, nowMs);
            _wakeMs = 0;
        }
    }

    private void Drain(long nowMs)
    {
        AtToken token = _channel.Next();
        while (token != AtToken.None)
        {
            if (_channel.IsRawDamaged)
            {
                _channel.AbandonRaw();
                _socket.OnDamaged();
            }

            OnToken(token, nowMs);
            token = _channel.Next();
        }
    }

    // The lines that change the state at once; then the table of the others, then a waiting
    // command gets the token.
    private void OnToken(AtToken token, long nowMs)
    {
        if (token != AtToken.Raw && token != AtToken.Echo)
        {
            _hasLine = true;
        }

        switch (token)
        {
            case AtToken.Raw:
                // The command ends when the run's end is announced or has had its time.
                _socket.OnRaw(nowMs);
                return;
            case AtToken.Ok when _state == ModemState.Boot || _state == ModemState.Backoff:
                Enter(ModemState.Setup, nowMs);
                return;
            case AtToken.Booted:
            case AtToken.PowerDown:
                OnBooted(nowMs);
                return;
            default:
                break;
        }

        token = _lines.Take(token, _state, nowMs);
        if (token != AtToken.None)
        {
            _chat.Feed(token, nowMs);
        }
    }

    private void OnBooted(long nowMs)
    {
        if (_state <= ModemState.Boot)
        {
            return;
        }

        if (_state != ModemState.Restart && _state != ModemState.Backoff)
        {
            Reboots++;
            _events.Add(EventKind.ModemReboot, (int)_state, Reboots);
        }

        Enter(ModemState.Boot, nowMs);
    }

    private bool Advance(long nowMs)
    {
        ModemState before = _state;
        if (_isSettingsChanged && before > ModemState.Sim && before < ModemState.Restart)
        {
            _isSettingsChanged = false;
            Enter(ModemState.Context, nowMs);
            return true;
        }

        if (before > ModemState.Sim && before < ModemState.Restart && _facts.Sim != SimState.Ready)
        {
            Enter(ModemState.Sim, nowMs);
            return true;
        }

        switch (before)
        {
            case ModemState.PowerOff:
            case ModemState.PowerRise:
            case ModemState.OnPulse:
            case ModemState.ResetPulse:
                AdvancePower(nowMs);
                break;
            case ModemState.Boot:
            case ModemState.Backoff:
                AdvanceBoot(nowMs);
                break;
            case ModemState.Ready:
                return AdvanceReady(nowMs);
            default:
                AdvanceScript(nowMs);
                break;
        }

        return _state != before;
    }

    private void AdvancePower(long nowMs)
    {
        if (nowMs < _status.UntilMs)
        {
            return;
        }

        switch (_state)
        {
            case ModemState.PowerOff:
                _power.SetSupply(true);
                Enter(ModemState.PowerRise, nowMs);
                break;
            case ModemState.PowerRise:
                Enter(ModemState.OnPulse, nowMs);
                break;
            default:
                bool isOnPulse = _state == ModemState.OnPulse;
                _power.SetPowerKey(false);
                Enter(ModemState.Boot, nowMs);
                _isPulsed = isOnPulse;
                break;
        }
    }

    private void AdvanceBoot(long nowMs)
    {
        bool isBackoff = _state == ModemState.Backoff;
        if (nowMs >= _status.UntilMs)
        {
            if (isBackoff)
            {
                _power.SetSupply(false);
                Enter(ModemState.PowerOff, nowMs);
                return;
            }

            _status.SetFault(FaultCode.ModemSilent);
            Climb(ModemRung.ResetPulse, ModemRung.PowerCut, nowMs);
            return;
        }

        if (!isBackoff && !_isPulsed && !_hasLine && nowMs >= _pulseMs)
        {
            Enter(ModemState.OnPulse, nowMs);
            return;
        }

        if (nowMs >= _status.NextMs)
        {
            _status.NextMs = nowMs + (isBackoff ? Limits.ModemBackoffProbeMs : Limits.ModemProbeMs);
            _channel.SendCommand(Wire.Put(_channel.CommandBuffer, 0, _probe));
        }
    }

    private void AdvanceScript(long nowMs)
    {
        switch (_chat.Outcome)
        {
            case ChatOutcome.Busy:
                return;
            case ChatOutcome.Failed:
                OnScriptFailed(nowMs);
                return;
            case ChatOutcome.Silent:
                OnSilent(nowMs);
                return;
            default:
                AdvanceDone(nowMs);
                return;
        }
    }

    // The script of the state has run to its end.
    private void AdvanceDone(long nowMs)
    {
        switch (_state)
        {
            case ModemState.Setup:
                _status.Clear(FaultCode.ModemSilent);
                Enter(ModemState.Sim, nowMs);
                break;
            case ModemState.Sim:
                AdvanceSim(nowMs);
                break;
            case ModemState.Context:
                bool isSame = _facts.Apn.Length == _settings.ApnLength
                    && Wire.Same(_facts.Apn.Bytes, 0, _settings.Apn, 0, _facts.Apn.Length);
                Enter(isSame ? ModemState.Register : ModemState.ContextWrite, nowMs);
                break;
            case ModemState.ContextWrite:
                _needsReattach = true;
                Enter(ModemState.Register, nowMs);
                break;
            case ModemState.Register:
                AdvanceRegister(nowMs);
                break;
            case ModemState.Detach:
                _needsReattach = false;
                Enter(ModemState.Attach, nowMs);
                break;
            case ModemState.Attach:
                AdvanceAttach(nowMs);
                break;
            case ModemState.Clock:
                AdvanceClock(nowMs);
                break;
            case ModemState.ClockWrite:
            case ModemState.ClockAsk:
                EnterFromClock(ModemState.Clock, nowMs);
                break;
            case ModemState.Restart:
                Enter(ModemState.Boot, nowMs);
                _status.NextMs = nowMs + Limits.ModemRestartSettleMs;
                break;
            default:
                Enter(_tls.Next(_state), nowMs);
                break;
        }
    }

    private void AdvanceSim(long nowMs)
    {
        switch (_facts.Sim)
        {
            case SimState.Ready:
                _status.Clear(FaultCode.NoSim);
                _status.Clear(FaultCode.SimLocked);
                Enter(ModemState.Context, nowMs);
                return;
            case SimState.Absent:
                _status.SetFault(FaultCode.NoSim);
                break;
            case SimState.Locked:
                _status.SetFault(FaultCode.SimLocked);
                break;
            default:
                if (nowMs - _status.SinceMs >= Limits.ModemVerdictMs)
                {
                    _status.SetFault(FaultCode.NoSim);
                }

                break;
        }

        // A holder without a switch shows a new SIM only after a restart; a locked one needs a
        // person.
        Poll(_scripts.Of(ModemState.Sim), Limits.ModemSimPollMs, ModemState.Restart, nowMs);
    }

    private void AdvanceRegister(long nowMs)
    {
        if (_facts.IsRegistered)
        {
            _status.Clear(FaultCode.NoCoverage);
            _status.Clear(FaultCode.RegistrationDenied);
            Enter(_needsReattach ? ModemState.Detach : ModemState.Attach, nowMs);
            return;
        }

        if (_facts.Registration == 3)
        {
            _status.SetFault(FaultCode.RegistrationDenied);
        }
        else if (_facts.Registration == 5)
        {
            _status.SetFault(FaultCode.NoDataBearer);
        }
        else if (nowMs - _status.SinceMs >= Limits.ModemVerdictMs
            || _status.Fault == FaultCode.RegistrationDenied)
        {
            _status.SetFault(FaultCode.NoCoverage);
        }

        Poll(
            _scripts.Of(ModemState.Register),
            Limits.ModemRegisterPollMs,
            ModemState.Restart,
            nowMs);
    }

    private void AdvanceAttach(long nowMs)
    {
        if (!_facts.IsRegistered && nowMs - _facts.LostMs >= Limits.ModemLossGraceMs)
        {
            Enter(ModemState.Register, nowMs);
            return;
        }

        if (_facts.IsRegistered)
        {
            _status.Clear(FaultCode.NoDataBearer);
            Enter(ModemState.Clock, nowMs);
        }
    }

    private void AdvanceClock(long nowMs)
    {
        // Only a time read in this visit counts: the modem may have lost its clock since the last.
        if (_facts.NetworkUtcSeconds > 0 && _facts.NetworkUtcAtMs >= _status.SinceMs)
        {
            _status.Clear(FaultCode.ClockUnknown);
            Enter(_tls.First, nowMs);
            return;
        }

        if (nowMs - _status.SinceMs >= Limits.ModemVerdictMs)
        {
            _status.SetFault(FaultCode.ClockUnknown);
        }

        if (nowMs >= _askMs)
        {
            bool isKnown = _clock.UtcSeconds > 0;
            _askMs = nowMs + (isKnown ? Limits.ModemClockWriteMs : Limits.ModemClockAskMs);
            EnterFromClock(isKnown ? ModemState.ClockWrite : ModemState.ClockAsk, nowMs);
            return;
        }

        Poll(_scripts.Of(ModemState.Clock), Limits.ModemClockPollMs, ModemState.Detach, nowMs);
    }

    private void EnterFromClock(ModemState state, long nowMs)
    {
        long sinceMs = _status.SinceMs;
        long untilMs = _status.UntilMs;
        Enter(state, nowMs);
        _status.SinceMs = sinceMs;
        _status.UntilMs = untilMs;
    }

    private bool AdvanceReady(long nowMs)
    {
        if (_tls.IsRestartDue)
        {
            Climb(ModemRung.RestartService, ModemRung.PowerCut, nowMs);
            return true;
        }

        if (_facts.LostMs > 0 && nowMs - _facts.LostMs >= Limits.ModemLossGraceMs)
        {
            _status.SetFault(
                _facts.Registration == 3 ? FaultCode.RegistrationDenied : FaultCode.NoCoverage);
            Enter(ModemState.Register, nowMs);
            return true;
        }

        if (_socket.IsTailOver(nowMs))
        {
            _chat.Feed(AtToken.Raw, nowMs);
        }

        if (_chat.Outcome == ChatOutcome.Busy)
        {
            return false;
        }

        return EndOperation(nowMs) || BeginOperation(nowMs);
    }

    private bool EndOperation(long nowMs)
    {
        ChatOutcome outcome = _chat.Outcome;
        if (_isSocketRunning)
        {
            _isSocketRunning = false;
            _socket.OnEnd(outcome, nowMs);
        }

        if (outcome == ChatOutcome.Silent)
        {
            OnSilent(nowMs);
            return true;
        }

        if (_isPollRunning && outcome == ChatOutcome.Failed)
        {
            OnScriptFailed(nowMs);
            return true;
        }

        _isPollRunning = false;
        if (_socket.Trouble == FaultCode.None)
        {
            return false;
        }

        FaultCode trouble = _socket.Trouble;
        _socket.TakeTrouble();
        OnTrouble(trouble, _socket.TroubleFloor, nowMs);
        return _state != ModemState.Ready;
    }

    private bool BeginOperation(long nowMs)
    {
        ChatScript script = _socket.Next(nowMs);
        if (script != null)
        {
            _isSocketRunning = true;
        }
        else if (nowMs >= _status.NextMs)
        {
            _isPollRunning = true;
            _status.NextMs = nowMs + Limits.ModemPollMs;
            _polls++;
            bool isLong = _polls % Limits.ModemLongPollPolls == 0;
            script = isLong ? _scripts.LongPoll : _scripts.Poll;
        }

        if (script == null)
        {
            if (nowMs - _status.SinceMs >= Limits.ModemProvenMs && !_isProven)
            {
                Proven();
            }

            return _socket.Trouble != FaultCode.None;
        }

        _chat.Start(script, nowMs);
        return false;
    }

    private void OnScriptFailed(long nowMs)
    {
        _tls.OnFailed(_state, ChatOutcome.Failed);
        switch (_state)
        {
            case ModemState.Restart:
                AdvanceDone(nowMs);
                break;
            case ModemState.Setup:
                _status.SetFault(FaultCode.ModemSilent);
                Climb(ModemRung.Restart, ModemRung.PowerCut, nowMs);
                break;
            case ModemState.Sim:
            case ModemState.Register:
                Climb(ModemRung.Restart, ModemRung.PowerCut, nowMs);
                break;
            case ModemState.Detach:
                AdvanceDone(nowMs);
                break;
            case ModemState.Context:
            case ModemState.ContextWrite:
            case ModemState.Attach:
                _status.SetFault(FaultCode.NoDataBearer);
                Climb(ModemRung.Reattach, ModemRung.PowerCut, nowMs);
                break;
            case ModemState.Clock:
            case ModemState.ClockWrite:
                _status.SetFault(FaultCode.ClockUnknown);
                Climb(ModemRung.Reattach, ModemRung.PowerCut, nowMs);
                break;
            case ModemState.CertificateList:
            case ModemState.CertificateDelete:
            case ModemState.CertificateUpload:
            case ModemState.TlsSettings:
                _status.SetFault(FaultCode.CertificateRefused);
                Climb(ModemRung.RestartService, ModemRung.PowerCut, nowMs);
                break;
            default:
                _status.SetFault(FaultCode.NoDataBearer);
                Climb(ModemRung.RestartService, ModemRung.PowerCut, nowMs);
                break;
        }
    }

    private void OnSilent(long nowMs)
    {
        _status.SetFault(FaultCode.ModemSilent);
        _tls.OnFailed(_state, ChatOutcome.Silent);
        Climb(ModemRung.ResetPulse, ModemRung.PowerCut, nowMs);
    }

    // Trouble of a session. What may well be the acquirer's own is met with pauses and no hard
    // remedies.
    private void OnTrouble(FaultCode fault, ModemRung floor, long nowMs)
    {
        _isProven = false;
        _events.Add(EventKind.ModemSession, _socket.LastError, (int)fault);
        bool isPeers = fault == FaultCode.ConnectionRefused || fault == FaultCode.CertificateRefused
            || fault == FaultCode.NameNotFound;
        if (fault == FaultCode.CertificateRefused && _tls.IsReplaced(nowMs))
        {
            Climb(ModemRung.RestartService, ModemRung.RestartService, nowMs);
            return;
        }

        if (nowMs < _climbMs)
        {
            _ladder.Note(ModemRung.Reopen);
            return;
        }

        ModemRung rung = Climb(floor, isPeers ? ModemRung.Restart : ModemRung.PowerCut, nowMs);
        if ((isPeers && rung > ModemRung.Reopen) || rung >= ModemRung.Restart)
        {
            _climbMs = nowMs + _ladder.NextPauseMs();
        }
    }

    private ModemRung Climb(ModemRung floor, ModemRung cap, long nowMs)
    {
        _isProven = false;
        ModemRung rung = _ladder.Climb(floor, cap);
        _events.Add(EventKind.ModemRung, (int)rung, (int)_state);
        switch (rung)
        {
            case ModemRung.RestartService:
                Enter(ModemState.ServiceStop, nowMs);
                break;
            case ModemRung.Reattach:
                Enter(ModemState.Detach, nowMs);
                break;
            case ModemRung.Restart:
                Enter(ModemState.Restart, nowMs);
                break;
            case ModemRung.ResetPulse:
                Enter(ModemState.ResetPulse, nowMs);
                break;
            case ModemRung.PowerCut:
                if (_powerCuts++ == 0)
                {
                    _power.SetSupply(false);
                    Enter(ModemState.PowerOff, nowMs);
                }
                else
                {
                    Enter(ModemState.Backoff, nowMs);
                }

                break;
            default:
                break;
        }

        return rung;
    }

    // Looks again at what must be waited for, and now and then gives it a push.
    private void Poll(ChatScript script, int everyMs, ModemState kick, long nowMs)
    {
        if (nowMs >= _status.UntilMs)
        {
            ModemRung rung = kick == ModemState.Restart ? ModemRung.Restart : ModemRung.Reattach;
            _ladder.Note(rung);
            _events.Add(EventKind.ModemRung, (int)rung, (int)_state);
            Enter(kick, nowMs);
            return;
        }

        if (nowMs >= _status.NextMs)
        {
            _status.NextMs = nowMs + everyMs;
            _chat.Start(script, nowMs);
        }
    }

    private void Enter(ModemState state, long nowMs)
    {
        if (_state == ModemState.Ready && state != ModemState.Ready)
        {
            bool isKnown = _status.Fault != FaultCode.None && _status.Fault != FaultCode.Starting;
            _socket.Disable(isKnown ? _status.Fault : FaultCode.ConnectionLost);
        }

        if (_state == ModemState.OnPulse || _state == ModemState.ResetPulse)
        {
            _power.SetPowerKey(false);
        }

        _state = state;
        _status.Begin(nowMs);
        _isSocketRunning = false;
        _isPollRunning = false;
        _chat.Stop();
        Prepare(nowMs);
        ChatScript script = ScriptOf(state);
        if (script == null)
        {
            return;
        }

        if (state == ModemState.Setup)
        {
            // Answers of several probes may be on their way.
            _chat.Distrust();
        }

        _chat.Start(script, nowMs);
    }

    private void Prepare(long nowMs)
    {
        switch (_state)
        {
            case ModemState.PowerOff:
                _status.UntilMs = nowMs + Limits.ModemPowerOffMs;
                break;
            case ModemState.PowerRise:
                _status.UntilMs = nowMs + Limits.ModemPowerRiseMs;
                break;
            case ModemState.OnPulse:
                _power.SetPowerKey(true);
                _status.UntilMs = nowMs + Profile.OnPulseMs;
                break;
            case ModemState.ResetPulse:
                _power.SetPowerKey(true);
                _status.UntilMs = nowMs + Profile.ResetPulseMs;
                break;
            case ModemState.Boot:
                PrepareBoot(nowMs);
                break;
            case ModemState.Backoff:
                _status.UntilMs = nowMs + _ladder.NextPauseMs();
                _status.NextMs = nowMs;
                break;
            case ModemState.Sim:
                _status.NextMs = nowMs + Limits.ModemSimPollMs;
                _status.UntilMs = nowMs + Limits.ModemSimKickMs;
                break;
            case ModemState.Context:
                _facts.Apn.Clear();
                break;
            case ModemState.Register:
                _status.NextMs = nowMs + Limits.ModemRegisterPollMs;
                _status.UntilMs = nowMs + Limits.ModemRegisterKickMs;
                break;
            case ModemState.Clock:
                _status.NextMs = nowMs + Limits.ModemClockPollMs;
                _status.UntilMs = nowMs + Limits.ModemClockKickMs;
                break;
            case ModemState.CertificateList:
                _tls.PrepareList();
                break;
            case ModemState.Ready:
                _status.SetFault(FaultCode.None);
                _socket.Enable();
                _tls.OnReady();
                _status.NextMs = nowMs;
                break;
            default:
                break;
        }
    }

    private void PrepareBoot(long nowMs)
    {
        _tls.OnBoot();
        _isPulsed = false;
        _isSettingsChanged = false;
        _hasLine = false;
        _askMs = 0;
        _facts.Forget();
        _channel.Reset();
        _chat.Trust();
        _pulseMs = nowMs + Profile.BootPulseMs;
        _status.UntilMs = nowMs + Profile.BootLimitMs;
        _status.NextMs = nowMs;
    }

    private ChatScript ScriptOf(ModemState state) =>
        state == ModemState.Setup ? Profile.Setup
        : state == ModemState.Context ? Profile.Context
        : state == ModemState.ServiceStart && _tls.IsStartSlow ? _scripts.ServiceStartSlow
        : _scripts.Of(state);

    private int Wake(long nowMs)
    {
        // A line may be polled rather than wake the board: look often while an answer is due.
        int waitMs = _channel.IsSending || _channel.IsMidLine ? Limits.BusyStepMs
            : _chat.Outcome == ChatOutcome.Busy || _socket.IsWanting
                || _socket.State == TransportState.Connecting ? Limits.ModemAnswerStepMs : 0;
        if (waitMs == 0)
        {
            long dueMs = nowMs + Limits.IdleStepMs;
            dueMs = _status.NextMs < dueMs ? _status.NextMs : dueMs;
            dueMs = _status.UntilMs < dueMs ? _status.UntilMs : dueMs;
            dueMs = _socket.DueMs < dueMs ? _socket.DueMs : dueMs;
            if (_facts.LostMs > 0 && _facts.LostMs + Limits.ModemLossGraceMs < dueMs)
            {
                dueMs = _facts.LostMs + Limits.ModemLossGraceMs;
            }

            waitMs = dueMs > nowMs ? (int)(dueMs - nowMs) : Limits.BusyStepMs;
        }

        _wakeMs = nowMs + waitMs;
        return waitMs;
    }
}
