namespace Terminal.Agent;

/// <summary>
/// How far an attempt to reach the acquirer came before a fault ended it, from the terminal's own
/// parts to the merchant's account.
/// </summary>
public enum FaultStage
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The terminal's own parts: memory, display, card reader.</summary>
    Device = 1,

    /// <summary>The bearer: SIM, modem, access point, or a portal or proxy in it.</summary>
    Bearer = 2,

    /// <summary>The way to the acquirer: name, connection, certificate.</summary>
    Path = 3,

    /// <summary>Connected; the other end gave no answer of the API.</summary>
    Peer = 4,

    /// <summary>The acquirer's service answered that it cannot serve.</summary>
    Service = 5,

    /// <summary>The acquirer's service does not take this key or account.</summary>
    Account = 6,
}
