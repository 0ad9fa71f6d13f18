namespace Terminal.Agent.Journal;

/// <summary>The header of a slot beside the cell that counts.</summary>
public enum SlotBinding
{
    /// <summary>The header is not sound.</summary>
    Lost = 0,

    /// <summary>The header is sound and names another transaction than the cell.</summary>
    Other = 1,

    /// <summary>Header and cell name the same transaction.</summary>
    Bound = 2,
}
