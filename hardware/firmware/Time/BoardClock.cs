using System;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;
using Terminal.Agent.Ports;

namespace Terminal.Firmware.Time;

/// <summary>
/// Uptime from the chip's microsecond counter; UTC as the agent has set it. The chip's own clock
/// follows, because TLS judges certificates by it, and is never followed: the platform's SNTP sets
/// it without asking anybody.
/// </summary>
public sealed class BoardClock : IClock
{
    private const long UsPerMs = 1_000;
    private const long MsPerS = 1_000;

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
        SetSystemTime(utcSeconds);
    }

    /// <summary>Gives the chip's own clock the agent's time back, after others have set it.</summary>
    public void RestoreSystemTime()
    {
        if (_utcAtStart != 0)
        {
            SetSystemTime(UtcSeconds);
        }
    }

    private static void SetSystemTime(long utcSeconds)
    {
        DateTime epoch = new DateTime(1970, 1, 1);
        Rtc.SetSystemTime(epoch.AddTicks(utcSeconds * TimeSpan.TicksPerSecond));
    }
}
