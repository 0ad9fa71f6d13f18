using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Rig.PowerCut;
using Xunit;

namespace Terminal.Rig.Tests.Journal;

/// <summary>
/// Which cell can follow another: every one that a journal writes does, and few of those that it
/// does not write and that lie two bits away.
/// </summary>
public sealed class CellOrderTests
{
    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Every_cell_that_a_journal_writes_follows_the_one_before(int seed)
    {
        const int Slots = 8;
        var workload = new Workload(Slots, seed);
        for (int i = 0; i < 2_000; i++)
        {
            workload.Step();
            for (int slot = 0; slot < Slots; slot++)
            {
                byte[] bytes = SlotOf(workload.Nvram.Bytes, slot);
                int newest = Newest(bytes);
                bool follows = CellOrder.Follows(
                    bytes, SlotImage.CellAt(newest), SlotImage.CellAt(1 - newest));
                Assert.True(follows, $"step {i}, {workload.LastStep}: slot {slot}");
            }
        }
    }

    [Fact]
    public void Most_cells_two_bits_away_do_not_follow()
    {
        const int Slots = 8;
        var workload = new Workload(Slots, 23);
        workload.FillUp();
        int taken = 0;
        int tried = 0;
        for (int slot = 0; slot < Slots; slot++)
        {
            byte[] bytes = SlotOf(workload.Nvram.Bytes, slot);
            int at = SlotImage.CellAt(Newest(bytes));
            int before = SlotImage.CellAt(1 - Newest(bytes));
            const int Bits = SlotImage.CellBytes * 8;
            for (int first = 0; first < Bits; first++)
            {
                Flip(bytes, at, first);
                for (int second = first + 1; second < Bits; second++)
                {
                    Flip(bytes, at, second);
                    tried++;
                    taken += CellOrder.Follows(bytes, at, before) ? 1 : 0;
                    Flip(bytes, at, second);
                }

                Flip(bytes, at, first);
            }
        }

        Assert.InRange(taken, 1, tried / 5);
    }

    private static byte[] SlotOf(byte[] image, int slot) =>
        image[NvramMap.SlotAddress(slot)..(NvramMap.SlotAddress(slot) + Limits.SlotBytes)];

    private static int Newest(byte[] bytes) =>
        (sbyte)(bytes[SlotImage.CellAt(1) + 8] - bytes[SlotImage.CellAt(0) + 8]) > 0 ? 1 : 0;

    private static void Flip(byte[] bytes, int at, int bit) =>
        bytes[at + (bit / 8)] ^= (byte)(1 << (bit % 8));
}
