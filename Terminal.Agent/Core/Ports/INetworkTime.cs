namespace Terminal.Agent.Ports;

/// <summary>
/// What time servers told over WiFi. The board only hands it on: whether the clock follows is the
/// agent's to decide.
/// </summary>
public interface INetworkTime
{
    /// <summary>UTC that was told last, in seconds since 1970; 0 when none has been.</summary>
    long ToldUtcSeconds { get; }

    /// <summary>Uptime at which it was right, in ms; changes with every answer.</summary>
    long ToldAtMs { get; }
}
