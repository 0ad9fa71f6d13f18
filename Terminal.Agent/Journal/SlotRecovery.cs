namespace Terminal.Agent.Journal;

/// <summary>
/// The recovery table: from what stands in a slot to what mounting makes of it. Exactly one row
/// fits every slot, so their order says nothing: those of a healthy journal stand first because
/// mounting meets them most.
/// </summary>
public static class SlotRecovery
{
    private const int NoCell = 1 << (int)SlotCells.None;
    private const int OneFree = 1 << (int)SlotCells.OneFree;
    private const int OneFinal = 1 << (int)SlotCells.OneFinal;
    private const int OneOpen = 1 << (int)SlotCells.OneOpen;
    private const int BothFree = 1 << (int)SlotCells.BothFree;
    private const int BothFinal = 1 << (int)SlotCells.BothFinal;
    private const int BothOpen = 1 << (int)SlotCells.BothOpen;

    private const int Lost = 1 << (int)SlotBinding.Lost;
    private const int Other = 1 << (int)SlotBinding.Other;
    private const int Bound = 1 << (int)SlotBinding.Bound;
    private const int AnyBinding = Lost | Other | Bound;

    private const int Erased = 1 << (int)SlotSeal.Erased;
    private const int Sealed = 1 << (int)SlotSeal.Sealed;
    private const int BeingFreed = 1 << (int)SlotSeal.BeingFreed;
    private const int Alien = 1 << (int)SlotSeal.Alien;
    private const int AnySeal = Erased | Sealed | BeingFreed | Alien;

    /// <summary>The rows.</summary>
    public static readonly RecoveryRow[] Rows =
    {
        Row(BothFree, AnyBinding, AnySeal, RecoveryAction.Free, RecoveryDecision.Free),
        Row(BothFinal, Bound, Erased, RecoveryAction.Whole, RecoveryDecision.Keep),
        Row(BothOpen, Bound, AnySeal, RecoveryAction.Whole, RecoveryDecision.Keep),

        Row(OneOpen, Bound, AnySeal, RecoveryAction.Sibling, RecoveryDecision.Keep),
        Row(OneFinal, Bound, Erased, RecoveryAction.Sibling, RecoveryDecision.Keep),
        Row(
            OneFinal | BothFinal, Bound, Sealed | BeingFreed | Alien, RecoveryAction.Erasure,
            RecoveryDecision.Keep),

        // An append that was cut in its commit, or its cell damaged later: only the body tells
        // that from damage.
        new RecoveryRow(
            OneFree | OneFinal, Other, Sealed | Alien, SlotBody.Sound, RecoveryAction.Commit,
            RecoveryDecision.Commit),
        new RecoveryRow(
            OneFree | OneFinal, Other, Sealed | Alien, SlotBody.Damaged, RecoveryAction.HeaderLost,
            RecoveryDecision.SetAside),

        // While the freed cell is being written the other one is torn: the mark says so, or it
        // would look like a commit that was wiped together with its header.
        Row(
            BothFinal, Lost | Other, Sealed | BeingFreed, RecoveryAction.Reuse,
            RecoveryDecision.MarkAndFree),
        Row(
            OneFinal, Lost | Other, BeingFreed, RecoveryAction.Reuse, RecoveryDecision.MarkAndFree),

        Row(OneFree, Bound, AnySeal, RecoveryAction.FreeDeadCell, RecoveryDecision.WriteFree),
        Row(NoCell, AnyBinding, AnySeal, RecoveryAction.NoCell, RecoveryDecision.SetAside),
        Damaged(OneFree, Lost, AnySeal),
        Damaged(OneFree, Other, Erased | BeingFreed),
        Damaged(OneFinal, Lost, Erased | Sealed | Alien),
        Damaged(OneFinal, Other, Erased),
        Damaged(BothFinal, Lost | Other, Erased | Alien),
        Damaged(OneOpen | BothOpen, Lost | Other, AnySeal),
    };

    /// <summary>
    /// Finds the row of a slot whose head was inspected. <paramref name="image"/> must hold the
    /// body when the row by the head asks for it.
    /// </summary>
    public static RecoveryRow Find(SlotImage image)
    {
        RecoveryRow row = FindByHead(image);
        return row.Body == SlotBody.Any ? row
            : Find(
                CellsOf(image), BindingOf(image), SealOf(image),
                image.CheckBody() ? SlotBody.Sound : SlotBody.Damaged);
    }

    /// <summary>
    /// Finds the row that the head alone tells; when it asks for the body, that decides.
    /// </summary>
    public static RecoveryRow FindByHead(SlotImage image) =>
        Find(CellsOf(image), BindingOf(image), SealOf(image), SlotBody.Any);

    /// <summary>Finds the row of a slot whose body is known where a row asks for it.</summary>
    public static RecoveryRow Find(
        SlotCells cells, SlotBinding binding, SlotSeal seal, SlotBody body)
    {
        RecoveryRow[] rows = Rows;
        int cellsBit = 1 << (int)cells;
        int bindingBit = 1 << (int)binding;
        int sealBit = 1 << (int)seal;
        for (int i = 0; i < rows.Length; i++)
        {
            RecoveryRow row = rows[i];
            if (row.Fits(cellsBit, bindingBit, sealBit)
                && (row.Body == SlotBody.Any || body == SlotBody.Any || row.Body == body))
            {
                return row;
            }
        }

        Invariant.Check(false);
        return rows[0];
    }

    private static SlotCells CellsOf(SlotImage image)
    {
        if (image.Newest < 0)
        {
            return SlotCells.None;
        }

        TransactionState state = image.CellState;
        if (state == TransactionState.Free)
        {
            return image.OtherSound ? SlotCells.BothFree : SlotCells.OneFree;
        }

        return TransactionRules.IsFinal(state)
            ? image.OtherSound ? SlotCells.BothFinal : SlotCells.OneFinal
            : image.OtherSound ? SlotCells.BothOpen : SlotCells.OneOpen;
    }

    private static SlotBinding BindingOf(SlotImage image) =>
        !image.HeaderSound ? SlotBinding.Lost
        : image.Newest >= 0 && image.IsBound ? SlotBinding.Bound : SlotBinding.Other;

    private static SlotSeal SealOf(SlotImage image) =>
        !image.IsSealed ? SlotSeal.Erased
        : image.HasSealMark ? SlotSeal.Sealed
        : image.IsBeingFreed ? SlotSeal.BeingFreed : SlotSeal.Alien;

    private static RecoveryRow Row(
        int cells, int bindings, int seals, RecoveryAction label, RecoveryDecision decision) =>
        new RecoveryRow(cells, bindings, seals, SlotBody.Any, label, decision);

    private static RecoveryRow Damaged(int cells, int bindings, int seals) =>
        Row(cells, bindings, seals, RecoveryAction.HeaderLost, RecoveryDecision.SetAside);
}
