namespace Terminal.Agent.Acquirer;

/// <summary>
/// One row of the outcome table: a condition and what follows from it. Built once at start.
/// </summary>
public sealed class OutcomeRow
{
    /// <summary>Number of the row, as in SPEC.md.</summary>
    public readonly int Number;

    /// <summary>Bit n stands for the <see cref="RequestKind"/> of value n.</summary>
    public readonly int Requests;

    /// <summary>How the exchange ended.</summary>
    public readonly ExchangeEnd End;

    /// <summary>The least HTTP status, inclusive; 0 where there is none.</summary>
    public readonly int StatusFrom;

    /// <summary>The greatest HTTP status, inclusive.</summary>
    public readonly int StatusTo;

    /// <summary>Bit n stands for the <see cref="ResponseBody"/> of value n.</summary>
    public readonly int Bodies;

    /// <summary>What it means for the transaction.</summary>
    public readonly Verdict Verdict;

    /// <summary>When the next try is made.</summary>
    public readonly RetryPolicy Retry;

    /// <summary>Where the fault to show comes from.</summary>
    public readonly FaultSource Source;

    /// <summary>The fault to show when it comes from the row.</summary>
    public readonly FaultCode Fault;

    /// <summary>Makes a row.</summary>
    public OutcomeRow(
        int number,
        int requests,
        ExchangeEnd end,
        int statusFrom,
        int statusTo,
        int bodies,
        Verdict verdict,
        RetryPolicy retry,
        FaultSource source,
        FaultCode fault)
    {
        Number = number;
        Requests = requests;
        End = end;
        StatusFrom = statusFrom;
        StatusTo = statusTo;
        Bodies = bodies;
        Verdict = verdict;
        Retry = retry;
        Source = source;
        Fault = fault;
    }
}
