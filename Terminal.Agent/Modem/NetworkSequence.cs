using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// From the SIM to a data bearer and a known time. What must be waited for is looked at again and
/// again, and now and then given a push.
/// </summary>
/// <remarks>
/// | state | its script has ended | next |
/// | Sim | the SIM is ready | Context |
/// | Sim | its time is over | Restart |
/// | Context | the access point name is the setting's | Register |
/// | Context | it is another | ContextWrite |
/// | ContextWrite | | AuthWrite when the access point has a user, or had one; else Register |
/// | AuthWrite | | Register, and Detach after it |
/// | Register | registered | Attach, or Detach when it is due |
/// | Register | its time is over | Restart |
/// | Detach | | Attach |
/// | Attach | registered | Clock |
/// | Attach | registration lost | Register |
/// | Clock | the time is known | the first state of TLS |
/// | Clock | it is to be set or asked for | ClockWrite, ClockAsk |
/// | Clock | its time is over | Detach |
/// | ClockWrite, ClockAsk | | Clock |
/// </remarks>
public sealed class NetworkSequence
{
    private readonly ModemFacts _facts;
    private readonly ModemStatus _status;
    private readonly ModemRecovery _recovery;
    private readonly TlsSequence _tls;
    private readonly CellularSettings _settings;
    private readonly IClock _clock;
    private readonly ModemScripts _scripts;
    private readonly AtChat _chat;

    private bool _isDetachDue;

    // The modem has been told to detach, and not yet to attach: it registers no more by itself.
    private bool _isDetached;

    // User and password have been handed over since the boot: they are taken back when the
    // settings have none any more.
    private bool _isAuthSet;
    private bool _isAuthDue;

    // When the modem's clock may be set or a time server be asked again.
    private long _askMs;

    // Setting the clock or asking for the time is part of one visit to Clock.
    private long _clockSinceMs;
    private long _clockUntilMs;

    /// <summary>See <see cref="ModemDriver"/> for the parts.</summary>
    public NetworkSequence(
        ModemFacts facts,
        ModemStatus status,
        ModemRecovery recovery,
        TlsSequence tls,
        CellularSettings settings,
        IClock clock,
        ModemScripts scripts,
        AtChat chat)
    {
        _facts = facts;
        _status = status;
        _recovery = recovery;
        _tls = tls;
        _settings = settings;
        _clock = clock;
        _scripts = scripts;
        _chat = chat;
    }

    /// <summary>The modem has begun anew.</summary>
    public void OnBoot()
    {
        _askMs = 0;
        _isAuthSet = false;
        _isAuthDue = true;
        _isDetached = false;
        _facts.Forget();
    }

    /// <summary>One of its states is entered.</summary>
    public void Prepare(ModemState before, ModemState state, long nowMs)
    {
        switch (state)
        {
            case ModemState.Sim:
                _status.Wait(Limits.ModemSimPollMs, Limits.ModemSimKickMs, nowMs);
                break;
            case ModemState.Context:
                _facts.Apn.Clear();
                break;
            case ModemState.Detach:
                _isDetached = true;
                break;
            case ModemState.Attach:
                _facts.ForgetContexts();
                break;
            case ModemState.Register:
                _status.Wait(Limits.ModemRegisterPollMs, Limits.ModemRegisterKickMs, nowMs);
                break;
            case ModemState.Clock:
                _status.Wait(Limits.ModemClockPollMs, Limits.ModemClockKickMs, nowMs);
                PrepareClock(before, nowMs);
                break;
            default:
                break;
        }
    }

    /// <summary>The script of one of its states has run to its end.</summary>
    /// <returns>The next state.</returns>
    public ModemState Next(ModemState state, long nowMs)
    {
        switch (state)
        {
            case ModemState.Sim:
                return NextOfSim(nowMs);
            case ModemState.Context:
                return IsContextRight() ? NextOfContext() : ModemState.ContextWrite;
            case ModemState.ContextWrite:
                _isDetachDue = true;
                return NextOfContext();
            case ModemState.AuthWrite:
                _isAuthSet = _settings.ApnAuth != ApnAuth.None;
                _isAuthDue = false;
                _isDetachDue = true;
                return AfterContext();
            case ModemState.Register:
                return NextOfRegister(nowMs);
            case ModemState.Detach:
                _isDetachDue = false;
                return ModemState.Attach;
            case ModemState.Attach:
                return NextOfAttach(nowMs);
            case ModemState.Clock:
                return NextOfClock(nowMs);
            case ModemState.ClockWrite:
                _facts.Time.OnSet(nowMs);
                return ModemState.Clock;
            default:
                return ModemState.Clock;
        }
    }

    /// <summary>The settings have changed: user and password may be others.</summary>
    public void OnSettingsChanged() => _isAuthDue = true;

    // A type that the operator has set stays, unless the settings name another.
    private bool IsContextRight()
    {
        ModemText apn = _facts.Apn;
        ApnType type = _settings.ApnType;
        return apn.Length == _settings.ApnLength
            && ByteCodec.Same(apn.Bytes, 0, _settings.Apn, 0, apn.Length)
            && (type == ApnType.Unchanged || type == _facts.ContextType);
    }

    private ModemState NextOfContext()
    {
        bool hasAuth = _settings.ApnAuth != ApnAuth.None || _isAuthSet;
        return hasAuth && _isAuthDue ? ModemState.AuthWrite : AfterContext();
    }

    private ModemState AfterContext() =>
        _isDetached ? ModemState.Detach : ModemState.Register;

    private void PrepareClock(ModemState before, long nowMs)
    {
        if (before == ModemState.ClockWrite || before == ModemState.ClockAsk)
        {
            _status.SinceMs = _clockSinceMs;
            _status.UntilMs = _clockUntilMs;
        }
        else
        {
            _clockSinceMs = nowMs;
            _clockUntilMs = _status.UntilMs;
        }
    }

    private ModemState NextOfSim(long nowMs)
    {
        switch (_facts.Sim)
        {
            case SimState.Ready:
                _status.Clear(FaultCode.NoSim);
                _status.Clear(FaultCode.SimLocked);
                _status.Clear(FaultCode.OperatorLocked);
                return ModemState.Context;
            case SimState.Absent:
                _status.SetFault(FaultCode.NoSim);
                break;
            case SimState.Locked:
                _status.SetFault(FaultCode.SimLocked);
                break;
            case SimState.OperatorLocked:
                _status.SetFault(FaultCode.OperatorLocked);
                break;
            case SimState.Busy:
                _status.SetFaultLate(FaultCode.NoSim, Limits.ModemSimBusyMs, nowMs);
                break;
            default:
                _status.SetFaultLate(FaultCode.NoSim, nowMs);
                break;
        }

        // A holder without a switch shows a new SIM only after a restart; a locked one needs a
        // person.
        return Poll(ModemState.Sim, Limits.ModemSimPollMs, nowMs);
    }

    private ModemState NextOfRegister(long nowMs)
    {
        if (_facts.IsRegistered)
        {
            _status.Clear(FaultCode.NoCoverage);
            _status.Clear(FaultCode.RegistrationDenied);
            _status.Clear(FaultCode.EmergencyOnly);
            return _isDetachDue ? ModemState.Detach : ModemState.Attach;
        }

        FaultCode fault = _facts.RegistrationFault;
        if (fault != FaultCode.None)
        {
            _status.SetFault(fault);
        }
        else if (_status.Fault == FaultCode.RegistrationDenied
            || _status.Fault == FaultCode.EmergencyOnly)
        {
            _status.SetFault(FaultCode.NoCoverage);
        }
        else
        {
            _status.SetFaultLate(FaultCode.NoCoverage, nowMs);
        }

        return Poll(ModemState.Register, Limits.ModemRegisterPollMs, nowMs);
    }

    private ModemState NextOfAttach(long nowMs)
    {
        _isDetached = false;
        if (_facts.IsRegistered)
        {
            _status.Clear(FaultCode.NoDataBearer);
            _status.Clear(FaultCode.SimWithoutData);
            return ModemState.Clock;
        }

        return nowMs - _facts.LostMs >= Limits.ModemLossGraceMs
            ? ModemState.Register : ModemState.Attach;
    }

    private ModemState NextOfClock(long nowMs)
    {
        // Only a time read in this visit counts: the modem may have lost its clock since the last.
        ModemTime time = _facts.Time;
        if (time.ReadUtcSeconds > 0 && time.ReadAtMs >= _status.SinceMs)
        {
            _status.Clear(FaultCode.ClockUnknown);
            return time.IsSettingDue(nowMs) ? ModemState.ClockWrite : _tls.First;
        }

        _status.SetFaultLate(FaultCode.ClockUnknown, nowMs);
        if (nowMs < _askMs)
        {
            return Poll(ModemState.Clock, Limits.ModemClockPollMs, nowMs);
        }

        if (_clock.UtcSeconds > 0)
        {
            _askMs = nowMs + Limits.ModemClockWriteMs;
            return ModemState.ClockWrite;
        }

        _askMs = nowMs + Limits.ModemClockAskMs;
        return ModemState.ClockAsk;
    }

    // Looks again, or gives a push.
    private ModemState Poll(ModemState state, int everyMs, long nowMs)
    {
        if (nowMs >= _status.UntilMs)
        {
            return _recovery.Push(state);
        }

        if (nowMs >= _status.NextMs)
        {
            _status.NextMs = nowMs + everyMs;
            _chat.Start(_scripts.Of(state), nowMs);
        }

        return state;
    }
}
