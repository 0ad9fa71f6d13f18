namespace Terminal.Agent.Setup;

/// <summary>What a set-up is for across restarts; the values are those in NVRAM.</summary>
public enum SetupStage : byte
{
    /// <summary>There is none.</summary>
    None = 0,

    /// <summary>The terminal is to be an access point, or is one.</summary>
    Open = 1,

    /// <summary>It is to be none any more.</summary>
    Closing = 2,

    /// <summary>Likewise, and the screen then tests the network that was saved.</summary>
    ClosingToTest = 3,
}
