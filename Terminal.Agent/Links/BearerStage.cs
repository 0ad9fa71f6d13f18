namespace Terminal.Agent.Links;

/// <summary>How far a link over a SIM has come, in its order.</summary>
public enum BearerStage
{
    /// <summary>The module does not answer yet.</summary>
    Module = 0,

    /// <summary>The SIM is not ready yet.</summary>
    Card = 1,

    /// <summary>It is not registered yet.</summary>
    Registration = 2,

    /// <summary>It has no data bearer, or no time, yet.</summary>
    Data = 3,

    /// <summary>The bearer is there; what is needed to verify a server is not yet.</summary>
    Security = 4,

    /// <summary>Connections can be made.</summary>
    Up = 5,
}
