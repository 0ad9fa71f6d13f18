namespace Terminal.Agent.Journal;

/// <summary>What mounting does with a slot.</summary>
public enum RecoveryDecision
{
    /// <summary>Left as it is, takes no append, reported.</summary>
    SetAside = 0,

    /// <summary>Free; a body that is left is erased.</summary>
    Free = 1,

    /// <summary>The cell is written Free, then as <see cref="Free"/>.</summary>
    WriteFree = 2,

    /// <summary>The seal mark says so first, then as <see cref="WriteFree"/>.</summary>
    MarkAndFree = 3,

    /// <summary>Taken as appended: Pending, and the cell is written.</summary>
    Commit = 4,

    /// <summary>
    /// The transaction stays; a lost cell is written again, an erasure finished.
    /// </summary>
    Keep = 5,
}
