using System;

namespace Terminal.Firmware.Time;

/// <summary>The chip's own clock, which the platform's SNTP sets by itself.</summary>
public static class SystemTime
{
    /// <summary>Milliseconds since 1970.</summary>
    public static long UtcMs =>
        (DateTime.UtcNow - new DateTime(1970, 1, 1)).Ticks / TimeSpan.TicksPerMillisecond;
}
