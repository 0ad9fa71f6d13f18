using Terminal.Agent.Ports;

namespace Terminal.Agent.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
public class JournalClock : IClock
{
    /// <summary>Uptime in ms.</summary>
    public long UptimeMs { get; set; }

    /// <summary>UTC in s.</summary>
    public long UtcSeconds { get; private set; }

    /// <summary>Sets UTC.</summary>
    public void SetUtc(long utcSeconds) => UtcSeconds = utcSeconds;
}
