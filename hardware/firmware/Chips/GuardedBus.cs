using System;
using Terminal.Agent.Ports;

namespace Terminal.Firmware.Chips;

/// <summary>
/// The bus as the chips' drivers see it: nothing is thrown out of it, and a bus that hangs, which
/// the driver notices after a second only, is left alone for a while, so that the loop stands still
/// for one transfer and not for each.
/// </summary>
public sealed class GuardedBus : II2cBus
{
    private readonly II2cBus _bus;
    private readonly IClock _clock;
    private long _restUntilMs;

    /// <summary>Makes the guard of a bus.</summary>
    public GuardedBus(II2cBus bus, IClock clock)
    {
        _bus = bus;
        _clock = clock;
    }

    /// <inheritdoc/>
    public bool Write(int address, byte[] buffer, int count)
    {
        long startMs = _clock.UptimeMs;
        if (startMs < _restUntilMs)
        {
            return false;
        }

        bool isDone;
        try
        {
            isDone = _bus.Write(address, buffer, count);
        }
        catch (Exception)
        {
            // Codes that the platform's driver does not expect come as exceptions.
            isDone = false;
        }

        return isDone || Refuse(startMs);
    }

    /// <inheritdoc/>
    public bool WriteRead(
        int address, byte[] command, int commandCount, byte[] into, int offset, int count)
    {
        long startMs = _clock.UptimeMs;
        if (startMs < _restUntilMs)
        {
            return false;
        }

        bool isDone;
        try
        {
            isDone = _bus.WriteRead(address, command, commandCount, into, offset, count);
        }
        catch (Exception)
        {
            isDone = false;
        }

        return isDone || Refuse(startMs);
    }

    // Only what failed has hung: a transfer that succeeds late was held up by native code of another
    // thread, a handshake above all.
    private bool Refuse(long startMs)
    {
        long nowMs = _clock.UptimeMs;
        if (nowMs - startMs > BoardLimits.BusHungMs)
        {
            _restUntilMs = nowMs + BoardLimits.BusRestMs;
        }

        return false;
    }
}
