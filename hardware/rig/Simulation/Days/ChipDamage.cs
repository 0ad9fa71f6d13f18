using System.Globalization;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Rig.Board;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// What happens to the bytes of NVRAM while there is no power: slots and cells are spoilt, bits
/// flip. Only what the journal can bear, or what its checker is told of.
/// </summary>
public sealed class ChipDamage(
    SimTime time, MemoryNvram nvram, JournalChecker journal, DayTrace trace)
{
    private const int SpoiltSlotsMax = 4;

    /// <summary>Does what a fault does to the chip, if anything.</summary>
    public void Do(DayFault fault)
    {
        switch (fault.Kind)
        {
            case DayFaultKind.SlotSpoilt when journal.SpoiltCount < SpoiltSlotsMax:
                SpoilSlot(new Random(fault.Draw));
                break;
            case DayFaultKind.DeadCellSpoilt:
                SpoilDeadCell(new Random(fault.Draw));
                break;
            case DayFaultKind.BitFlipped:
                FlipBit(new Random(fault.Draw));
                break;
            default:
                break;
        }
    }

    private void SpoilSlot(Random random)
    {
        int slot = journal.ChooseToSpoil(random);
        if (slot < 0)
        {
            return;
        }

        // Header or both state cells: a free slot's header says nothing, so its cells go.
        bool isHeader = journal.InSlot(slot) is not null && random.Next(2) == 0;
        int address = NvramMap.SlotAddress(slot) + (isHeader ? SlotImage.Header : SlotImage.Cell);
        nvram.Spoil(
            address, isHeader ? SlotImage.HeaderBytes : 2 * SlotImage.CellBytes, random);
        journal.OnSpoilt(slot);
        Tell($"slot {slot} is spoilt");
    }

    // What the cell that does not count held is worth nothing, but its loss is noticed.
    private void SpoilDeadCell(Random random)
    {
        int address = journal.ChooseDeadCell(random);
        if (address >= 0)
        {
            nvram.Spoil(address, SlotImage.CellBytes, random);
            Tell($"the other cell of slot {MemoryNvram.SlotOf(address)} is spoilt");
        }
    }

    // One bit of what mounting can put right, or of what stands there more than once.
    private void FlipBit(Random random)
    {
        int where = random.Next(8);
        int address = where switch
        {
            0 => NvramMap.SuperblockAddress
                + (random.Next(NvramMap.SuperblockCopies) * NvramMap.SuperblockStepBytes)
                + random.Next(32),
            1 => NvramMap.CellsAddress + (random.Next(2) * NvramMap.CopyDistanceBytes)
                + random.Next(18),
            _ => journal.ChooseByte(random),
        };
        if (address >= 0)
        {
            nvram.Flip(address, random.Next(8));
            Tell(string.Create(CultureInfo.InvariantCulture, $"a bit flips at 0x{address:X5}"));
        }
    }

    private void Tell(string what) => trace.Line(time.NowMs, what);
}
