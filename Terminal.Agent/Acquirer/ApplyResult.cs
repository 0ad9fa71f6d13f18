namespace Terminal.Agent.Acquirer;

/// <summary>What follows from a verdict that has been applied.</summary>
public enum ApplyResult
{
    /// <summary>The retry policy of the outcome table's row holds.</summary>
    AsRowSays = 0,

    /// <summary>
    /// A cancelled transaction is missing at the acquirer: look once more after a while.
    /// </summary>
    LookAgainLater = 1,

    /// <summary>NVRAM did not take the change, so the verdict is asked for again.</summary>
    NotStored = 2,
}
