using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Rig.PowerCut;
using Xunit;

namespace Terminal.Rig.Tests.Journal;

/// <summary>
/// A firmware with a later layout takes an image of version 1 over, whatever cuts fall into that,
/// and an older firmware keeps its hands off the result. The later layout is made up: version 2
/// keeps a mark in the unused end of each slot.
/// </summary>
public sealed class MigrationTests
{
    private const int Slots = CutCampaign.SmallSlots;
    private const int MarkOffset = Limits.SlotBytes - 1;
    private readonly Workload _workload = new(Slots, 20);
    private readonly Inspector _inspector = new();

    public MigrationTests()
    {
        _workload.FillUp();
        for (int i = 0; i < 40; i++)
        {
            _workload.Step();
        }

        _workload.Nvram.Cut();
    }

    [Fact]
    public void An_image_of_version_1_mounts_under_version_2()
    {
        var journal = new TransactionJournal(_workload.Nvram.Chip, Slots, new FormatTwo());
        Assert.Equal(MountResult.Mounted, journal.Mount(0));
        Inspect(journal, _workload.Nvram);
        Assert.All(Enumerable.Range(0, Slots), slot => Assert.Equal(
            FormatTwo.Mark, _workload.Nvram.Bytes[NvramMap.SlotAddress(slot) + MarkOffset]));
        int upgraded = FormatTwo.Runs;
        Assert.Equal(MountResult.Mounted, journal.Mount(0));
        Assert.Equal(upgraded, FormatTwo.Runs);
    }

    [Fact]
    public void A_cut_at_any_byte_of_the_migration_leaves_it_to_be_run_again()
    {
        var whole = new NvramTape((byte[])_workload.Nvram.Bytes.Clone());
        new TransactionJournal(whole.Chip, Slots, new FormatTwo()).Mount(0);
        var bytes = whole.Rewind(0);
        Assert.True(bytes.Length > Slots + (3 * Superblock.SizeBytes));
        var cut = new NvramTape(whole.Bytes);
        foreach ((int address, byte value) in bytes)
        {
            cut.Put(address, value);
            int mark = cut.Length;
            var journal = new TransactionJournal(cut.Chip, Slots, new FormatTwo());
            Assert.Equal(MountResult.Mounted, journal.Mount(0));
            Inspect(journal, cut);
            cut.Rewind(mark);
        }
    }

    [Fact]
    public void Version_1_leaves_an_image_of_version_2_alone()
    {
        new TransactionJournal(_workload.Nvram.Chip, Slots, new FormatTwo()).Mount(0);
        _workload.Nvram.Cut();
        var journal = new TransactionJournal(_workload.Nvram.Chip, Slots, new JournalFormat());
        Assert.Equal(MountResult.NewerVersion, journal.Mount(0));
        Assert.False(journal.IsWritable);
        Assert.Equal(0, _workload.Nvram.Length);
    }

    [Fact]
    public void A_migration_that_cannot_be_done_writes_nothing()
    {
        var journal = new TransactionJournal(_workload.Nvram.Chip, Slots, new FormatStuck());
        Assert.Equal(MountResult.Silent, journal.Mount(0));
        Assert.False(journal.IsWritable);
        Assert.Equal(0, _workload.Nvram.Length);
    }

    private void Inspect(TransactionJournal journal, NvramTape nvram) => _inspector.Check(
        journal, nvram.Bytes, _workload.Slots, _workload.Slots, _workload.Gone, true, _workload.HighestBoot);

    private sealed class FormatTwo : JournalFormat
    {
        public const byte Mark = 0x22;
        private static int _runs;

        public static int Runs => _runs;

        public override int Version => 2;

        public override bool Upgrade(INvram nvram, int slotCount, int from)
        {
            _runs++;
            for (int slot = 0; slot < slotCount; slot++)
            {
                nvram.Write(NvramMap.SlotAddress(slot) + MarkOffset, [Mark], 0, 1);
            }

            return from == 1;
        }
    }

    private sealed class FormatStuck : JournalFormat
    {
        public override int Version => 3;
    }
}
