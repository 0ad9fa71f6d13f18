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
        var fixture = new JournalFixture();
        fixture.Fill(1250, TransactionFlags.Offline);
        fixture.Record.OriginalBoot = 7;
        fixture.Record.OriginalSequence = 9;
        Assert.AreEqual((int)AppendResult.Appended, (int)fixture.Journal.Append(fixture.Record));
        fixture.Remount();
        Assert.AreEqual(fixture.Record.Slot, fixture.Journal.Newest());
        Assert.IsTrue(fixture.Journal.Load(fixture.Record.Slot, fixture.Loaded));
        SameRecord(fixture.Record, fixture.Loaded);
        Assert.AreEqual(1, fixture.Journal.WaitingCount);
        Assert.AreEqual(1250L, fixture.Journal.OfflineWaitingCents);
        Assert.AreEqual(1_700_001_250L, fixture.Journal.OldestOfflineUtcSeconds);
    }

    [TestMethod]
    public void Every_start_and_every_append_counts_up()
    {
        var fixture = new JournalFixture();
        Assert.AreEqual(1u, fixture.Journal.Boot);
        fixture.Append(100);
        Assert.AreEqual(1u, fixture.Record.Boot);
        Assert.AreEqual(1u, fixture.Record.Sequence);
        fixture.Append(101);
        Assert.AreEqual(2u, fixture.Record.Sequence);
        Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Remount());
        fixture.Append(102);
        Assert.AreEqual(2u, fixture.Record.Boot);
        Assert.AreEqual(3u, fixture.Record.Sequence);
        Assert.AreEqual(fixture.Record.Slot, fixture.Journal.Find(2, 3));
        Assert.AreEqual(-1, fixture.Journal.Find(1, 3));
    }

    [TestMethod]
    public void The_backlog_is_known_oldest_first()
    {
        var fixture = new JournalFixture();
        int a = fixture.Append(100);
        int b = fixture.Append(200);
        int c = fixture.Append(300);
        Assert.AreEqual(a, fixture.Journal.OldestWaiting());
        Assert.AreEqual(b, fixture.Journal.NextWaiting(a));
        Assert.AreEqual(c, fixture.Journal.NextWaiting(b));
        Assert.AreEqual(-1, fixture.Journal.NextWaiting(c));
        fixture.Move(a, TransactionState.InFlight);
        fixture.Move(a, TransactionState.Unknown);
        Assert.AreEqual(a, fixture.Journal.OldestWaiting());
        fixture.Move(c, TransactionState.InFlight);
        fixture.Move(c, TransactionState.Approved);
        Assert.AreEqual(-1, fixture.Journal.NextWaiting(b));
        Assert.AreEqual(-1, fixture.Journal.NextWaiting(c));
        Assert.AreEqual(a, fixture.Journal.OldestWaiting());
        Assert.AreEqual(2, fixture.Journal.WaitingCount);
        Assert.AreEqual(300L, fixture.Journal.WaitingCents);
    }

    [TestMethod]
    public void A_full_journal_refuses_and_overwrites_nothing_undelivered()
    {
        var fixture = new JournalFixture();
        for (int i = 0; i < JournalFixture.Slots; i++)
        {
            fixture.Append(100 + i);
        }

        Assert.IsTrue(fixture.Journal.IsFull);
        int written = fixture.Nvram.BytesWritten;
        fixture.Fill(999, 0);
        Assert.AreEqual((int)AppendResult.Full, (int)fixture.Journal.Append(fixture.Record));
        Assert.AreEqual(written, fixture.Nvram.BytesWritten);
        Assert.AreEqual(JournalFixture.Slots, fixture.Journal.WaitingCount);
        fixture.Move(3, TransactionState.InFlight);
        fixture.Move(3, TransactionState.Declined);
        Assert.IsFalse(fixture.Journal.IsFull);
        Assert.AreEqual(3, fixture.Append(500));
        Assert.IsTrue(fixture.Journal.IsFull);
    }

    [TestMethod]
    public void Finished_records_make_room_the_oldest_first_and_stay_until_then()
    {
        var fixture = new JournalFixture();
        for (int i = 0; i < JournalFixture.Slots; i++)
        {
            int slot = fixture.Append(100 + i);
            fixture.Move(slot, TransactionState.InFlight);
            fixture.Move(slot, TransactionState.Approved);
        }

        Assert.AreEqual(8, fixture.Journal.TotalCount(TransactionState.Approved, 0));
        fixture.Append(900);
        fixture.Append(901);
        Assert.AreEqual(6, fixture.Journal.TotalCount(TransactionState.Approved, 0));
        fixture.Remount();
        int walked = fixture.Journal.Newest();
        for (int amount = 901; amount >= 900; amount--)
        {
            Assert.IsTrue(fixture.Journal.Load(walked, fixture.Loaded));
            Assert.AreEqual(amount, fixture.Loaded.AmountCents);
            walked = fixture.Journal.Older(walked);
        }

        for (int amount = 107; amount >= 102; amount--)
        {
            Assert.IsTrue(fixture.Journal.Load(walked, fixture.Loaded));
            Assert.AreEqual(amount, fixture.Loaded.AmountCents);
            walked = fixture.Journal.Older(walked);
        }

        Assert.AreEqual(-1, walked);
        Assert.AreEqual(627L, fixture.Journal.TotalCents(TransactionState.Approved, 0));
    }

    [TestMethod]
    public void The_final_answer_erases_the_payload_from_the_whole_chip()
    {
        var fixture = new JournalFixture();
        int slot = fixture.Append(4);
        Assert.IsTrue(fixture.HoldsPayload(4));
        fixture.Move(slot, TransactionState.InFlight);
        Assert.IsTrue(fixture.HoldsPayload(4));
        fixture.MoveWithId(slot, TransactionState.Approved, "paym_0123456789abcdefghijklmn");
        Assert.IsFalse(fixture.HoldsPayload(4));
        fixture.Remount();
        Assert.IsTrue(fixture.Journal.Load(slot, fixture.Loaded));
        Assert.AreEqual(0, fixture.Loaded.SealedLength);
        Assert.AreEqual(0, fixture.Loaded.KsnLength);
        Assert.AreEqual(4, fixture.Loaded.AmountCents);
        Assert.AreEqual(29, fixture.Loaded.PaymentIdLength);
        Assert.AreEqual((byte)'n', fixture.Loaded.PaymentId[28]);
        Assert.AreEqual(200, fixture.Loaded.HttpStatus);
    }

    [TestMethod]
    public void A_late_decline_stays_until_it_is_acknowledged()
    {
        var fixture = new JournalFixture();
        int slot = fixture.Append(4500, TransactionFlags.Offline);
        Assert.AreEqual(1, fixture.Journal.OfflineWaitingCount);
        fixture.Move(slot, TransactionState.InFlight);
        fixture.Move(slot, TransactionState.Declined);
        Assert.AreEqual(0, fixture.Journal.OfflineWaitingCount);
        Assert.AreEqual(1, fixture.Journal.LateDeclineCount);
        for (int i = 1; i < JournalFixture.Slots; i++)
        {
            fixture.Append(100 + i);
        }

        fixture.Remount();
        Assert.IsTrue(fixture.Journal.IsFull);
        Assert.AreEqual(slot, fixture.Journal.FirstLateDecline());
        Assert.AreEqual(
            (int)ChangeResult.Changed, (int)fixture.Journal.Acknowledge(slot, 1_700_002_000));
        Assert.AreEqual(
            (int)ChangeResult.NotAllowed, (int)fixture.Journal.Acknowledge(slot, 1_700_002_000));
        fixture.Remount();
        Assert.AreEqual(0, fixture.Journal.LateDeclineCount);
        Assert.IsTrue(fixture.Journal.Load(slot, fixture.Loaded));
        Assert.AreEqual(200, fixture.Loaded.HttpStatus);
        Assert.AreEqual((byte)'0', fixture.Loaded.ResponseCode[0]);
        Assert.AreEqual(
            TransactionFlags.Offline | TransactionFlags.Acknowledged, fixture.Loaded.Flags);
        Assert.AreEqual(slot, fixture.Append(500));
    }

    [TestMethod]
    public void A_second_payment_id_replaces_the_first_without_touching_it()
    {
        var fixture = new JournalFixture();
        int slot = fixture.Append(700);
        fixture.Move(slot, TransactionState.InFlight);
        fixture.MoveWithId(slot, TransactionState.CancelRequested, "paym_first");
        fixture.MoveWithId(slot, TransactionState.CancelRequested, "refd_second");
        Assert.IsTrue(fixture.Journal.Load(slot, fixture.Loaded));
        Assert.AreEqual(11, fixture.Loaded.PaymentIdLength);
        fixture.Nvram.BytesUntilCut = 33 + 23;
        Assert.AreEqual(
            (int)ChangeResult.StoreFailed, (int)AskWithId(fixture, slot, "refd_3rd"));
        fixture.Remount();
        Assert.IsTrue(fixture.Journal.Load(slot, fixture.Loaded));
        Assert.AreEqual(11, fixture.Loaded.PaymentIdLength);
        Assert.AreEqual((byte)'d', fixture.Loaded.PaymentId[10]);
    }

    [TestMethod]
    public void What_is_out_of_range_is_refused_and_not_written()
    {
        var fixture = new JournalFixture();
        int written = fixture.Nvram.BytesWritten;
        fixture.Fill(0, 0);
        ExpectInvalid(fixture);
        fixture.Fill(Limits.AmountCentsCeiling + 1, 0);
        ExpectInvalid(fixture);
        fixture.Fill(100, 0);
        fixture.Record.Currency[0] = (byte)'x';
        ExpectInvalid(fixture);
        fixture.Fill(100, 0);
        fixture.Record.SealedLength = 0;
        ExpectInvalid(fixture);
        fixture.Fill(100, TransactionFlags.PayloadLost);
        ExpectInvalid(fixture);
        fixture.Fill(100, 0);
        fixture.Record.CreatedUtcSeconds = -1;
        ExpectInvalid(fixture);
        Assert.AreEqual(written, fixture.Nvram.BytesWritten);
    }

    [TestMethod]
    public void Changes_that_make_no_sense_are_refused_and_say_so()
    {
        var fixture = new JournalFixture();
        int slot = fixture.Append(100);
        Assert.AreEqual(
            (int)ChangeResult.NotAllowed, (int)fixture.Ask(slot, TransactionState.Approved));
        Assert.AreEqual(
            (int)ChangeResult.NotAllowed, (int)fixture.Ask(slot, TransactionState.Free));
        Assert.AreEqual(
            (int)ChangeResult.NoTransaction, (int)fixture.Ask(slot + 1, TransactionState.InFlight));
        Assert.AreEqual(
            (int)ChangeResult.NoTransaction, (int)fixture.Ask(-1, TransactionState.InFlight));
        Assert.AreEqual((int)ChangeResult.NotAllowed, (int)fixture.Journal.Acknowledge(slot, 0));
        fixture.Expect(slot, TransactionState.Pending);
    }

    [TestMethod]
    public void A_failed_write_leaves_the_state_before_and_the_next_try_succeeds()
    {
        var fixture = new JournalFixture();
        int slot = fixture.Append(100);
        fixture.Nvram.BytesUntilCut = 5;
        Assert.AreEqual(
            (int)ChangeResult.StoreFailed, (int)fixture.Ask(slot, TransactionState.InFlight));
        fixture.Expect(slot, TransactionState.Pending);
        fixture.Nvram.BytesUntilCut = -1;
        fixture.Move(slot, TransactionState.InFlight);
        fixture.Fill(200, 0);
        fixture.Nvram.BytesUntilCut = 90;
        Assert.AreEqual((int)AppendResult.StoreFailed, (int)fixture.Journal.Append(fixture.Record));
        fixture.Nvram.BytesUntilCut = -1;
        Assert.AreEqual(1, fixture.Journal.WaitingCount);
        fixture.Append(300);
        fixture.Remount();
        Assert.AreEqual(2, fixture.Journal.WaitingCount);
        Assert.AreEqual(400L, fixture.Journal.WaitingCents);
        Assert.AreEqual(0, fixture.Journal.DamagedCount);
    }

    [TestMethod]
    public void An_append_reported_as_failed_does_not_come_back_behind_the_next_one()
    {
        var fixture = new JournalFixture();
        fixture.Fill(200, 0);

        // Body, header and all but the last byte of the commit.
        fixture.Nvram.BytesUntilCut = 1 + 50 + 1 + SlotImage.HeaderBytes + SlotImage.CellBytes - 1;
        Assert.AreEqual((int)AppendResult.StoreFailed, (int)fixture.Journal.Append(fixture.Record));
        fixture.Nvram.BytesUntilCut = -1;
        fixture.Append(300);
        fixture.Remount();
        Assert.AreEqual(1, fixture.Journal.WaitingCount);
        Assert.AreEqual(300L, fixture.Journal.WaitingCents);
        Assert.AreEqual(0, fixture.Journal.DamagedCount);
    }

    [TestMethod]
    public void A_silent_chip_a_wrong_size_and_a_newer_version_are_left_alone()
    {
        var fixture = new JournalFixture();
        fixture.Append(100);
        fixture.Nvram.IsSilent = true;
        Assert.AreEqual((int)MountResult.Silent, (int)fixture.Remount());
        fixture.Fill(200, 0);
        Assert.AreEqual((int)AppendResult.NotWritable, (int)fixture.Journal.Append(fixture.Record));
        fixture.Nvram.IsSilent = false;
        int written = fixture.Nvram.BytesWritten;
        var other = new TransactionJournal(fixture.Nvram, JournalFixture.Slots - 1, new JournalFormat());
        Assert.AreEqual((int)MountResult.WrongSize, (int)other.Mount(0));
        Assert.IsFalse(other.IsWritable);
        for (int copy = 0; copy < NvramMap.SuperblockCopies; copy++)
        {
            int at = copy * NvramMap.SuperblockStepBytes;
            fixture.Nvram.Bytes[at + 8] = 2;
            Crc32.Seal(fixture.Nvram.Bytes, at, 28);
        }

        Assert.AreEqual((int)MountResult.NewerVersion, (int)fixture.Remount());
        Assert.AreEqual((int)AppendResult.NotWritable, (int)fixture.Journal.Append(fixture.Record));
        Assert.AreEqual(written, fixture.Nvram.BytesWritten);
    }

    [TestMethod]
    public void Forgetting_is_refused_while_something_waits_and_keeps_the_counters()
    {
        var fixture = new JournalFixture();
        int slot = fixture.Append(100);
        Assert.IsFalse(fixture.Journal.ForgetFinished());
        fixture.Move(slot, TransactionState.Cancelled);
        Assert.IsTrue(fixture.Journal.ForgetFinished());
        Assert.AreEqual(-1, fixture.Journal.Newest());
        Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Remount());
        Assert.AreEqual(-1, fixture.Journal.Newest());
        fixture.Append(101);
        Assert.AreEqual(2u, fixture.Record.Boot);
        Assert.AreEqual(2u, fixture.Record.Sequence);
    }

    private static ChangeResult AskWithId(JournalFixture fixture, int slot, string id)
    {
        var change = new StateChange();
        change.Reset(TransactionState.CancelRequested, 0);
        change.PaymentIdLength = ByteCodec.Put(change.PaymentId, 0, ByteCodec.Ascii(id));
        return fixture.Journal.Change(slot, change);
    }

    private static void ExpectInvalid(JournalFixture fixture) =>
        Assert.AreEqual((int)AppendResult.Invalid, (int)fixture.Journal.Append(fixture.Record));

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
