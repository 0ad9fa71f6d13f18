using Terminal.Agent.Ports;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>A clock that a test moves.</summary>
public sealed class AgentWorldClock : IClock
{
    /// <summary>UTC when the uptime was 0: 2026-07-01T08:00:00Z.</summary>
    public const long EpochUtcSeconds = 1_782_892_800;

    private long _offsetSeconds = EpochUtcSeconds;

    /// <inheritdoc/>
    public long UptimeMs { get; set; }

    /// <inheritdoc/>
    public long UtcSeconds => _offsetSeconds == 0 ? 0 : _offsetSeconds + (UptimeMs / 1000);

    /// <inheritdoc/>
    public void SetUtc(long utcSeconds) => _offsetSeconds = utcSeconds - (UptimeMs / 1000);
}
