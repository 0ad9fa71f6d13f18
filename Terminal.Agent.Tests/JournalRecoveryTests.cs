using nanoFramework.TestFramework;
using Terminal.Agent.Journal;

namespace Terminal.Agent.Tests;

/// <summary>
/// The recovery table, row by row: what a cut or damage left, what mounting makes of it, and that a
/// second mount finds nothing more to do.
/// </summary>
[TestClass]
public class JournalRecoveryTests
{
    [TestMethod]
    public void Row_no_cell_sets_the_slot_aside_and_says_which()
    {
        var fixture = new JournalFixture();
        int slot = fixture.Append(100);
        int neighbour = fixture.Append(200);
        fixture.Spoil(slot, SlotImage.Cell, 2 * SlotImage.CellBytes);
        ExpectRow(fixture, slot, RecoveryAction.NoCell);
        Assert.AreEqual((int)MountResult.MountedWithDamage, (int)fixture.Remount());
        Assert.AreEqual(1, fixture.Journal.DamagedCount);
        Assert.AreEqual(slot, fixture.Journal.DamagedSlot(0));
        Assert.AreEqual(-1, fixture.Journal.DamagedSlot(1));
        Assert.AreEqual((int)SlotDamage.Record, (int)fixture.Journal.Damage(slot));
        fixture.Expect(slot, TransactionState.Free);
        fixture.Expect(neighbour, TransactionState.Pending);
        Assert.IsTrue(fixture.Journal.Load(slot, fixture.Loaded), "header and body are there to export");
        Assert.AreEqual(40, fixture.Loaded.SealedLength);
        for (int i = 2; i < JournalFixture.Slots; i++)
        {
            Assert.AreNotEqual(slot, fixture.Append(100 + i));
        }

        Assert.IsTrue(fixture.Journal.IsFull, "the slot set aside is not used");
        Assert.IsTrue(fixture.Journal.DiscardDamaged(slot));
        Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Remount());
        Assert.AreEqual(slot, fixture.Append(900));
    }

    [TestMethod]
    public void Row_free_erases_what_an_append_left_before_its_commit()
    {
        var fixture = new JournalFixture();
        CutAppend(fixture, 4, 1 + 50 + 1 + SlotImage.HeaderBytes);
        Assert.IsTrue(fixture.HoldsPayload(4));
        ExpectRow(fixture, 0, RecoveryAction.Free);
        Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Remount());
        Assert.AreEqual(-1, fixture.Journal.Newest());
        Assert.IsFalse(fixture.HoldsPayload(4));
        Assert.AreEqual(0, fixture.Append(5));
    }

    [TestMethod]
    public void Row_free_dead_cell_is_rewritten()
    {
        var fixture = new JournalFixture();
        fixture.Spoil(2, SlotImage.CellAt(0), SlotImage.CellBytes);
        ExpectRow(fixture, 2, RecoveryAction.FreeDeadCell);
        Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Remount());
        ExpectRow(fixture, 2, RecoveryAction.Free);
    }

    [TestMethod]
    public void Row_commit_takes_a_torn_commit_for_a_commit()
    {
        var fixture = new JournalFixture();
        CutAppend(fixture, 4, 1 + 50 + 1 + SlotImage.HeaderBytes + 10);
        ExpectRow(fixture, 0, RecoveryAction.Commit);
        fixture.Remount();
        ExpectKept(fixture, 0, TransactionState.Pending, 4);
        ExpectRow(fixture, 0, RecoveryAction.Whole);
    }

    [TestMethod]
    public void Row_commit_holds_over_a_finished_record_too_and_for_damage()
    {
        JournalFixture fixture = FullOfApproved();
        fixture.Append(700, TransactionFlags.Offline);
        fixture.Spoil(0, NewestCell(fixture, 0), SlotImage.CellBytes);
        ExpectRow(fixture, 0, RecoveryAction.Commit);
        fixture.Remount();
        ExpectKept(fixture, 0, TransactionState.Pending, 700);
        Assert.AreEqual(TransactionFlags.Offline, fixture.Journal.Flags(0));
    }

    [TestMethod]
    public void Row_reuse_frees_a_record_that_was_being_overwritten()
    {
        // In the header, and between the header and the commit.
        for (int cut = 1 + 50 + 1 + 25; cut <= 1 + 50 + 1 + SlotImage.HeaderBytes; cut += 20)
        {
            JournalFixture fixture = FullOfApproved();
            CutAppend(fixture, 4, cut);
            ExpectRow(fixture, 0, RecoveryAction.Reuse);
            Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Remount());
            Assert.IsFalse(fixture.HoldsPayload(4));
            fixture.Expect(0, TransactionState.Free);
            Assert.AreEqual(7, fixture.Journal.TotalCount(TransactionState.Approved, 0));
            ExpectRow(fixture, 0, RecoveryAction.Free);
        }
    }

    [TestMethod]
    public void Row_reuse_cut_in_its_own_recovery_is_still_that_row()
    {
        JournalFixture fixture = FullOfApproved();
        CutAppend(fixture, 4, 1 + 50 + 1 + 25);
        fixture.Nvram.BytesUntilCut = 1 + 10;
        var journal = new TransactionJournal(
            fixture.Nvram, JournalFixture.Slots, new JournalFormat());
        Assert.AreEqual((int)MountResult.Silent, (int)journal.Mount(0));
        ExpectRow(fixture, 0, RecoveryAction.Reuse);
        Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Remount());
        fixture.Expect(0, TransactionState.Free);
        Assert.IsFalse(fixture.HoldsPayload(4));
    }

    [TestMethod]
    public void A_commit_wiped_together_with_its_header_is_reported()
    {
        JournalFixture fixture = FullOfApproved();
        fixture.Append(700);
        fixture.Spoil(0, SlotImage.Header, SlotImage.HeaderBytes);
        fixture.Spoil(0, NewestCell(fixture, 0), SlotImage.CellBytes);
        ExpectRow(fixture, 0, RecoveryAction.HeaderLost);
        Assert.AreEqual((int)MountResult.MountedWithDamage, (int)fixture.Remount());
        Assert.AreEqual(0, fixture.Journal.DamagedSlot(0));
    }

    [TestMethod]
    public void Row_erasure_is_finished_and_the_record_kept()
    {
        var fixture = new JournalFixture();
        int slot = fixture.Append(4);
        fixture.Move(slot, TransactionState.InFlight);
        fixture.Nvram.BytesUntilCut = SlotImage.CellBytes + 20;
        fixture.Ask(slot, TransactionState.Approved);
        Assert.IsTrue(fixture.HoldsPayload(4));
        ExpectRow(fixture, slot, RecoveryAction.Erasure);
        fixture.Remount();
        Assert.IsFalse(fixture.HoldsPayload(4));
        ExpectKept(fixture, slot, TransactionState.Approved, 4);
        ExpectRow(fixture, slot, RecoveryAction.Whole);
    }

    [TestMethod]
    public void Row_erasure_also_ends_an_overwrite_that_only_reached_the_body()
    {
        JournalFixture fixture = FullOfApproved();
        CutAppend(fixture, 4, 1 + 30);
        ExpectRow(fixture, 0, RecoveryAction.Erasure);
        fixture.Remount();
        Assert.IsFalse(fixture.HoldsPayload(4));
        ExpectKept(fixture, 0, TransactionState.Approved, 100);
        Assert.AreEqual(8, fixture.Journal.TotalCount(TransactionState.Approved, 0));
    }

    [TestMethod]
    public void Row_whole_keeps_each_state_and_makes_unknown_of_in_flight()
    {
        var fixture = new JournalFixture();
        fixture.Append(100);
        Walk(fixture, 101, TransactionState.InFlight, TransactionState.Unknown);
        Walk(fixture, 102, TransactionState.InFlight, TransactionState.Approved);
        Walk(fixture, 103, TransactionState.InFlight, TransactionState.Declined);
        Walk(fixture, 104, TransactionState.InFlight, TransactionState.Rejected);
        Walk(fixture, 105, TransactionState.InFlight, TransactionState.CancelRequested);
        Walk(fixture, 106, TransactionState.Cancelled, TransactionState.Cancelled);
        fixture.Move(fixture.Append(107), TransactionState.InFlight);
        Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Remount());
        fixture.Expect(0, TransactionState.Pending);
        fixture.Expect(1, TransactionState.Unknown);
        fixture.Expect(2, TransactionState.Approved);
        fixture.Expect(3, TransactionState.Declined);
        fixture.Expect(4, TransactionState.Rejected);
        fixture.Expect(5, TransactionState.CancelRequested);
        fixture.Expect(6, TransactionState.Cancelled);
        fixture.Expect(7, TransactionState.Unknown);
        fixture.Move(5, TransactionState.Refunded);
        fixture.Remount();
        fixture.Expect(5, TransactionState.Refunded);
    }

    [TestMethod]
    public void Row_sibling_keeps_the_state_and_doubts_pending()
    {
        var fixture = new JournalFixture();
        int slot = fixture.Append(100);
        fixture.Nvram.BytesUntilCut = 15;
        fixture.Ask(slot, TransactionState.InFlight);
        ExpectRow(fixture, slot, RecoveryAction.Sibling);
        Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Remount());
        ExpectKept(fixture, slot, TransactionState.Unknown, 100);
        ExpectRow(fixture, slot, RecoveryAction.Whole);
        fixture.Nvram.BytesUntilCut = 15;
        fixture.Ask(slot, TransactionState.CancelRequested);
        fixture.Remount();
        ExpectKept(fixture, slot, TransactionState.Unknown, 100);
    }

    [TestMethod]
    public void Row_header_lost_sets_the_slot_aside_whatever_its_state()
    {
        JournalFixture fixture = FullOfApproved();
        fixture.Spoil(1, SlotImage.Header, SlotImage.HeaderBytes);
        fixture.Append(500);
        fixture.Spoil(0, SlotImage.Header, SlotImage.HeaderBytes);
        ExpectRow(fixture, 0, RecoveryAction.HeaderLost);
        ExpectRow(fixture, 1, RecoveryAction.HeaderLost);
        Assert.AreEqual((int)MountResult.MountedWithDamage, (int)fixture.Remount());
        Assert.AreEqual(0, fixture.Journal.DamagedSlot(0));
        Assert.AreEqual(1, fixture.Journal.DamagedSlot(1));
        Assert.AreEqual(6, fixture.Journal.TotalCount(TransactionState.Approved, 0));
        Assert.IsFalse(fixture.Journal.Load(0, fixture.Loaded));
    }

    [TestMethod]
    public void A_lost_payload_is_reported_and_can_only_be_looked_up()
    {
        var fixture = new JournalFixture();
        int slot = fixture.Append(100);
        fixture.Spoil(slot, SlotImage.BodyEnd - 20, 10);
        Assert.AreEqual((int)MountResult.MountedWithDamage, (int)fixture.Remount());
        Assert.AreEqual((int)SlotDamage.Payload, (int)fixture.Journal.Damage(slot));
        ExpectKept(fixture, slot, TransactionState.Unknown, 100);
        Assert.AreEqual(TransactionFlags.PayloadLost, fixture.Journal.Flags(slot));
        Assert.AreEqual(0, fixture.Loaded.SealedLength);
        Assert.AreEqual(
            (int)ChangeResult.NotAllowed, (int)fixture.Ask(slot, TransactionState.InFlight));
        fixture.Move(slot, TransactionState.Rejected);
        Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Remount());
        ExpectKept(fixture, slot, TransactionState.Rejected, 100);
        Assert.IsFalse(fixture.HoldsPayload(100), "what was left of it is erased all the same");
    }

    [TestMethod]
    public void A_lost_payment_id_is_reported_and_nothing_else_with_it()
    {
        var fixture = new JournalFixture();
        int slot = fixture.Append(100);
        fixture.Move(slot, TransactionState.InFlight);
        fixture.MoveWithId(slot, TransactionState.Approved, "paym_x");
        fixture.Spoil(slot, SlotImage.Id + SlotImage.IdBytes, SlotImage.IdBytes);
        Assert.AreEqual((int)MountResult.MountedWithDamage, (int)fixture.Remount());
        Assert.AreEqual((int)SlotDamage.PaymentId, (int)fixture.Journal.Damage(slot));
        ExpectKept(fixture, slot, TransactionState.Approved, 100);
        Assert.AreEqual(0, fixture.Loaded.PaymentIdLength);
    }

    [TestMethod]
    public void The_same_transaction_in_two_slots_is_damage()
    {
        var fixture = new JournalFixture();
        fixture.Append(100);
        byte[] bytes = fixture.Nvram.Bytes;
        System.Array.Copy(bytes, fixture.At(0, 0), bytes, fixture.At(5, 0), Limits.SlotBytes);
        Assert.AreEqual((int)MountResult.MountedWithDamage, (int)fixture.Remount());
        Assert.AreEqual(5, fixture.Journal.DamagedSlot(0));
        Assert.AreEqual(1, fixture.Journal.WaitingCount);
    }

    [TestMethod]
    public void Both_counters_lost_leap_ahead_and_one_lost_skips_a_number()
    {
        var fixture = new JournalFixture();
        fixture.Append(100);
        fixture.Nvram.Bytes[NvramMap.CellsAddress + 6] ^= 0x10;
        fixture.Remount();
        Assert.AreEqual(3u, fixture.Journal.Boot);
        fixture.Nvram.Bytes[NvramMap.CellsAddress + 6] ^= 0x10;
        fixture.Nvram.Bytes[NvramMap.CellsAddress + NvramMap.CopyDistanceBytes + 6] ^= 0x10;
        fixture.Remount();
        Assert.AreEqual(1u + Limits.BootLeapCount, fixture.Journal.Boot);
        fixture.Append(200);
        Assert.AreEqual(2u, fixture.Record.Sequence);
    }

    [TestMethod]
    public void One_counter_lost_at_one_start_after_the_other_gives_no_number_twice()
    {
        for (int copy = 0; copy < 2; copy++)
        {
            var fixture = new JournalFixture();
            int at = NvramMap.CellsAddress + (copy * NvramMap.CopyDistanceBytes) + 6;
            uint boot = fixture.Journal.Boot;
            for (int i = 0; i < 6; i++)
            {
                fixture.Nvram.Bytes[at] ^= 0x10;
                fixture.Remount();
                Assert.IsTrue(fixture.Journal.Boot > boot);
                boot = fixture.Journal.Boot;
            }
        }
    }

    [TestMethod]
    public void The_boot_counter_passes_the_floor_and_stops_before_it_would_repeat()
    {
        var fixture = new JournalFixture();
        Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Journal.Mount(5000));
        Assert.AreEqual(5001u, fixture.Journal.Boot);
        Assert.AreEqual(
            (int)MountResult.NumbersUsedUp, (int)fixture.Journal.Mount(uint.MaxValue - 1));
        Assert.IsFalse(fixture.Journal.IsWritable);
        Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Journal.Mount(5000));
        Assert.AreEqual(5002u, fixture.Journal.Boot);
        var other = new JournalNvram(NvramMap.SizeBytes(JournalFixture.Slots));
        var journal = new TransactionJournal(other, JournalFixture.Slots, new JournalFormat());
        Assert.AreEqual((int)MountResult.Formatted, (int)journal.Mount(77));
        Assert.AreEqual(77u + Limits.BootLeapCount, journal.Boot);
    }

    [TestMethod]
    public void After_the_last_sequence_the_boot_counter_is_raised_durably()
    {
        var fixture = new JournalFixture();
        var cell = new DurableCell(fixture.Nvram, DurableCell.Counters);
        var payload = new byte[8];
        cell.Load(payload);
        ByteCodec.PutU32(payload, 0, 40);
        ByteCodec.PutU32(payload, 4, uint.MaxValue - 1);
        Assert.IsTrue(cell.Store(payload, 0, 8));
        fixture.Remount();
        fixture.Append(100);
        ExpectIds(fixture, 41, uint.MaxValue);
        fixture.Append(101);
        ExpectIds(fixture, 42, 1);
        int newest = fixture.Record.Slot;
        fixture.Remount();
        Assert.AreEqual(43u, fixture.Journal.Boot);
        Assert.AreEqual(newest, fixture.Journal.Newest());
        fixture.Append(102);
        ExpectIds(fixture, 43, 2);
    }

    [TestMethod]
    public void Two_superblocks_lost_are_written_again_and_three_do_not_make_it_blank()
    {
        var fixture = new JournalFixture();
        fixture.Append(100);
        for (int lost = 2; lost <= 3; lost++)
        {
            for (int copy = 0; copy < lost; copy++)
            {
                fixture.Nvram.Bytes[(copy * NvramMap.SuperblockStepBytes) + 3] ^= 0xFF;
            }

            Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Remount());
            Assert.AreEqual(1, fixture.Journal.WaitingCount);
            var superblock = new Superblock(fixture.Nvram, JournalFixture.Slots);
            Assert.IsTrue(superblock.Load());
            Assert.IsTrue(superblock.IsComplete);
        }
    }

    private static void ExpectIds(JournalFixture fixture, uint boot, uint sequence)
    {
        Assert.AreEqual(boot, fixture.Record.Boot);
        Assert.AreEqual(sequence, fixture.Record.Sequence);
    }

    private static void CutAppend(JournalFixture fixture, int amountCents, int bytes)
    {
        fixture.Fill(amountCents, 0);
        fixture.Nvram.BytesUntilCut = bytes + BookingBytes(fixture);
        Assert.AreEqual((int)AppendResult.StoreFailed, (int)fixture.Journal.Append(fixture.Record));
    }

    // What makes room is booked first: both copies of the row of its day.
    private static int BookingBytes(JournalFixture fixture)
    {
        for (int slot = 0; slot < JournalFixture.Slots; slot++)
        {
            if (fixture.Journal.State(slot) == TransactionState.Free)
            {
                return 0;
            }
        }

        return 2 * 120;
    }

    private static void Walk(
        JournalFixture fixture, int amountCents, TransactionState first, TransactionState second)
    {
        int slot = fixture.Append(amountCents);
        fixture.Move(slot, first);
        fixture.Move(slot, second);
    }

    private static JournalFixture FullOfApproved()
    {
        var fixture = new JournalFixture();
        for (int i = 0; i < JournalFixture.Slots; i++)
        {
            Walk(fixture, 100 + i, TransactionState.InFlight, TransactionState.Approved);
        }

        return fixture;
    }

    /// <summary>Whatever a slot may hold, one row of the table fits it, and only one.</summary>
    [TestMethod]
    public void Exactly_one_row_fits_every_slot()
    {
        int combinations = 0;
        for (int cells = 0; cells <= (int)SlotCells.BothOpen; cells++)
        {
            for (int binding = 0; binding <= (int)SlotBinding.Bound; binding++)
            {
                for (int seal = 0; seal <= (int)SlotSeal.Alien; seal++)
                {
                    ExpectOneRow(1 << cells, 1 << binding, 1 << seal, SlotBody.Sound);
                    ExpectOneRow(1 << cells, 1 << binding, 1 << seal, SlotBody.Damaged);
                    combinations += 2;
                }
            }
        }

        Assert.AreEqual(7 * 3 * 4 * 2, combinations);
    }

    private static void ExpectOneRow(int cells, int binding, int seal, SlotBody body)
    {
        int fitting = 0;
        foreach (RecoveryRow row in SlotRecovery.Rows)
        {
            bool isBodyFit = row.Body == SlotBody.Any || row.Body == body;
            fitting += row.Fits(cells, binding, seal) && isBodyFit ? 1 : 0;
        }

        Assert.AreEqual(1, fitting);
    }

    private static int NewestCell(JournalFixture fixture, int slot)
    {
        var store = new SlotStore(fixture.Nvram, JournalFixture.Slots);
        store.Inspect(slot);
        return SlotImage.CellAt(store.Image.Newest);
    }

    private static void ExpectRow(JournalFixture fixture, int slot, RecoveryAction row)
    {
        var store = new SlotStore(fixture.Nvram, JournalFixture.Slots);
        Assert.IsTrue(store.Inspect(slot));
        Assert.AreEqual((int)row, (int)store.Row.Label);
    }

    private static void ExpectKept(
        JournalFixture fixture, int slot, TransactionState state, int amountCents)
    {
        fixture.Expect(slot, state);
        Assert.IsTrue(fixture.Journal.Load(slot, fixture.Loaded));
        Assert.AreEqual(amountCents, fixture.Loaded.AmountCents);
        Assert.AreEqual((int)state, (int)fixture.Loaded.State);
    }
}
