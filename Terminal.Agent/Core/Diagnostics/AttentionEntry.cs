namespace Terminal.Agent.Diagnostics;

/// <summary>
/// One entry of the attention list in RAM; filled again and again by whoever reads the list.
/// </summary>
public sealed class AttentionEntry
{
    /// <summary>Number of the entry within the list's life, from 1.</summary>
    public uint Number;

    /// <summary>What happened.</summary>
    public AttentionKind Kind;

    /// <summary>How it was closed; None while it is open.</summary>
    public AttentionExit Exit;

    /// <summary>Boot counter of the transaction, 0 when it is about none.</summary>
    public uint Boot;

    /// <summary>Sequence of the transaction, 0 when it is about none.</summary>
    public uint Sequence;

    /// <summary>Amount in cents, 0 when it is about none.</summary>
    public int AmountCents;

    /// <summary>UTC seconds when it was raised; 0 when unknown.</summary>
    public uint UtcSeconds;
}
