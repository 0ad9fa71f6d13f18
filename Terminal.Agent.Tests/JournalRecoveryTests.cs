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
        var bench = new JournalBench();
        int slot = bench.Append(100);
        int neighbour = bench.Append(200);
        bench.Spoil(slot, SlotImage.Cell, 2 * SlotImage.CellBytes);
        ExpectRow(bench, slot, RecoveryAction.NoCell);
        Assert.AreEqual((int)MountResult.MountedWithDamage, (int)bench.Remount());
        Assert.AreEqual(1, bench.Journal.DamagedCount);
        Assert.AreEqual(slot, bench.Journal.DamagedSlot(0));
        Assert.AreEqual(-1, bench.Journal.DamagedSlot(1));
        Assert.AreEqual((int)SlotDamage.Record, (int)bench.Journal.Damage(slot));
        bench.Expect(slot, TransactionState.Free);
        bench.Expect(neighbour, TransactionState.Pending);
        Assert.IsTrue(bench.Journal.Load(slot, bench.Loaded), "header and body are there to export");
        Assert.AreEqual(40, bench.Loaded.SealedLength);
        for (int i = 2; i < JournalBench.Slots; i++)
        {
            Assert.AreNotEqual(slot, bench.Append(100 + i));
        }

        Assert.IsTrue(bench.Journal.IsFull, "the slot set aside is not used");
        Assert.IsTrue(bench.Journal.DiscardDamaged(slot));
        Assert.AreEqual((int)MountResult.Mounted, (int)bench.Remount());
        Assert.AreEqual(slot, bench.Append(900));
    }

    [TestMethod]
    public void Row_free_erases_what_an_append_left_before_its_commit()
    {
        var bench = new JournalBench();
        CutAppend(bench, 4, 1 + 50 + 1 + SlotImage.HeaderBytes);
        Assert.IsTrue(bench.HoldsPayload(4));
        ExpectRow(bench, 0, RecoveryAction.Free);
        Assert.AreEqual((int)MountResult.Mounted, (int)bench.Remount());
        Assert.AreEqual(-1, bench.Journal.Newest());
        Assert.IsFalse(bench.HoldsPayload(4));
        Assert.AreEqual(0, bench.Append(5));
    }

    [TestMethod]
    public void Row_free_dead_cell_is_rewritten()
    {
        var bench = new JournalBench();
        bench.Spoil(2, SlotImage.CellAt(0), SlotImage.CellBytes);
        ExpectRow(bench, 2, RecoveryAction.FreeDeadCell);
        Assert.AreEqual((int)MountResult.Mounted, (int)bench.Remount());
        ExpectRow(bench, 2, RecoveryAction.Free);
    }

    [TestMethod]
    public void Row_commit_takes_a_torn_commit_for_a_commit()
    {
        var bench = new JournalBench();
        CutAppend(bench, 4, 1 + 50 + 1 + SlotImage.HeaderBytes + 10);
        ExpectRow(bench, 0, RecoveryAction.Commit);
        bench.Remount();
        ExpectKept(bench, 0, TransactionState.Pending, 4);
        ExpectRow(bench, 0, RecoveryAction.Whole);
    }

    [TestMethod]
    public void Row_commit_holds_over_a_finished_record_too_and_for_damage()
    {
        JournalBench bench = FullOfApproved();
        bench.Append(700, TransactionFlags.Offline);
        bench.Spoil(0, NewestCell(bench, 0), SlotImage.CellBytes);
        ExpectRow(bench, 0, RecoveryAction.Commit);
        bench.Remount();
        ExpectKept(bench, 0, TransactionState.Pending, 700);
        Assert.AreEqual(TransactionFlags.Offline, bench.Journal.Flags(0));
    }

    [TestMethod]
    public void Row_reuse_frees_a_record_that_was_being_overwritten()
    {
        // In the header, and between the header and the commit.
        for (int cut = 1 + 50 + 1 + 25; cut <= 1 + 50 + 1 + SlotImage.HeaderBytes; cut += 20)
        {
            JournalBench bench = FullOfApproved();
            CutAppend(bench, 4, cut);
            ExpectRow(bench, 0, RecoveryAction.Reuse);
            Assert.AreEqual((int)MountResult.Mounted, (int)bench.Remount());
            Assert.IsFalse(bench.HoldsPayload(4));
            bench.Expect(0, TransactionState.Free);
            Assert.AreEqual(7, bench.Journal.TotalCount(TransactionState.Approved, 0));
            ExpectRow(bench, 0, RecoveryAction.Free);
        }
    }

    [TestMethod]
    public void Row_reuse_cut_in_its_own_recovery_is_still_that_row()
    {
        JournalBench bench = FullOfApproved();
        CutAppend(bench, 4, 1 + 50 + 1 + 25);
        bench.Nvram.BytesUntilCut = 1 + 10;
        var journal = new TransactionJournal(
            bench.Nvram, JournalBench.Slots, new JournalFormat());
        Assert.AreEqual((int)MountResult.Silent, (int)journal.Mount(0));
        ExpectRow(bench, 0, RecoveryAction.Reuse);
        Assert.AreEqual((int)MountResult.Mounted, (int)bench.Remount());
        bench.Expect(0, TransactionState.Free);
        Assert.IsFalse(bench.HoldsPayload(4));
    }

    [TestMethod]
    public void A_commit_wiped_together_with_its_header_is_reported()
    {
        JournalBench bench = FullOfApproved();
        bench.Append(700);
        bench.Spoil(0, SlotImage.Header, SlotImage.HeaderBytes);
        bench.Spoil(0, NewestCell(bench, 0), SlotImage.CellBytes);
        ExpectRow(bench, 0, RecoveryAction.HeaderLost);
        Assert.AreEqual((int)MountResult.MountedWithDamage, (int)bench.Remount());
        Assert.AreEqual(0, bench.Journal.DamagedSlot(0));
    }

    [TestMethod]
    public void Row_erasure_is_finished_and_the_record_kept()
    {
        var bench = new JournalBench();
        int slot = bench.Append(4);
        bench.Move(slot, TransactionState.InFlight);
        bench.Nvram.BytesUntilCut = SlotImage.CellBytes + 20;
        bench.Ask(slot, TransactionState.Approved);
        Assert.IsTrue(bench.HoldsPayload(4));
        ExpectRow(bench, slot, RecoveryAction.Erasure);
        bench.Remount();
        Assert.IsFalse(bench.HoldsPayload(4));
        ExpectKept(bench, slot, TransactionState.Approved, 4);
        ExpectRow(bench, slot, RecoveryAction.Whole);
    }

    [TestMethod]
    public void Row_erasure_also_ends_an_overwrite_that_only_reached_the_body()
    {
        JournalBench bench = FullOfApproved();
        CutAppend(bench, 4, 1 + 30);
        ExpectRow(bench, 0, RecoveryAction.Erasure);
        bench.Remount();
        Assert.IsFalse(bench.HoldsPayload(4));
        ExpectKept(bench, 0, TransactionState.Approved, 100);
        Assert.AreEqual(8, bench.Journal.TotalCount(TransactionState.Approved, 0));
    }

    [TestMethod]
    public void Row_whole_keeps_each_state_and_makes_unknown_of_in_flight()
    {
        var bench = new JournalBench();
        bench.Append(100);
        Walk(bench, 101, TransactionState.InFlight, TransactionState.Unknown);
        Walk(bench, 102, TransactionState.InFlight, TransactionState.Approved);
        Walk(bench, 103, TransactionState.InFlight, TransactionState.Declined);
        Walk(bench, 104, TransactionState.InFlight, TransactionState.Rejected);
        Walk(bench, 105, TransactionState.InFlight, TransactionState.CancelRequested);
        Walk(bench, 106, TransactionState.Cancelled, TransactionState.Cancelled);
        bench.Move(bench.Append(107), TransactionState.InFlight);
        Assert.AreEqual((int)MountResult.Mounted, (int)bench.Remount());
        bench.Expect(0, TransactionState.Pending);
        bench.Expect(1, TransactionState.Unknown);
        bench.Expect(2, TransactionState.Approved);
        bench.Expect(3, TransactionState.Declined);
        bench.Expect(4, TransactionState.Rejected);
        bench.Expect(5, TransactionState.CancelRequested);
        bench.Expect(6, TransactionState.Cancelled);
        bench.Expect(7, TransactionState.Unknown);
        bench.Move(5, TransactionState.Refunded);
        bench.Remount();
        bench.Expect(5, TransactionState.Refunded);
    }

    [TestMethod]
    public void Row_sibling_keeps_the_state_and_doubts_pending()
    {
        var bench = new JournalBench();
        int slot = bench.Append(100);
        bench.Nvram.BytesUntilCut = 15;
        bench.Ask(slot, TransactionState.InFlight);
        ExpectRow(bench, slot, RecoveryAction.Sibling);
        Assert.AreEqual((int)MountResult.Mounted, (int)bench.Remount());
        ExpectKept(bench, slot, TransactionState.Unknown, 100);
        ExpectRow(bench, slot, RecoveryAction.Whole);
        bench.Nvram.BytesUntilCut = 15;
        bench.Ask(slot, TransactionState.CancelRequested);
        bench.Remount();
        ExpectKept(bench, slot, TransactionState.Unknown, 100);
    }

    [TestMethod]
    public void Row_header_lost_sets_the_slot_aside_whatever_its_state()
    {
        JournalBench bench = FullOfApproved();
        bench.Spoil(1, SlotImage.Header, SlotImage.HeaderBytes);
        bench.Append(500);
        bench.Spoil(0, SlotImage.Header, SlotImage.HeaderBytes);
        ExpectRow(bench, 0, RecoveryAction.HeaderLost);
        ExpectRow(bench, 1, RecoveryAction.HeaderLost);
        Assert.AreEqual((int)MountResult.MountedWithDamage, (int)bench.Remount());
        Assert.AreEqual(0, bench.Journal.DamagedSlot(0));
        Assert.AreEqual(1, bench.Journal.DamagedSlot(1));
        Assert.AreEqual(6, bench.Journal.TotalCount(TransactionState.Approved, 0));
        Assert.IsFalse(bench.Journal.Load(0, bench.Loaded));
    }

    [TestMethod]
    public void A_lost_payload_is_reported_and_can_only_be_looked_up()
    {
        var bench = new JournalBench();
        int slot = bench.Append(100);
        bench.Spoil(slot, SlotImage.BodyEnd - 20, 10);
        Assert.AreEqual((int)MountResult.MountedWithDamage, (int)bench.Remount());
        Assert.AreEqual((int)SlotDamage.Payload, (int)bench.Journal.Damage(slot));
        ExpectKept(bench, slot, TransactionState.Unknown, 100);
        Assert.AreEqual(TransactionFlags.PayloadLost, bench.Journal.Flags(slot));
        Assert.AreEqual(0, bench.Loaded.SealedLength);
        Assert.AreEqual(
            (int)ChangeResult.NotAllowed, (int)bench.Ask(slot, TransactionState.InFlight));
        bench.Move(slot, TransactionState.Rejected);
        Assert.AreEqual((int)MountResult.Mounted, (int)bench.Remount());
        ExpectKept(bench, slot, TransactionState.Rejected, 100);
        Assert.IsFalse(bench.HoldsPayload(100), "what was left of it is erased all the same");
    }

    [TestMethod]
    public void A_lost_payment_id_is_reported_and_nothing_else_with_it()
    {
        var bench = new JournalBench();
        int slot = bench.Append(100);
        bench.Move(slot, TransactionState.InFlight);
        bench.MoveWithId(slot, TransactionState.Approved, "paym_x");
        bench.Spoil(slot, SlotImage.Id + SlotImage.IdBytes, SlotImage.IdBytes);
        Assert.AreEqual((int)MountResult.MountedWithDamage, (int)bench.Remount());
        Assert.AreEqual((int)SlotDamage.PaymentId, (int)bench.Journal.Damage(slot));
        ExpectKept(bench, slot, TransactionState.Approved, 100);
        Assert.AreEqual(0, bench.Loaded.PaymentIdLength);
    }

    [TestMethod]
    public void The_same_transaction_in_two_slots_is_damage()
    {
        var bench = new JournalBench();
        bench.Append(100);
        byte[] bytes = bench.Nvram.Bytes;
        System.Array.Copy(bytes, bench.At(0, 0), bytes, bench.At(5, 0), Limits.SlotBytes);
        Assert.AreEqual((int)MountResult.MountedWithDamage, (int)bench.Remount());
        Assert.AreEqual(5, bench.Journal.DamagedSlot(0));
        Assert.AreEqual(1, bench.Journal.WaitingCount);
    }

    [TestMethod]
    public void Both_counters_lost_leap_ahead_and_one_lost_skips_a_number()
    {
        var bench = new JournalBench();
        bench.Append(100);
        bench.Nvram.Bytes[NvramMap.CellsAddress + 6] ^= 0x10;
        bench.Remount();
        Assert.AreEqual(3u, bench.Journal.Boot);
        bench.Nvram.Bytes[NvramMap.CellsAddress + 6] ^= 0x10;
        bench.Nvram.Bytes[NvramMap.CellsAddress + NvramMap.CopyDistanceBytes + 6] ^= 0x10;
        bench.Remount();
        Assert.AreEqual(1u + Limits.BootLeapCount, bench.Journal.Boot);
        bench.Append(200);
        Assert.AreEqual(2u, bench.Record.Sequence);
    }

    [TestMethod]
    public void One_counter_lost_at_one_start_after_the_other_gives_no_number_twice()
    {
        for (int copy = 0; copy < 2; copy++)
        {
            var bench = new JournalBench();
            int at = NvramMap.CellsAddress + (copy * NvramMap.CopyDistanceBytes) + 6;
            uint boot = bench.Journal.Boot;
            for (int i = 0; i < 6; i++)
            {
                bench.Nvram.Bytes[at] ^= 0x10;
                bench.Remount();
                Assert.IsTrue(bench.Journal.Boot > boot);
                boot = bench.Journal.Boot;
            }
        }
    }

    [TestMethod]
    public void The_boot_counter_passes_the_floor_and_stops_before_it_would_repeat()
    {
        var bench = new JournalBench();
        Assert.AreEqual((int)MountResult.Mounted, (int)bench.Journal.Mount(5000));
        Assert.AreEqual(5001u, bench.Journal.Boot);
        Assert.AreEqual(
            (int)MountResult.NumbersUsedUp, (int)bench.Journal.Mount(uint.MaxValue - 1));
        Assert.IsFalse(bench.Journal.IsWritable);
        Assert.AreEqual((int)MountResult.Mounted, (int)bench.Journal.Mount(5000));
        Assert.AreEqual(5002u, bench.Journal.Boot);
        var other = new JournalNvram(NvramMap.SizeBytes(JournalBench.Slots));
        var journal = new TransactionJournal(other, JournalBench.Slots, new JournalFormat());
        Assert.AreEqual((int)MountResult.Formatted, (int)journal.Mount(77));
        Assert.AreEqual(77u + Limits.BootLeapCount, journal.Boot);
    }

    [TestMethod]
    public void After_the_last_sequence_the_boot_counter_is_raised_durably()
    {
        var bench = new JournalBench();
        var cell = new DurableCell(bench.Nvram, DurableCell.Counters);
        var payload = new byte[8];
        cell.Load(payload);
        ByteCodec.PutU32(payload, 0, 40);
        ByteCodec.PutU32(payload, 4, uint.MaxValue - 1);
        Assert.IsTrue(cell.Store(payload, 0, 8));
        bench.Remount();
        bench.Append(100);
        ExpectIds(bench, 41, uint.MaxValue);
        bench.Append(101);
        ExpectIds(bench, 42, 1);
        int newest = bench.Record.Slot;
        bench.Remount();
        Assert.AreEqual(43u, bench.Journal.Boot);
        Assert.AreEqual(newest, bench.Journal.Newest());
        bench.Append(102);
        ExpectIds(bench, 43, 2);
    }

    [TestMethod]
    public void Two_superblocks_lost_are_written_again_and_three_do_not_make_it_blank()
    {
        var bench = new JournalBench();
        bench.Append(100);
        for (int lost = 2; lost <= 3; lost++)
        {
            for (int copy = 0; copy < lost; copy++)
            {
                bench.Nvram.Bytes[(copy * NvramMap.SuperblockStepBytes) + 3] ^= 0xFF;
            }

            Assert.AreEqual((int)MountResult.Mounted, (int)bench.Remount());
            Assert.AreEqual(1, bench.Journal.WaitingCount);
            var superblock = new Superblock(bench.Nvram, JournalBench.Slots);
            Assert.IsTrue(superblock.Load());
            Assert.IsTrue(superblock.IsComplete);
        }
    }

    private static void ExpectIds(JournalBench bench, uint boot, uint sequence)
    {
        Assert.AreEqual(boot, bench.Record.Boot);
        Assert.AreEqual(sequence, bench.Record.Sequence);
    }

    private static void CutAppend(JournalBench bench, int amountCents, int bytes)
    {
        bench.Fill(amountCents, 0);
        bench.Nvram.BytesUntilCut = bytes;
        Assert.AreEqual((int)AppendResult.StoreFailed, (int)bench.Journal.Append(bench.Record));
    }

    private static void Walk(
        JournalBench bench, int amountCents, TransactionState first, TransactionState second)
    {
        int slot = bench.Append(amountCents);
        bench.Move(slot, first);
        bench.Move(slot, second);
    }

    private static JournalBench FullOfApproved()
    {
        var bench = new JournalBench();
        for (int i = 0; i < JournalBench.Slots; i++)
        {
            Walk(bench, 100 + i, TransactionState.InFlight, TransactionState.Approved);
        }

        return bench;
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

    private static int NewestCell(JournalBench bench, int slot)
    {
        var store = new SlotStore(bench.Nvram, JournalBench.Slots);
        store.Inspect(slot);
        return SlotImage.CellAt(store.Image.Newest);
    }

    private static void ExpectRow(JournalBench bench, int slot, RecoveryAction row)
    {
        var store = new SlotStore(bench.Nvram, JournalBench.Slots);
        Assert.IsTrue(store.Inspect(slot));
        Assert.AreEqual((int)row, (int)store.Row.Label);
    }

    private static void ExpectKept(
        JournalBench bench, int slot, TransactionState state, int amountCents)
    {
        bench.Expect(slot, state);
        Assert.IsTrue(bench.Journal.Load(slot, bench.Loaded));
        Assert.AreEqual(amountCents, bench.Loaded.AmountCents);
        Assert.AreEqual((int)state, (int)bench.Loaded.State);
    }
}
