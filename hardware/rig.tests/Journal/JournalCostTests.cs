using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Rig.PowerCut;
using Terminal.Rig.Tests.Il;
using Terminal.Rig.Tests.Nano;
using Xunit;

namespace Terminal.Rig.Tests.Journal;

/// <summary>What the journal may cost: no heap object, few bytes of NVRAM.</summary>
public sealed class JournalCostTests
{
    private static readonly string[] HotPath =
    [
        "Append", "Load", "Change", "Acknowledge", "OldestWaiting", "NextWaiting", "State",
        "Flags", "Find", "Newest", "Older", "FirstLateDecline", "TotalCount", "TotalCents",
        "DamagedSlot", "get_IsFull", "get_OldestOfflineUtcSeconds",
    ];

    [Fact]
    public void A_hundred_thousand_rounds_allocate_nothing_on_the_host()
    {
        var rounds = new JournalRounds(JournalRounds.TypicalSealedBytes);
        rounds.Run(2_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        rounds.Run(100_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(102_000, rounds.Approved);
    }

    [Fact]
    public void The_hot_path_allocates_nothing_on_the_device()
    {
        var walk = AllocationWalk.From(
            NanoAssemblies.Agent,
            [
                .. HotPath.Select(m => "Terminal.Agent.Journal.TransactionJournal::" + m),
                "Terminal.Agent.Journal.UniqueId::Write",
                "Terminal.Agent.DurableCell::Store",
                "Terminal.Agent.Diagnostics.EventLog::Add",
                "Terminal.Agent.Diagnostics.EventLog::Read",
                "Terminal.Agent.Diagnostics.EventLog::Older",
            ]);
        Assert.True(walk.MethodCount > 60);
        Assert.Contains(walk.Methods, m => m.Contains("SlotStore::WriteCell"));
        Assert.Empty(walk.Unexplained(
        [
            new("Terminal.Agent.Invariant::Fail()", "newobj", "a mistake in this code, not an input"),
            new("Terminal.Agent.Invariant::Fail()", "throw", "a mistake in this code, not an input"),
        ]));
    }

    [Theory]
    [InlineData(96)]
    [InlineData(JournalRounds.TypicalSealedBytes)]
    [InlineData(Limits.SealedBytesMax)]
    public void A_transaction_writes_little_more_than_itself(int sealedBytes)
    {
        var rounds = new JournalRounds(sealedBytes);
        Assert.InRange(rounds.WrittenEach(1_000), rounds.RecordBytes, rounds.WrittenEachMax);
    }

    [Fact]
    public void Mounting_a_full_journal_reads_each_head_once_and_each_waiting_body_once()
    {
        var rounds = new JournalRounds(JournalRounds.TypicalSealedBytes);
        rounds.Run(300);
        Assert.Equal(MountResult.Mounted, rounds.Journal.Mount(0));
        Assert.Equal(Limits.JournalSlots * SlotImage.HeadBytes, rounds.Journal.BytesReadAtMount);
        rounds.Fill();
        Assert.Equal(MountResult.Mounted, rounds.Journal.Mount(0));
        Assert.Equal(
            Limits.JournalSlots * (SlotImage.HeadBytes + rounds.ErasedBytes - 1),
            rounds.Journal.BytesReadAtMount);
    }
}
