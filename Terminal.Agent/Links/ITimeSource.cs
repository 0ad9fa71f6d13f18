namespace Terminal.Agent.Links;

/// <summary>A link that is told the time by its network.</summary>
public interface ITimeSource
{
    /// <summary>UTC that was told last, in seconds since 1970; 0 when none has been.</summary>
    long NetworkUtcSeconds { get; }

    /// <summary>Uptime at which it was told, in ms.</summary>
    long NetworkUtcAtMs { get; }
}
