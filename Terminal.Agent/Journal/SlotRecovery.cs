namespace Terminal.Agent.Journal;

/// <summary>The recovery table: from what stands in a slot to what mounting makes of it.</summary>
public static class SlotRecovery
{
    /// <summary>
    /// Finds the row of a slot whose head was inspected. Whether an unbound body is whole is only
    /// asked of slots whose commit may have been torn: <paramref name="image"/> must hold the body
    /// when
    /// <see cref="NeedsBody"/> says so.
    /// </summary>
    public static RecoveryAction Decide(SlotImage image)
    {
        if (image.Newest < 0)
        {
            return RecoveryAction.NoCell;
        }

        TransactionState state = image.CellState;
        if (NeedsBody(image))
        {
            return image.CheckBody() ? RecoveryAction.Commit : RecoveryAction.HeaderLost;
        }

        if (state == TransactionState.Free)
        {
            return image.OtherSound ? RecoveryAction.Free
                : image.IsBound ? RecoveryAction.FreeDeadCell : RecoveryAction.HeaderLost;
        }

        bool mayBeReused = TransactionRules.IsFinal(state) && image.IsSealed;
        if (!image.IsBound)
        {
            // While the freed cell is being written the other one is torn: the mark says so, or
            // it would look like a commit that was wiped together with its header.
            return mayBeReused
                && (image.IsBeingFreed || (image.OtherSound && image.HasSealMark))
                ? RecoveryAction.Reuse : RecoveryAction.HeaderLost;
        }

        return mayBeReused ? RecoveryAction.Erasure
            : image.OtherSound ? RecoveryAction.Whole : RecoveryAction.Sibling;
    }

    /// <summary>True when only the body tells a torn commit from damage.</summary>
    public static bool NeedsBody(SlotImage image) =>
        image.Newest >= 0 && !image.OtherSound && image.HeaderSound && !image.IsBound
        && image.IsSealed && !image.IsBeingFreed
        && (image.CellState == TransactionState.Free
            || TransactionRules.IsFinal(image.CellState));
}
