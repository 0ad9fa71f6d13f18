namespace Terminal.Agent.Links;

/// <summary>A link that is told the time by its network.</summary>
public interface ITimeSource
{
    /// <summary>UTC that was told last, in seconds since 1970; 0 when none has been.</summary>
    long NetworkUtcSeconds { get; }

    /// <summary>Uptime at which it was told, in ms.</summary>
    long NetworkUtcAtMs { get; }

    /// <summary>
    /// The acquirer has told the time over a verified connection, and the terminal's clock agrees.
    /// </summary>
    /// <param name="utcSeconds">UTC in seconds since 1970.</param>
    /// <param name="atMs">Uptime at which it was right.</param>
    void OnVerifiedTime(long utcSeconds, long atMs);
}
