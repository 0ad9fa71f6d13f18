namespace Terminal.Agent.Journal;

/// <summary>What a transaction does; the values are those in NVRAM.</summary>
public enum TransactionKind : byte
{
    /// <summary>A card payment.</summary>
    Sale = 1,

    /// <summary>Pays back a sale, whole or in part.</summary>
    Refund = 2,
}
