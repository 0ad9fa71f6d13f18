namespace Terminal.Agent.Journal;

/// <summary>The state cells of a slot as mounting finds them.</summary>
public enum SlotCells
{
    /// <summary>Neither is sound.</summary>
    None = 0,

    /// <summary>One is sound, and free.</summary>
    OneFree = 1,

    /// <summary>One is sound, and final.</summary>
    OneFinal = 2,

    /// <summary>One is sound, of a transaction that is not final.</summary>
    OneOpen = 3,

    /// <summary>Both are sound; the one that counts is free.</summary>
    BothFree = 4,

    /// <summary>Both are sound; the one that counts is final.</summary>
    BothFinal = 5,

    /// <summary>Both are sound; the one that counts is not final.</summary>
    BothOpen = 6,
}
