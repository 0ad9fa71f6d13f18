namespace Terminal.Agent.Links;

/// <summary>What the choice between the links asks of each.</summary>
public enum LinkStanding
{
    /// <summary>The bearer is down.</summary>
    Down = 0,

    /// <summary>The bearer is up, but the link has still to prove itself.</summary>
    Held = 1,

    /// <summary>Up and proved by an exchange.</summary>
    Good = 2,
}
