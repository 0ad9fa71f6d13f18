using System;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;
using Terminal.Agent.Ports;

namespace Terminal.Firmware.Time;

/// <summary>
/// Uptime from the chip's microsecond counter; UTC from whoever told it last. The chip's own clock
/// follows, because TLS judges certificates by it.
/// </summary>
public sealed class BoardClock : IClock
{
    private const long UsPerMs = 1_000;
    private const long MsPerS = 1_000;

    // 2025-01-01: a clock before that has not been set.
    private const long SoundUtcSeconds = 1_735_689_600;

    // UTC at power-on in seconds since 1970; 0 while unknown.
    private long _utcAtStart;

    /// <inheritdoc/>
    public long UptimeMs => (long)HighResTimer.GetCurrent() / UsPerMs;

    /// <inheritdoc/>
    public long UtcSeconds => _utcAtStart == 0 ? 0 : _utcAtStart + (UptimeMs / MsPerS);

    /// <inheritdoc/>
    public void SetUtc(long utcSeconds)
    {
        _utcAtStart = utcSeconds - (UptimeMs / MsPerS);
        DateTime epoch = new DateTime(1970, 1, 1);
        Rtc.SetSystemTime(epoch.AddTicks(utcSeconds * TimeSpan.TicksPerSecond));
    }

    /// <summary>Takes over the chip's own clock, which network time has set.</summary>
    /// <returns>False when it has not been set.</returns>
    public bool TakeSystemTime()
    {
        // A difference: the zero of the device's ticks is not .NET's.
        TimeSpan since = DateTime.UtcNow - new DateTime(1970, 1, 1);
        long utcSeconds = since.Ticks / TimeSpan.TicksPerSecond;
        if (utcSeconds < SoundUtcSeconds)
        {
            return false;
        }

        _utcAtStart = utcSeconds - (UptimeMs / MsPerS);
        return true;
    }
}
