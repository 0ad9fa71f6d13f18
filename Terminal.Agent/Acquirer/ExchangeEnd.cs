namespace Terminal.Agent.Acquirer;

/// <summary>The ways in which an exchange ends, as the outcome table tells them apart.</summary>
public enum ExchangeEnd
{
    /// <summary>No byte of the request was handed over.</summary>
    NotSent = 0,

    /// <summary>A kept connection closed before any byte of an answer.</summary>
    Stale = 1,

    /// <summary>Sent in part or whole, and no whole answer.</summary>
    NoAnswer = 2,

    /// <summary>A whole HTTP answer.</summary>
    Answered = 3,
}
