using Terminal.Agent.Ports;

namespace Terminal.Agent.Modem;

/// <summary>
/// Supply and PWRKEY, and the waiting for the modem's first answer.
/// </summary>
/// <remarks>
/// | state | when | next |
/// | PowerOff | its time is over | PowerRise |
/// | PowerRise | its time is over | OnPulse |
/// | OnPulse, ResetPulse | its time is over | Boot |
/// | Boot | not a line, and no on-pulse yet | OnPulse |
/// | Boot | its time is over | the ladder's remedy for silence |
/// | Backoff | its time is over | PowerOff |
/// | Boot, Backoff | OK | Setup (the driver sees to it) |
/// </remarks>
public sealed class PowerSequence
{
    /// <summary>A line of the modem has come since the boot began: it is on.</summary>
    public bool HasLine;

    private readonly IModemPower _power;
    private readonly AtChannel _channel;
    private readonly ModemStatus _status;
    private readonly ModemRecovery _recovery;
    private readonly LineSpeed _speed;
    private readonly byte[] _probe = ByteCodec.Ascii("AT");
    private int _probes;

    private bool _isPulsed;
    private long _pulseMs;

    /// <summary>Nothing is switched before <see cref="Start"/>.</summary>
    public PowerSequence(
        IModemPower power,
        AtChannel channel,
        ModemStatus status,
        ModemRecovery recovery,
        LineSpeed speed)
    {
        _speed = speed;
        _power = power;
        _channel = channel;
        _status = status;
        _recovery = recovery;
    }

    /// <summary>
    /// The terminal has begun, in state Boot: the modem may be running already, so it is asked
    /// first.
    /// </summary>
    public void Start(long nowMs)
    {
        _power.SetSupply(true);
        _pulseMs = nowMs + Limits.ModemFirstProbeMs;
    }

    /// <summary>One of its states is entered.</summary>
    public void Prepare(ModemState before, ModemState state, ModemProfile profile, long nowMs)
    {
        int lastsMs;
        switch (state)
        {
            case ModemState.PowerOff:
                _power.SetSupply(false);
                lastsMs = Limits.ModemPowerOffMs;
                break;
            case ModemState.PowerRise:
                _power.SetSupply(true);
                lastsMs = Limits.ModemPowerRiseMs;
                break;
            case ModemState.OnPulse:
                _power.SetPowerKey(true);
                lastsMs = profile.OnPulseMs;
                break;
            case ModemState.ResetPulse:
                _power.SetPowerKey(true);
                lastsMs = profile.ResetPulseMs;
                break;
            case ModemState.Boot:
                HasLine = false;
                _probes = 0;
                _isPulsed = before == ModemState.OnPulse;
                _pulseMs = nowMs + profile.BootPulseMs;
                _status.NextMs = before == ModemState.Restart
                    ? nowMs + Limits.ModemRestartSettleMs : nowMs;
                lastsMs = profile.BootLimitMs;
                break;
            default:
                HasLine = false;

                // A modem that answers and refuses must not be asked again without a pause.
                _status.NextMs = nowMs + Limits.ModemBackoffProbeMs;
                lastsMs = _recovery.BackoffMs;
                break;
        }

        _status.UntilMs = nowMs + lastsMs;
    }

    /// <summary>Acts on what is due in one of its states.</summary>
    /// <returns>The next state.</returns>
    public ModemState Next(ModemState state, long nowMs)
    {
        bool isOver = nowMs >= _status.UntilMs;
        switch (state)
        {
            case ModemState.PowerOff:
                return isOver ? ModemState.PowerRise : state;
            case ModemState.PowerRise:
                return isOver ? ModemState.OnPulse : state;
            case ModemState.Boot:
                return isOver ? _recovery.OnSilent(state) : NextOfBoot(nowMs);
            case ModemState.Backoff:
                if (isOver)
                {
                    return ModemState.PowerOff;
                }

                Probe(Limits.ModemBackoffProbeMs, nowMs);
                return state;
            default:
                if (!isOver)
                {
                    return state;
                }

                _power.SetPowerKey(false);
                return ModemState.Boot;
        }
    }

    private ModemState NextOfBoot(long nowMs)
    {
        if (!_isPulsed && !HasLine && nowMs >= _pulseMs)
        {
            return ModemState.OnPulse;
        }

        Probe(Limits.ModemProbeMs, nowMs);
        return ModemState.Boot;
    }

    private void Probe(int everyMs, long nowMs)
    {
        if (nowMs >= _status.NextMs)
        {
            // A modem that was reset may be at another speed than it is spoken to at.
            if (_speed.IsVariable && !HasLine && ++_probes % Limits.ModemSpeedProbesCount == 0)
            {
                _speed.Swap();
            }

            _status.NextMs = nowMs + everyMs;
            _channel.SendCommand(ByteCodec.Put(_channel.CommandBuffer, 0, _probe));
        }
    }
}
