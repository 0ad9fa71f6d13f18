using Terminal.Agent.Diagnostics;

namespace Terminal.Agent.Modem;

/// <summary>
/// What is done about trouble: which fault is told, which remedies are tried, and in which state
/// each of them begins.
/// </summary>
/// <remarks>
/// | rung | state |
/// | Retry, Resync, Reopen | the same |
/// | RestartService | ServiceStop |
/// | Reattach | Detach |
/// | Restart | Restart |
/// | ResetPulse | ResetPulse |
/// | PowerCut | PowerOff; from the second one on Backoff |
/// </remarks>
public sealed class ModemRecovery
{
    private readonly ModemStatus _status;
    private readonly TlsSequence _tls;
    private readonly IEventSink _events;
    private readonly RecoveryLadder _ladder;

    private readonly ModemTime _time;
    private readonly LineSpeed _speed;

    private bool _isProven;

    // The clock has been looked at for a refused certificate since health was last proven.
    private bool _isClockLooked;
    private int _powerCuts;
    private int _backoffMs;

    // No remedy for a session's trouble before this.
    private long _climbMs;

    // No cut for a modem that is out of sockets before this.
    private long _renewMs;

    /// <summary>Recovery that begins at the ladder's bottom.</summary>
    public ModemRecovery(
        ModemStatus status,
        TlsSequence tls,
        ModemTime time,
        RecoveryLadder ladder,
        LineSpeed speed,
        IEventSink events)
    {
        _speed = speed;
        _status = status;
        _time = time;
        _tls = tls;
        _ladder = ladder;
        _events = events;
    }

    /// <summary>Health has been proven, and there was no trouble since.</summary>
    public bool IsProven => _isProven;

    /// <summary>How long the Backoff lasts that has been begun last, in ms.</summary>
    public int BackoffMs => _backoffMs;

    /// <summary>Health is proven: trouble begins at the ladder's bottom again.</summary>
    public void Proven()
    {
        _isProven = true;
        _ladder.Proven();
        _powerCuts = 0;
        _climbMs = 0;
        _isClockLooked = false;
        _speed.Proven();
        _tls.Proven();
    }

    /// <summary>The script of a state was refused.</summary>
    /// <param name="state">The state.</param>
    /// <param name="refusal">What that tells; None when the state does.</param>
    /// <returns>The next state.</returns>
    public ModemState OnRefused(ModemState state, FaultCode refusal)
    {
        _tls.OnFailed(state, ChatOutcome.Failed);
        switch (state)
        {
            case ModemState.Setup:
                return Climb(ModemRung.Restart, FaultCode.ModemSilent, state);
            case ModemState.Sim:
            case ModemState.Register:
                return Climb(ModemRung.Restart, _status.Fault, state);
            case ModemState.Context:
            case ModemState.ContextWrite:
            case ModemState.AuthWrite:
            case ModemState.Attach:
                bool isKnown = refusal != FaultCode.None;
                return Climb(
                    ModemRung.Reattach, isKnown ? refusal : FaultCode.NoDataBearer, state);
            case ModemState.Clock:
            case ModemState.ClockWrite:
                return Climb(ModemRung.Reattach, FaultCode.ClockUnknown, state);
            case ModemState.CertificateList:
            case ModemState.CertificateDelete:
            case ModemState.CertificateUpload:
            case ModemState.TlsSettings:
            case ModemState.OptionRead:
                return Climb(ModemRung.RestartService, FaultCode.CertificateRefused, state);
            default:
                return Climb(ModemRung.RestartService, FaultCode.NoDataBearer, state);
        }
    }

    /// <summary>
    /// The modem is silent. It is sought at the other speed of its line before any remedy.
    /// </summary>
    /// <returns>The next state.</returns>
    public ModemState OnSilent(ModemState state)
    {
        _tls.OnFailed(state, ChatOutcome.Silent);
        if (_speed.IsVariable && state != ModemState.Seek && state != ModemState.Boot)
        {
            return ModemState.Seek;
        }

        return Climb(ModemRung.ResetPulse, FaultCode.ModemSilent, state);
    }

    /// <summary>The TLS service has stopped by itself.</summary>
    /// <returns>The next state.</returns>
    public ModemState OnServiceLost() =>
        Climb(ModemRung.RestartService, _status.Fault, ModemState.Ready);

    /// <summary>
    /// Trouble of a session. What may well be the acquirer's own is met with pauses and no hard
    /// remedies.
    /// </summary>
    /// <param name="fault">What has happened to it.</param>
    /// <param name="floor">The mildest remedy that can help.</param>
    /// <param name="error">The last error number of the modem's TLS service.</param>
    /// <param name="nowMs">Uptime.</param>
    /// <returns>The next state, Ready when the session alone is to be opened anew.</returns>
    public ModemState OnTrouble(FaultCode fault, ModemRung floor, int error, long nowMs)
    {
        _isProven = false;
        _events.Add(EventKind.ModemSession, error, (int)fault);
        if (floor == ModemRung.PowerCut)
        {
            return Renew(nowMs);
        }

        bool isRefused = fault == FaultCode.CertificateRefused;
        if (isRefused && !_isClockLooked && _time.IsDoubtful(nowMs))
        {
            // A wrong date looks like a wrong certificate.
            _isClockLooked = true;
            _ladder.Note(ModemRung.Reopen);
            return _time.IsVerified ? ModemState.Clock : ModemState.ClockAsk;
        }

        if (isRefused && _tls.IsReplaced(nowMs))
        {
            Take(ModemRung.RestartService, ModemRung.RestartService, ModemState.Ready);
            return ModemState.ServiceStop;
        }

        if (nowMs < _climbMs)
        {
            _ladder.Note(ModemRung.Reopen);
            return ModemState.Ready;
        }

        bool isPeers = fault == FaultCode.ConnectionRefused || fault == FaultCode.CertificateRefused
            || fault == FaultCode.NameNotFound;
        ModemRung cap = isPeers ? ModemRung.Restart : ModemRung.PowerCut;
        ModemRung rung = Take(floor, cap, ModemState.Ready);
        ModemState next = Begin(rung, ModemState.Ready);
        if ((isPeers && rung > ModemRung.Reopen) || rung >= ModemRung.Restart)
        {
            _climbMs = nowMs + _ladder.NextPauseMs();
        }

        return next;
    }

    /// <summary>
    /// What must be waited for gets a push, which leaves the ladder where it is: the time a new
    /// attach, SIM and registration a restart.
    /// </summary>
    /// <param name="state">The state that waits.</param>
    /// <returns>The next state.</returns>
    public ModemState Push(ModemState state)
    {
        bool isClock = state == ModemState.Clock;
        ModemRung rung = isClock ? ModemRung.Reattach : ModemRung.Restart;
        _ladder.Note(rung);
        _events.Add(EventKind.ModemRung, (int)rung, (int)state);
        return isClock ? ModemState.Detach : ModemState.Restart;
    }

    // Nothing milder helps, and its way back is known: no rung before it, no long pause after it.
    private ModemState Renew(long nowMs)
    {
        if (nowMs < _renewMs)
        {
            _ladder.Note(ModemRung.Reopen);
            return ModemState.Ready;
        }

        _renewMs = nowMs + _ladder.NextPauseMs();
        _ladder.Note(ModemRung.PowerCut);
        _events.Add(EventKind.ModemRung, (int)ModemRung.PowerCut, (int)ModemState.Ready);
        return ModemState.PowerOff;
    }

    private ModemState Climb(ModemRung floor, FaultCode fault, ModemState state)
    {
        _status.SetFault(fault);
        return Begin(Take(floor, ModemRung.PowerCut, state), state);
    }

    private ModemRung Take(ModemRung floor, ModemRung cap, ModemState state)
    {
        _isProven = false;
        ModemRung rung = _ladder.Climb(floor, cap);
        _events.Add(EventKind.ModemRung, (int)rung, (int)state);
        return rung;
    }

    private ModemState Begin(ModemRung rung, ModemState state)
    {
        switch (rung)
        {
            case ModemRung.RestartService:
                return ModemState.ServiceStop;
            case ModemRung.Reattach:
                return ModemState.Detach;
            case ModemRung.Restart:
                return ModemState.Restart;
            case ModemRung.ResetPulse:
                return ModemState.ResetPulse;
            case ModemRung.PowerCut:
                if (_powerCuts++ == 0)
                {
                    return ModemState.PowerOff;
                }

                _backoffMs = _ladder.NextPauseMs();
                return ModemState.Backoff;
            default:
                return state;
        }
    }
}
