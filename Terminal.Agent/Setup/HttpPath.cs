namespace Terminal.Agent.Setup;

/// <summary>What a phone wants it of.</summary>
public enum HttpPath
{
    /// <summary>Nothing that is here.</summary>
    Other = 0,

    /// <summary>The page.</summary>
    Page = 1,

    /// <summary>The number of what the page shows, which changes with it.</summary>
    State = 2,

    /// <summary>What a phone reads to find the portal (RFC 8908).</summary>
    Portal = 3,

    /// <summary>The form with a network.</summary>
    Join = 4,

    /// <summary>The form that looks for networks again.</summary>
    Scan = 5,

    /// <summary>The form that ends the set-up.</summary>
    End = 6,
}
