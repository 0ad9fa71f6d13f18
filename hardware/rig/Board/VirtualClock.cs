using System.Diagnostics;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>Uptime from the host's monotonic clock; UTC from the host's, as if SNTP had just told it.</summary>
public sealed class VirtualClock : IClock
{
    private readonly Stopwatch _uptime = Stopwatch.StartNew();
    private long _utcOffsetSeconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <inheritdoc/>
    public long UptimeMs => _uptime.ElapsedMilliseconds;

    /// <inheritdoc/>
    public long UtcSeconds => _utcOffsetSeconds == 0 ? 0 : _utcOffsetSeconds + (UptimeMs / 1000);

    /// <inheritdoc/>
    public void SetUtc(long utcSeconds) => _utcOffsetSeconds = utcSeconds - (UptimeMs / 1000);
}
