namespace Terminal.Agent;

/// <summary>
/// Where things stand in NVRAM (SPEC.md, NVRAM map). Copies of one thing lie more than 4 KiB apart,
/// so that one wiped block of that size takes one copy at most.
/// </summary>
public static class NvramMap
{
    /// <summary>First byte of the slots: everything before is the system area.</summary>
    public const int SlotsAddress = 0x4000;

    /// <summary>Distance of the two copies of a durable cell.</summary>
    public const int CopyDistanceBytes = 0x3800;

    /// <summary>
    /// First copy of the superblock; the others follow at <see cref="SuperblockStepBytes"/>.
    /// </summary>
    public const int SuperblockAddress = 0;

    /// <summary>Distance between copies of the superblock.</summary>
    public const int SuperblockStepBytes = 0x1C00;

    /// <summary>Copies of the superblock: two flipped bits cannot spoil them all.</summary>
    public const int SuperblockCopies = 3;

    /// <summary>
    /// First copy of the journal's owner; each stands behind a copy of the superblock.
    /// </summary>
    public const int OwnerAddress = 0x20;

    /// <summary>First copy of durable cell 0.</summary>
    public const int CellsAddress = 0x40;

    /// <summary>Bytes of one copy of a durable cell.</summary>
    public const int CellBytes = 0x40;

    /// <summary>First byte of the event log.</summary>
    public const int EventsAddress = 0x2000;

    /// <summary>Entries of the event log.</summary>
    public const int EventCount = 192;

    /// <summary>First copy of the attention list, which lies in two runs.</summary>
    public const int AttentionAddress = 0x800;

    /// <summary>Entries of the attention list.</summary>
    public const int AttentionCount = 64;

    /// <summary>Entries of one of its runs.</summary>
    public const int AttentionRunCount = AttentionCount / 2;

    /// <summary>Distance of its two runs: the second copies lie around a superblock.</summary>
    public const int AttentionRunBytes = 0x400;

    /// <summary>Distance of the two copies of one entry.</summary>
    public const int AttentionCopyBytes = 0x1040;

    /// <summary>Rows of the day counters.</summary>
    public const int DayRowCount = 40;

    /// <summary>Distance of two rows of the day counters.</summary>
    public const int DayRowBytes = 0x80;

    /// <summary>Distance of the two copies of a row.</summary>
    public const int DayCopyBytes = DayRowCount * DayRowBytes;

    /// <summary>Size of an NVRAM with <paramref name="slotCount"/> slots.</summary>
    public static int SizeBytes(int slotCount) => DaysAddress(slotCount) + (2 * DayCopyBytes);

    /// <summary>First byte of the day counters, behind the slots.</summary>
    public static int DaysAddress(int slotCount) =>
        SlotsAddress + (slotCount * Limits.SlotBytes);

    /// <summary>First byte of a slot.</summary>
    public static int SlotAddress(int slot) => SlotsAddress + (slot * Limits.SlotBytes);
}
