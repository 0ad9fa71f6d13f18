namespace Terminal.Agent.Modem;

/// <summary>
/// Another speed of the line, proved by an exchange, and the search for a modem that is silent at
/// the present one.
/// </summary>
/// <remarks>
/// | state | when | next |
/// | SpeedWrite | its script has ended | SpeedProof |
/// | SpeedWrite | refused | Sim, at the speed as it is |
/// | SpeedProof | OK | Sim (the driver sees to it) |
/// | SpeedProof | its time is over | Seek, and the fast speed is given up |
/// | Seek | OK | Boot, as after any restart (the driver sees to it) |
/// | Seek | its time is over | the ladder's remedy for silence |
/// </remarks>
public sealed class SpeedSequence
{
    private readonly LineSpeed _speed;
    private readonly AtChannel _channel;
    private readonly ModemStatus _status;
    private readonly ModemRecovery _recovery;
    private readonly byte[] _probe = ByteCodec.Ascii("AT");
    private readonly byte[] _slow = ByteCodec.Ascii("AT+IPR=");
    private int _probes;

    /// <summary>See <see cref="ModemDriver"/> for the parts.</summary>
    public SpeedSequence(
        LineSpeed speed,
        AtChannel channel,
        ModemStatus status,
        ModemRecovery recovery)
    {
        _speed = speed;
        _channel = channel;
        _status = status;
        _recovery = recovery;
    }

    /// <summary>One of its states is entered.</summary>
    public void Prepare(ModemState state, long nowMs)
    {
        _probes = 0;
        if (state == ModemState.SpeedProof)
        {
            _speed.Take();
            _channel.Reset();
            _status.Wait(Limits.ModemSpeedSettleMs, Limits.ModemSpeedProofMs, nowMs);
        }
        else if (state == ModemState.Seek)
        {
            _channel.Reset();
            _status.Wait(Limits.ModemSpeedSettleMs, Limits.ModemSeekMs, nowMs);
            if (_speed.IsDropDue)
            {
                // It may still hear, though it is not understood.
                int count = ByteCodec.Put(_channel.CommandBuffer, 0, _slow);
                count = ByteCodec.PutDecimal(
                    _channel.CommandBuffer, count, Limits.ModemStartBaud);
                _channel.SendCommand(count);
            }
        }
    }

    /// <summary>Acts on what is due in one of its states that probe.</summary>
    /// <returns>The next state.</returns>
    public ModemState Next(ModemState state, long nowMs)
    {
        if (nowMs >= _status.UntilMs)
        {
            if (state == ModemState.Seek)
            {
                return _recovery.OnSilent(state);
            }

            _speed.GiveUp();
            return ModemState.Seek;
        }

        if (nowMs >= _status.NextMs)
        {
            if (state == ModemState.Seek && _probes % Limits.ModemSpeedProbesCount == 0)
            {
                _speed.Swap();
                _channel.Reset();
            }

            _probes++;
            _status.NextMs = nowMs + Limits.ModemSpeedProbeMs;
            _channel.SendCommand(ByteCodec.Put(_channel.CommandBuffer, 0, _probe));
        }

        return state;
    }
}
