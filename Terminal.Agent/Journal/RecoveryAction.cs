namespace Terminal.Agent.Journal;

/// <summary>
/// The labels of the recovery table: what a power cut, or damage, can leave in a slot. SPEC.md has
/// the same table; each label has a test of its own.
/// </summary>
public enum RecoveryAction
{
    /// <summary>No cell is sound: set aside, reported.</summary>
    NoCell = 0,

    /// <summary>
    /// Free, both cells sound: free; a body left by an append cut before its commit is erased.
    /// </summary>
    Free = 1,

    /// <summary>
    /// Free, the other cell lost, header of the record that was freed: free, cell rewritten.
    /// </summary>
    FreeDeadCell = 2,

    /// <summary>
    /// An append whose commit was torn, or damaged later: header and body of another transaction
    /// are whole beside a cell that is free or final. It is taken as committed, Pending; the cell
    /// is rewritten.
    /// </summary>
    Commit = 3,

    /// <summary>
    /// A final record being overwritten when power went, commit not begun: made free, erased.
    /// </summary>
    Reuse = 4,

    /// <summary>Final, not erased: kept, erasure finished.</summary>
    Erasure = 5,

    /// <summary>
    /// Header and cell agree: kept. InFlight becomes Unknown: it may have arrived.
    /// </summary>
    Whole = 6,

    /// <summary>
    /// Header and cell agree, the other cell is lost: kept, cell rewritten. Pending becomes
    /// Unknown, because the lost cell may have said InFlight.
    /// </summary>
    Sibling = 7,

    /// <summary>A cell without its header, and no cut explains it: set aside, reported.</summary>
    HeaderLost = 8,
}
