namespace Terminal.Agent.Journal;

/// <summary>
/// One row of the recovery table: which slots it fits, and what mounting does with them. A field
/// of bits holds bit n for the value n of its enum.
/// </summary>
public sealed class RecoveryRow
{
    /// <summary>Bits of <see cref="SlotCells"/>.</summary>
    public readonly int Cells;

    /// <summary>Bits of <see cref="SlotBinding"/>.</summary>
    public readonly int Bindings;

    /// <summary>Bits of <see cref="SlotSeal"/>.</summary>
    public readonly int Seals;

    /// <summary>What the body must be: only such rows have it read.</summary>
    public readonly SlotBody Body;

    /// <summary>What left the slot so.</summary>
    public readonly RecoveryAction Label;

    /// <summary>What mounting does.</summary>
    public readonly RecoveryDecision Decision;

    /// <summary>Makes a row.</summary>
    public RecoveryRow(
        int cells, int bindings, int seals, SlotBody body, RecoveryAction label,
        RecoveryDecision decision)
    {
        Cells = cells;
        Bindings = bindings;
        Seals = seals;
        Body = body;
        Label = label;
        Decision = decision;
    }

    /// <summary>True when the row is about such a slot, whatever its body is.</summary>
    public bool Fits(int cells, int bindings, int seals) => (Cells & cells) != 0
        && (Bindings & bindings) != 0 && (Seals & seals) != 0;
}
