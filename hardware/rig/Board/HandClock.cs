using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>A clock that is moved by hand.</summary>
public sealed class HandClock : IClock
{
    private long _utcAtStartSeconds = new DateTimeOffset(2026, 11, 24, 13, 7, 0, TimeSpan.Zero)
        .ToUnixTimeSeconds();

    /// <inheritdoc/>
    public long UptimeMs { get; private set; }

    /// <inheritdoc/>
    public long UtcSeconds => _utcAtStartSeconds + (UptimeMs / 1000);

    /// <summary>Lets time pass.</summary>
    public void Move(long ms) => UptimeMs += ms;

    /// <inheritdoc/>
    public void SetUtc(long utcSeconds) => _utcAtStartSeconds = utcSeconds - (UptimeMs / 1000);
}
