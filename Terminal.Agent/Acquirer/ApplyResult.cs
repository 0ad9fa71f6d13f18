namespace Terminal.Agent.Acquirer;

/// <summary>What follows from a verdict that has been applied.</summary>
public enum ApplyResult
{
    /// <summary>The retry policy of the outcome table's row holds.</summary>
    AsRowSays = 0,

    /// <summary>
    /// Nothing shows yet, and it may still come: look again, at growing intervals.
    /// </summary>
    Watch = 1,

    /// <summary>NVRAM did not take the change, so the verdict is asked for again.</summary>
    NotStored = 2,

    /// <summary>The next request follows at once.</summary>
    GoOn = 3,
}
