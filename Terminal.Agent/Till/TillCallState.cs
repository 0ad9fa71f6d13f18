namespace Terminal.Agent.Till;

/// <summary>What a till that has asked waits for.</summary>
public enum TillCallState
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The order that is at the counter.</summary>
    Order = 1,

    /// <summary>A sale of the journal.</summary>
    Sale = 2,
}
