namespace Terminal.Agent.Settings;

/// <summary>What a bearer carries.</summary>
public enum ApnType
{
    /// <summary>
    /// What the modem's context has: an operator may have set it. IPv4 where it has none.
    /// </summary>
    Unchanged = 0,

    /// <summary>IPv4.</summary>
    Ip = 1,

    /// <summary>IPv6.</summary>
    Ipv6 = 2,

    /// <summary>Both.</summary>
    Ipv4v6 = 3,
}
