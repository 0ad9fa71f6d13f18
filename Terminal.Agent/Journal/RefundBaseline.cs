namespace Terminal.Agent.Journal;

/// <summary>
/// What a payment showed of its refunds before one more was sent, and how much that one was for.
/// While a record has one, its refund may be at the acquirer; a new refund of that amount, beyond
/// these, is ours. SPEC.md says how it stands in NVRAM.
/// </summary>
public sealed class RefundBaseline
{
    /// <summary>True when the acquirer told the refunds; else nothing below counts.</summary>
    public bool IsTold;

    /// <summary>The amount sent, in hundredths.</summary>
    public int AmountCents;

    /// <summary>Refunds of the payment that stand.</summary>
    public int Count;

    /// <summary>Of these, refunds of just the amount.</summary>
    public int SameCount;

    /// <summary>Refunds of just the amount that were not honoured.</summary>
    public int DeadCount;

    /// <summary>Sum of the refunds that stand, in hundredths.</summary>
    public long SumCents;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        IsTold = false;
        AmountCents = 0;
        Count = 0;
        SameCount = 0;
        DeadCount = 0;
        SumCents = 0;
    }
}
