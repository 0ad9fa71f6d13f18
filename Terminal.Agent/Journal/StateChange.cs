namespace Terminal.Agent.Journal;

/// <summary>
/// What is known with a change of state; filled and reused by whoever asks for the change.
/// </summary>
public sealed class StateChange
{
    /// <summary>The state to move to.</summary>
    public TransactionState To;

    /// <summary>UTC seconds now; 0 when the time is unknown.</summary>
    public long UtcSeconds;

    /// <summary>HTTP status of the answer; 0 when there is none.</summary>
    public int HttpStatus;

    /// <summary>Response code, two ASCII bytes; zeros when none.</summary>
    public readonly byte[] ResponseCode = new byte[2];

    /// <summary>The acquirer's id, when this change brings one.</summary>
    public readonly byte[] PaymentId = new byte[Limits.PaymentIdBytesMax];

    /// <summary>Length of <see cref="PaymentId"/>; 0 leaves the record's id as it is.</summary>
    public int PaymentIdLength;

    /// <summary>Bits of <see cref="TransactionFlags"/> to add to the record's.</summary>
    public int AddFlags;

    /// <summary>
    /// True when bytes may be leaving from now on, or have left until now: the change's time
    /// becomes the time of the last byte sent.
    /// </summary>
    public bool MarksSent;

    /// <summary>What a payment shows before a refund is sent; null leaves the record's.</summary>
    public RefundBaseline Baseline;

    /// <summary>True when no refund is under way any more.</summary>
    public bool ClearsBaseline;

    /// <summary>
    /// Makes ready for a change to <paramref name="to"/> with nothing else known.
    /// </summary>
    public void Reset(TransactionState to, long utcSeconds)
    {
        To = to;
        UtcSeconds = utcSeconds;
        HttpStatus = 0;
        ResponseCode[0] = 0;
        ResponseCode[1] = 0;
        PaymentIdLength = 0;
        AddFlags = 0;
        MarksSent = false;
        Baseline = null;
        ClearsBaseline = false;
    }
}
