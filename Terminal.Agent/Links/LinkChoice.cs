namespace Terminal.Agent.Links;

/// <summary>What the policy says about two links.</summary>
public enum LinkChoice
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>The SIM.</summary>
    Sim = 1,

    /// <summary>WiFi.</summary>
    Wifi = 2,

    /// <summary>The one in use, unless only the other one has not failed.</summary>
    Stay = 3,
}
