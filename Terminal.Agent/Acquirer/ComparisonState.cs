namespace Terminal.Agent.Acquirer;

/// <summary>How far the comparison of a day has come.</summary>
public enum ComparisonState
{
    /// <summary>None was asked for.</summary>
    None = 0,

    /// <summary>What the journal holds is read.</summary>
    Reading = 1,

    /// <summary>The list of payments is read, page by page.</summary>
    Payments = 2,

    /// <summary>The list of refunds is read.</summary>
    Refunds = 3,

    /// <summary>What no list showed is asked for by itself.</summary>
    Confirming = 4,

    /// <summary>Done.</summary>
    Done = 5,

    /// <summary>The acquirer gives no list.</summary>
    NoList = 6,

    /// <summary>Given up: nothing reached the acquirer.</summary>
    Interrupted = 7,
}
