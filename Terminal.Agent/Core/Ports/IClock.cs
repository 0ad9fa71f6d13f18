namespace Terminal.Agent.Ports;

/// <summary>
/// Time as the board knows it. Intervals are measured in uptime only; UTC may step.
/// </summary>
public interface IClock
{
    /// <summary>Milliseconds since power-on: never steps, never goes back.</summary>
    long UptimeMs { get; }

    /// <summary>
    /// Seconds since 1970-01-01T00:00:00Z, or 0 while no source has told the time.
    /// </summary>
    long UtcSeconds { get; }

    /// <summary>Sets UTC. <paramref name="utcSeconds"/>: seconds since 1970, above 0.</summary>
    void SetUtc(long utcSeconds);
}
