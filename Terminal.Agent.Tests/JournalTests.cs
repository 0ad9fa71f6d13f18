using nanoFramework.TestFramework;
using Terminal.Agent.Journal;

namespace Terminal.Agent.Tests;

/// <summary>
/// The journal in health: what it keeps, in which order it sends, what makes room.
/// </summary>
[TestClass]
public class JournalTests
{
    [TestMethod]
    public void A_record_comes_back_after_a_restart_as_it_was_appended()
    {
        var bench = new JournalBench();
        bench.Fill(1250, TransactionFlags.Offline);
        bench.Record.OriginalBoot = 7;
        bench.Record.OriginalSequence = 9;
        Assert.AreEqual((int)AppendResult.Appended, (int)bench.Journal.Append(bench.Record));
        bench.Remount();
        Assert.AreEqual(bench.Record.Slot, bench.Journal.Newest());
        Assert.IsTrue(bench.Journal.Load(bench.Record.Slot, bench.Loaded));
        SameRecord(bench.Record, bench.Loaded);
        Assert.AreEqual(1, bench.Journal.WaitingCount);
        Assert.AreEqual(1250L, bench.Journal.OfflineWaitingCents);
        Assert.AreEqual(1_700_001_250L, bench.Journal.OldestOfflineUtcSeconds);
    }

    [TestMethod]
    public void Every_start_and_every_append_counts_up()
    {
        var bench = new JournalBench();
        Assert.AreEqual(1u, bench.Journal.Boot);
        bench.Append(100);
        Assert.AreEqual(1u, bench.Record.Boot);
        Assert.AreEqual(1u, bench.Record.Sequence);
        bench.Append(101);
        Assert.AreEqual(2u, bench.Record.Sequence);
        Assert.AreEqual((int)MountResult.Mounted, (int)bench.Remount());
        bench.Append(102);
        Assert.AreEqual(2u, bench.Record.Boot);
        Assert.AreEqual(3u, bench.Record.Sequence);
        Assert.AreEqual(bench.Record.Slot, bench.Journal.Find(2, 3));
        Assert.AreEqual(-1, bench.Journal.Find(1, 3));
    }

    [TestMethod]
    public void The_backlog_is_known_oldest_first()
    {
        var bench = new JournalBench();
        int a = bench.Append(100);
        int b = bench.Append(200);
        int c = bench.Append(300);
        Assert.AreEqual(a, bench.Journal.OldestWaiting());
        Assert.AreEqual(b, bench.Journal.NextWaiting(a));
        Assert.AreEqual(c, bench.Journal.NextWaiting(b));
        Assert.AreEqual(-1, bench.Journal.NextWaiting(c));
        bench.Move(a, TransactionState.InFlight);
        bench.Move(a, TransactionState.Unknown);
        Assert.AreEqual(a, bench.Journal.OldestWaiting());
        bench.Move(c, TransactionState.InFlight);
        bench.Move(c, TransactionState.Approved);
        Assert.AreEqual(-1, bench.Journal.NextWaiting(b));
        Assert.AreEqual(-1, bench.Journal.NextWaiting(c));
        Assert.AreEqual(a, bench.Journal.OldestWaiting());
        Assert.AreEqual(2, bench.Journal.WaitingCount);
        Assert.AreEqual(300L, bench.Journal.WaitingCents);
    }

    [TestMethod]
    public void A_full_journal_refuses_and_overwrites_nothing_undelivered()
    {
        var bench = new JournalBench();
        for (int i = 0; i < JournalBench.Slots; i++)
        {
            bench.Append(100 + i);
        }

        Assert.IsTrue(bench.Journal.IsFull);
        int written = bench.Nvram.BytesWritten;
        bench.Fill(999, 0);
        Assert.AreEqual((int)AppendResult.Full, (int)bench.Journal.Append(bench.Record));
        Assert.AreEqual(written, bench.Nvram.BytesWritten);
        Assert.AreEqual(JournalBench.Slots, bench.Journal.WaitingCount);
        bench.Move(3, TransactionState.InFlight);
        bench.Move(3, TransactionState.Declined);
        Assert.IsFalse(bench.Journal.IsFull);
        Assert.AreEqual(3, bench.Append(500));
        Assert.IsTrue(bench.Journal.IsFull);
    }

    [TestMethod]
    public void Finished_records_make_room_the_oldest_first_and_stay_until_then()
    {
        var bench = new JournalBench();
        for (int i = 0; i < JournalBench.Slots; i++)
        {
            int slot = bench.Append(100 + i);
            bench.Move(slot, TransactionState.InFlight);
            bench.Move(slot, TransactionState.Approved);
        }

        Assert.AreEqual(8, bench.Journal.TotalCount(TransactionState.Approved, 0));
        bench.Append(900);
        bench.Append(901);
        Assert.AreEqual(6, bench.Journal.TotalCount(TransactionState.Approved, 0));
        bench.Remount();
        int walked = bench.Journal.Newest();
        for (int amount = 901; amount >= 900; amount--)
        {
            Assert.IsTrue(bench.Journal.Load(walked, bench.Loaded));
            Assert.AreEqual(amount, bench.Loaded.AmountCents);
            walked = bench.Journal.Older(walked);
        }

        for (int amount = 107; amount >= 102; amount--)
        {
            Assert.IsTrue(bench.Journal.Load(walked, bench.Loaded));
            Assert.AreEqual(amount, bench.Loaded.AmountCents);
            walked = bench.Journal.Older(walked);
        }

        Assert.AreEqual(-1, walked);
        Assert.AreEqual(627L, bench.Journal.TotalCents(TransactionState.Approved, 0));
    }

    [TestMethod]
    public void The_final_answer_erases_the_payload_from_the_whole_chip()
    {
        var bench = new JournalBench();
        int slot = bench.Append(4);
        Assert.IsTrue(bench.HoldsPayload(4));
        bench.Move(slot, TransactionState.InFlight);
        Assert.IsTrue(bench.HoldsPayload(4));
        bench.MoveWithId(slot, TransactionState.Approved, "paym_0123456789abcdefghijklmn");
        Assert.IsFalse(bench.HoldsPayload(4));
        bench.Remount();
        Assert.IsTrue(bench.Journal.Load(slot, bench.Loaded));
        Assert.AreEqual(0, bench.Loaded.SealedLength);
        Assert.AreEqual(0, bench.Loaded.KsnLength);
        Assert.AreEqual(4, bench.Loaded.AmountCents);
        Assert.AreEqual(29, bench.Loaded.PaymentIdLength);
        Assert.AreEqual((byte)'n', bench.Loaded.PaymentId[28]);
        Assert.AreEqual(200, bench.Loaded.HttpStatus);
    }

    [TestMethod]
    public void A_late_decline_stays_until_it_is_acknowledged()
    {
        var bench = new JournalBench();
        int slot = bench.Append(4500, TransactionFlags.Offline);
        Assert.AreEqual(1, bench.Journal.OfflineWaitingCount);
        bench.Move(slot, TransactionState.InFlight);
        bench.Move(slot, TransactionState.Declined);
        Assert.AreEqual(0, bench.Journal.OfflineWaitingCount);
        Assert.AreEqual(1, bench.Journal.LateDeclineCount);
        for (int i = 1; i < JournalBench.Slots; i++)
        {
            bench.Append(100 + i);
        }

        bench.Remount();
        Assert.IsTrue(bench.Journal.IsFull);
        Assert.AreEqual(slot, bench.Journal.FirstLateDecline());
        Assert.AreEqual(
            (int)ChangeResult.Changed, (int)bench.Journal.Acknowledge(slot, 1_700_002_000));
        Assert.AreEqual(
            (int)ChangeResult.NotAllowed, (int)bench.Journal.Acknowledge(slot, 1_700_002_000));
        bench.Remount();
        Assert.AreEqual(0, bench.Journal.LateDeclineCount);
        Assert.IsTrue(bench.Journal.Load(slot, bench.Loaded));
        Assert.AreEqual(200, bench.Loaded.HttpStatus);
        Assert.AreEqual((byte)'0', bench.Loaded.ResponseCode[0]);
        Assert.AreEqual(
            TransactionFlags.Offline | TransactionFlags.Acknowledged, bench.Loaded.Flags);
        Assert.AreEqual(slot, bench.Append(500));
    }

    [TestMethod]
    public void A_second_payment_id_replaces_the_first_without_touching_it()
    {
        var bench = new JournalBench();
        int slot = bench.Append(700);
        bench.Move(slot, TransactionState.InFlight);
        bench.MoveWithId(slot, TransactionState.CancelRequested, "paym_first");
        bench.MoveWithId(slot, TransactionState.CancelRequested, "refd_second");
        Assert.IsTrue(bench.Journal.Load(slot, bench.Loaded));
        Assert.AreEqual(11, bench.Loaded.PaymentIdLength);
        bench.Nvram.BytesUntilCut = 33 + 23;
        Assert.AreEqual(
            (int)ChangeResult.StoreFailed, (int)AskWithId(bench, slot, "refd_3rd"));
        bench.Remount();
        Assert.IsTrue(bench.Journal.Load(slot, bench.Loaded));
        Assert.AreEqual(11, bench.Loaded.PaymentIdLength);
        Assert.AreEqual((byte)'d', bench.Loaded.PaymentId[10]);
    }

    [TestMethod]
    public void What_is_out_of_range_is_refused_and_not_written()
    {
        var bench = new JournalBench();
        int written = bench.Nvram.BytesWritten;
        bench.Fill(0, 0);
        ExpectInvalid(bench);
        bench.Fill(Limits.AmountCentsCeiling + 1, 0);
        ExpectInvalid(bench);
        bench.Fill(100, 0);
        bench.Record.Currency[0] = (byte)'x';
        ExpectInvalid(bench);
        bench.Fill(100, 0);
        bench.Record.SealedLength = 0;
        ExpectInvalid(bench);
        bench.Fill(100, TransactionFlags.PayloadLost);
        ExpectInvalid(bench);
        bench.Fill(100, 0);
        bench.Record.CreatedUtcSeconds = -1;
        ExpectInvalid(bench);
        Assert.AreEqual(written, bench.Nvram.BytesWritten);
    }

    [TestMethod]
    public void Changes_that_make_no_sense_are_refused_and_say_so()
    {
        var bench = new JournalBench();
        int slot = bench.Append(100);
        Assert.AreEqual(
            (int)ChangeResult.NotAllowed, (int)bench.Ask(slot, TransactionState.Approved));
        Assert.AreEqual(
            (int)ChangeResult.NotAllowed, (int)bench.Ask(slot, TransactionState.Free));
        Assert.AreEqual(
            (int)ChangeResult.NoTransaction, (int)bench.Ask(slot + 1, TransactionState.InFlight));
        Assert.AreEqual(
            (int)ChangeResult.NoTransaction, (int)bench.Ask(-1, TransactionState.InFlight));
        Assert.AreEqual((int)ChangeResult.NotAllowed, (int)bench.Journal.Acknowledge(slot, 0));
        bench.Expect(slot, TransactionState.Pending);
    }

    [TestMethod]
    public void A_failed_write_leaves_the_state_before_and_the_next_try_succeeds()
    {
        var bench = new JournalBench();
        int slot = bench.Append(100);
        bench.Nvram.BytesUntilCut = 5;
        Assert.AreEqual(
            (int)ChangeResult.StoreFailed, (int)bench.Ask(slot, TransactionState.InFlight));
        bench.Expect(slot, TransactionState.Pending);
        bench.Nvram.BytesUntilCut = -1;
        bench.Move(slot, TransactionState.InFlight);
        bench.Fill(200, 0);
        bench.Nvram.BytesUntilCut = 90;
        Assert.AreEqual((int)AppendResult.StoreFailed, (int)bench.Journal.Append(bench.Record));
        bench.Nvram.BytesUntilCut = -1;
        Assert.AreEqual(1, bench.Journal.WaitingCount);
        bench.Append(300);
        bench.Remount();
        Assert.AreEqual(2, bench.Journal.WaitingCount);
        Assert.AreEqual(400L, bench.Journal.WaitingCents);
        Assert.AreEqual(0, bench.Journal.DamagedCount);
    }

    [TestMethod]
    public void An_append_reported_as_failed_does_not_come_back_behind_the_next_one()
    {
        var bench = new JournalBench();
        bench.Fill(200, 0);

        // Body, header and all but the last byte of the commit.
        bench.Nvram.BytesUntilCut = 1 + 50 + 1 + SlotImage.HeaderBytes + SlotImage.CellBytes - 1;
        Assert.AreEqual((int)AppendResult.StoreFailed, (int)bench.Journal.Append(bench.Record));
        bench.Nvram.BytesUntilCut = -1;
        bench.Append(300);
        bench.Remount();
        Assert.AreEqual(1, bench.Journal.WaitingCount);
        Assert.AreEqual(300L, bench.Journal.WaitingCents);
        Assert.AreEqual(0, bench.Journal.DamagedCount);
    }

    [TestMethod]
    public void A_silent_chip_a_wrong_size_and_a_newer_version_are_left_alone()
    {
        var bench = new JournalBench();
        bench.Append(100);
        bench.Nvram.IsSilent = true;
        Assert.AreEqual((int)MountResult.Silent, (int)bench.Remount());
        bench.Fill(200, 0);
        Assert.AreEqual((int)AppendResult.NotWritable, (int)bench.Journal.Append(bench.Record));
        bench.Nvram.IsSilent = false;
        int written = bench.Nvram.BytesWritten;
        var other = new TransactionJournal(bench.Nvram, JournalBench.Slots - 1, new JournalFormat());
        Assert.AreEqual((int)MountResult.WrongSize, (int)other.Mount(0));
        Assert.IsFalse(other.IsWritable);
        for (int copy = 0; copy < NvramMap.SuperblockCopies; copy++)
        {
            int at = copy * NvramMap.SuperblockStepBytes;
            bench.Nvram.Bytes[at + 8] = 2;
            Crc32.Seal(bench.Nvram.Bytes, at, 28);
        }

        Assert.AreEqual((int)MountResult.NewerVersion, (int)bench.Remount());
        Assert.AreEqual((int)AppendResult.NotWritable, (int)bench.Journal.Append(bench.Record));
        Assert.AreEqual(written, bench.Nvram.BytesWritten);
    }

    [TestMethod]
    public void Forgetting_is_refused_while_something_waits_and_keeps_the_counters()
    {
        var bench = new JournalBench();
        int slot = bench.Append(100);
        Assert.IsFalse(bench.Journal.ForgetFinished());
        bench.Move(slot, TransactionState.Cancelled);
        Assert.IsTrue(bench.Journal.ForgetFinished());
        Assert.AreEqual(-1, bench.Journal.Newest());
        Assert.AreEqual((int)MountResult.Mounted, (int)bench.Remount());
        Assert.AreEqual(-1, bench.Journal.Newest());
        bench.Append(101);
        Assert.AreEqual(2u, bench.Record.Boot);
        Assert.AreEqual(2u, bench.Record.Sequence);
    }

    private static ChangeResult AskWithId(JournalBench bench, int slot, string id)
    {
        var change = new StateChange();
        change.Reset(TransactionState.CancelRequested, 0);
        change.PaymentIdLength = ByteCodec.Put(change.PaymentId, 0, ByteCodec.Ascii(id));
        return bench.Journal.Change(slot, change);
    }

    private static void ExpectInvalid(JournalBench bench) =>
        Assert.AreEqual((int)AppendResult.Invalid, (int)bench.Journal.Append(bench.Record));

    private static void SameRecord(TransactionRecord expected, TransactionRecord actual)
    {
        Assert.AreEqual(expected.Slot, actual.Slot);
        Assert.AreEqual(expected.Boot, actual.Boot);
        Assert.AreEqual(expected.Sequence, actual.Sequence);
        Assert.AreEqual((int)expected.Kind, (int)actual.Kind);
        Assert.AreEqual((int)expected.State, (int)actual.State);
        Assert.AreEqual(expected.Flags, actual.Flags);
        Assert.AreEqual(expected.AmountCents, actual.AmountCents);
        Assert.AreEqual(expected.CreatedUtcSeconds, actual.CreatedUtcSeconds);
        Assert.AreEqual(expected.ChangedUtcSeconds, actual.ChangedUtcSeconds);
        Assert.AreEqual((int)expected.EntryMode, (int)actual.EntryMode);
        Assert.AreEqual(expected.OriginalBoot, actual.OriginalBoot);
        Assert.AreEqual(expected.OriginalSequence, actual.OriginalSequence);
        Assert.AreEqual(expected.KsnLength, actual.KsnLength);
        Assert.AreEqual(expected.SealedLength, actual.SealedLength);
        CollectionAssert.AreEqual(expected.Currency, actual.Currency);
        CollectionAssert.AreEqual(expected.Last4, actual.Last4);
        Assert.IsTrue(ByteCodec.Same(expected.Sealed, 0, actual.Sealed, 0, expected.SealedLength));
        Assert.IsTrue(ByteCodec.Same(expected.Ksn, 0, actual.Ksn, 0, expected.KsnLength));
    }
}
