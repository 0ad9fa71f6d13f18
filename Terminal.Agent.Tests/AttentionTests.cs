using nanoFramework.TestFramework;
using Terminal.Agent.Diagnostics;

namespace Terminal.Agent.Tests;

/// <summary>The attention list: what it keeps over cuts, flips and a chip that fails.</summary>
[TestClass]
public class AttentionTests
{
    private const long Time = 1_700_000_000;
    private static readonly AttentionEntry Entry = new AttentionEntry();

    /// <summary>An entry comes back after a start, and closed when it was closed.</summary>
    [TestMethod]
    public void Entries_outlive_a_start()
    {
        JournalNvram chip = Chip();
        AttentionList list = Mount(chip);
        Assert.AreEqual(0, list.Count);
        Assert.IsTrue(list.Raise(AttentionKind.LateDecline, 3, 17, 1_250, Time));
        Assert.IsTrue(list.Raise(AttentionKind.KeySuspected, 0, 0, 0, Time + 1));

        list = Mount(chip);
        Assert.AreEqual(2, list.OpenCount);
        Assert.AreEqual(1u, list.Next(0, true));
        Assert.AreEqual(2u, list.Next(1, true));
        Assert.AreEqual(0u, list.Next(2, true));
        Assert.IsTrue(list.Read(1, Entry));
        Assert.AreEqual((int)AttentionKind.LateDecline, (int)Entry.Kind);
        Assert.AreEqual(3u, Entry.Boot);
        Assert.AreEqual(17u, Entry.Sequence);
        Assert.AreEqual(1_250, Entry.AmountCents);
        Assert.AreEqual((uint)Time, Entry.UtcSeconds);
        Assert.IsTrue(list.Close(1, AttentionExit.Acknowledged));
        Assert.IsFalse(list.Close(1, AttentionExit.Acknowledged));

        list = Mount(chip);
        Assert.AreEqual(1, list.OpenCount);
        Assert.IsTrue(list.Read(1, Entry));
        Assert.AreEqual((int)AttentionExit.Acknowledged, (int)Entry.Exit);
        Assert.AreEqual(2u, list.Next(0, true));
    }

    /// <summary>The same news of the same sale is one entry while it is open.</summary>
    [TestMethod]
    public void The_same_news_stands_once()
    {
        AttentionList list = Mount(Chip());
        list.Raise(AttentionKind.Mismatch, 3, 17, 1_250, Time);
        list.Raise(AttentionKind.Mismatch, 3, 17, 1_250, Time + 9);
        list.Raise(AttentionKind.Mismatch, 3, 18, 1_250, Time + 9);
        list.Raise(AttentionKind.LateDecline, 3, 17, 1_250, Time + 9);
        Assert.AreEqual(3, list.OpenCount);
        list.CloseOf(AttentionKind.Mismatch, 3, 17, AttentionExit.Made);
        Assert.AreEqual(2, list.OpenCount);
        list.Raise(AttentionKind.Mismatch, 3, 17, 1_250, Time + 20);
        Assert.AreEqual(3, list.OpenCount);
    }

    /// <summary>Closed entries give way, the oldest first; open ones never do.</summary>
    [TestMethod]
    public void Open_entries_stay_when_the_list_is_full()
    {
        JournalNvram chip = Chip();
        AttentionList list = Mount(chip);
        Fill(list, NvramMap.AttentionCount);
        list.Close(9, AttentionExit.Acknowledged);
        list.Close(5, AttentionExit.Acknowledged);
        Assert.IsTrue(list.Raise(AttentionKind.LateDecline, 4, 1, 50, Time));
        Assert.IsFalse(list.Read(5, Entry));
        Assert.IsTrue(list.Read(9, Entry));
        Assert.IsTrue(list.Raise(AttentionKind.LateDecline, 4, 2, 50, Time));
        Assert.IsFalse(list.Read(9, Entry));

        Assert.IsTrue(list.Raise(AttentionKind.LateDecline, 4, 3, 50, Time));
        Assert.AreEqual(1, list.MoreCount);
        list = Mount(chip);
        Assert.AreEqual(NvramMap.AttentionCount, list.OpenCount);
        Assert.AreEqual(1, list.MoreCount);
        Assert.AreEqual(1u, list.Next(0, true));
        Assert.IsTrue(list.AcknowledgeMore());
        Assert.AreEqual(0, Mount(chip).MoreCount);
    }

    /// <summary>A cut at any byte leaves the entry before or the new one, whole.</summary>
    [TestMethod]
    public void A_cut_at_any_byte_loses_no_neighbour()
    {
        for (int cut = 0; cut <= 2 * AttentionList.EntryBytes; cut++)
        {
            JournalNvram chip = Chip();
            AttentionList list = Mount(chip);
            Fill(list, NvramMap.AttentionCount);
            list.Close(1, AttentionExit.Acknowledged);
            chip.BytesUntilCut = cut;
            bool isDone = list.Raise(AttentionKind.LateDecline, 9, 9, 9_900, Time);
            Assert.AreEqual(cut == 2 * AttentionList.EntryBytes, isDone);

            chip.BytesUntilCut = -1;
            list = Mount(chip);
            Assert.IsTrue(list.IsDurable);
            bool isNew = list.Read(NvramMap.AttentionCount + 1, Entry);
            Assert.AreEqual(cut >= AttentionList.EntryBytes, isNew);
            Assert.AreEqual(!isNew, list.Read(1, Entry));
            int open = NvramMap.AttentionCount - (isNew ? 0 : 1);
            Assert.AreEqual(open, list.OpenCount);
            Assert.AreEqual(open, Mount(chip).OpenCount);
        }
    }

    /// <summary>A cut while an entry is closed leaves it open or closed.</summary>
    [TestMethod]
    public void A_cut_in_a_close_leaves_the_entry()
    {
        for (int cut = 0; cut < 2 * AttentionList.EntryBytes; cut++)
        {
            JournalNvram chip = Chip();
            AttentionList list = Mount(chip);
            Fill(list, 2);
            chip.BytesUntilCut = cut;
            Assert.IsFalse(list.Close(2, AttentionExit.NotMade));
            chip.BytesUntilCut = -1;
            list = Mount(chip);
            Assert.IsTrue(list.Read(2, Entry));
            bool isClosed = cut >= AttentionList.EntryBytes;
            Assert.AreEqual(isClosed ? 1 : 2, list.OpenCount);
        }
    }

    /// <summary>One copy lost, or a bit flipped in both, costs nothing.</summary>
    [TestMethod]
    public void Damage_to_a_copy_is_put_right()
    {
        for (int copy = 0; copy < 2; copy++)
        {
            JournalNvram chip = Chip();
            Fill(Mount(chip), NvramMap.AttentionCount);
            int wiped = NvramMap.AttentionAddress + (copy * NvramMap.AttentionCopyBytes);
            for (int i = 0; i < 2 * NvramMap.AttentionRunBytes; i++)
            {
                bool isSuperblock = wiped + i >= NvramMap.SuperblockStepBytes
                    && wiped + i < NvramMap.SuperblockStepBytes + 32;
                chip.Bytes[wiped + i] = isSuperblock ? chip.Bytes[wiped + i] : (byte)0xFF;
            }

            Assert.AreEqual(NvramMap.AttentionCount, Mount(chip).OpenCount);
            Assert.AreEqual(NvramMap.AttentionCount, Mount(chip).OpenCount);
        }

        JournalNvram flipped = Chip();
        Fill(Mount(flipped), 1);
        flipped.Bytes[NvramMap.AttentionAddress + 13] ^= 4;
        flipped.Bytes[NvramMap.AttentionAddress + NvramMap.AttentionCopyBytes + 2] ^= 64;
        AttentionList list = Mount(flipped);
        Assert.AreEqual(1, list.OpenCount);
        Assert.IsTrue(list.Read(1, Entry));
        Assert.AreEqual(101, Entry.AmountCents);
    }

    /// <summary>A chip that takes nothing for a while: shown at once, written later.</summary>
    [TestMethod]
    public void What_the_chip_does_not_take_is_written_later()
    {
        JournalNvram chip = Chip();
        AttentionList list = Mount(chip);
        chip.IsSilent = true;
        Assert.IsFalse(list.Raise(AttentionKind.CancelFailed, 1, 2, 700, Time));
        Assert.IsFalse(list.Raise(AttentionKind.CancelFailed, 1, 2, 700, Time));
        Assert.IsFalse(list.IsDurable);
        list.Step(0);
        Assert.IsFalse(list.IsDurable);

        // Power could still take it: nobody is shown it.
        Assert.AreEqual(0, list.Count);
        Assert.AreEqual(0u, list.Next(0, true));

        chip.IsSilent = false;
        list.Step(Limits.NvramRetryMs - 1);
        Assert.IsFalse(list.IsDurable);
        list.Step(Limits.NvramRetryMs);
        Assert.IsTrue(list.IsDurable);
        Assert.AreEqual(1, list.Count);
        Assert.AreEqual(1u, list.Next(0, true));
        Assert.AreEqual(1, Mount(chip).OpenCount);
    }

    /// <summary>Nothing is written before the list is mounted.</summary>
    [TestMethod]
    public void Nothing_is_written_before_mount()
    {
        JournalNvram chip = Chip();
        var list = new AttentionList(chip);
        Assert.IsFalse(list.Raise(AttentionKind.LateDecline, 1, 2, 700, Time));
        list.Step(Limits.NvramRetryMs);
        Assert.AreEqual(0, chip.BytesWritten);
        Assert.AreEqual(1, list.OpenCount);
    }

    /// <summary>A reset forgets what is closed and nothing else.</summary>
    [TestMethod]
    public void Forgetting_leaves_open_entries()
    {
        JournalNvram chip = Chip();
        AttentionList list = Mount(chip);
        Fill(list, 3);
        list.Close(2, AttentionExit.Acknowledged);
        Assert.IsTrue(list.ForgetClosed());
        list = Mount(chip);
        Assert.AreEqual(2, list.OpenCount);
        Assert.IsFalse(list.Read(2, Entry));
        list.Raise(AttentionKind.RefundRefused, 7, 7, 100, Time);
        Assert.AreEqual(4u, list.Next(3, true));
    }

    private static JournalNvram Chip() => new JournalNvram(NvramMap.SizeBytes(JournalFixture.Slots));

    private static AttentionList Mount(JournalNvram chip)
    {
        var list = new AttentionList(chip);
        Assert.IsTrue(list.Mount());
        return list;
    }

    private static void Fill(AttentionList list, int count)
    {
        for (int i = 1; i <= count; i++)
        {
            Assert.IsTrue(
                list.Raise(AttentionKind.UnknownThenDeclined, 1, (uint)i, 100 + i, Time));
        }
    }
}
