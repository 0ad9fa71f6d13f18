namespace Terminal.Agent.Links;

/// <summary>States of a link, from unusable to proven.</summary>
public enum LinkState
{
    /// <summary>Not configured or switched off.</summary>
    Off = 0,

    /// <summary>Being brought up.</summary>
    Starting = 1,

    /// <summary>The bearer is up; no exchange has proved it yet.</summary>
    Attached = 2,

    /// <summary>The acquirer answered over it.</summary>
    Online = 3,

    /// <summary>Up, but exchanges fail over it.</summary>
    Degraded = 4,

    /// <summary>Down, with a cause.</summary>
    Failed = 5,
}
