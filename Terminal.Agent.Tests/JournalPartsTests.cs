using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using nanoFramework.TestFramework;

namespace Terminal.Agent.Tests;

/// <summary>The parts below the journal: CRC, durable cell, rules, ids, event log.</summary>
[TestClass]
public class JournalPartsTests
{
    [TestMethod]
    public void Crc_has_the_check_value_and_can_run_in_pieces()
    {
        byte[] digits = ByteCodec.Ascii("123456789");
        Assert.AreEqual(0xCBF43926u, Crc32.Compute(digits, 0, 9));
        uint running = Crc32.Extend(Crc32.Start, digits, 0, 4);
        Assert.AreEqual(0xCBF43926u, ~Crc32.Extend(running, digits, 4, 5));
    }

    [TestMethod]
    public void Crc_of_wiped_bytes_is_not_the_wiped_crc()
    {
        var bytes = new byte[SlotImage.CellBytes];
        Assert.IsFalse(Crc32.IsSealed(bytes, 0, SlotImage.CellBytes - 4));
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = 0xFF;
        }

        Assert.IsFalse(Crc32.IsSealed(bytes, 0, SlotImage.CellBytes - 4));
    }

    [TestMethod]
    public void Crc_finds_any_one_or_two_flipped_bits()
    {
        byte[] bytes = ByteCodec.Ascii("ABCDEFGHIJKL....");
        const int count = 12;
        Crc32.Seal(bytes, 0, count);
        for (int first = 0; first < 128; first++)
        {
            for (int second = first; second < 128; second += 5)
            {
                bytes[first >> 3] ^= (byte)(1 << (first & 7));
                bytes[second >> 3] ^= (byte)(second == first ? 0 : 1 << (second & 7));
                Assert.IsTrue(
                    Crc32.Repair(bytes, 0, count, ByteCodec.GetU32(bytes, count), true));
                Crc32.Seal(bytes, 0, count);
                Assert.IsTrue(ByteCodec.Same(bytes, 0, ByteCodec.Ascii("ABCDEFGHIJKL"), 0, count));
            }
        }
    }

    [TestMethod]
    public void Crc_gives_other_damage_up_and_leaves_it()
    {
        byte[] bytes = ByteCodec.Ascii("ABCDEFGHIJKL....");
        Crc32.Seal(bytes, 0, 12);
        bytes[3] ^= 0x13;
        Assert.IsFalse(Crc32.Repair(bytes, 0, 12, ByteCodec.GetU32(bytes, 12), true));
        Assert.AreEqual((byte)('D' ^ 0x13), bytes[3]);
        var wiped = new byte[16];
        Assert.IsFalse(Crc32.Repair(wiped, 0, 12, 0, true));
    }

    [TestMethod]
    public void Cell_keeps_the_value_before_when_cut_at_any_byte()
    {
        var nvram = new JournalNvram(NvramMap.SizeBytes(1));
        var payload = new byte[6];
        const int total = 6 + 6 + 4;
        for (int cut = 0; cut <= total; cut++)
        {
            var cell = new DurableCell(nvram, 3);
            cell.Load(payload);
            Assert.IsTrue(cell.Store(ByteCodec.Ascii("before"), 0, 6));
            nvram.BytesUntilCut = cut;
            Assert.AreEqual(cut == total, cell.Store(ByteCodec.Ascii("after!"), 0, 6));
            nvram.BytesUntilCut = -1;
            var again = new DurableCell(nvram, 3);
            Assert.AreEqual(6, again.Load(payload));
            byte[] expected = ByteCodec.Ascii(cut == total ? "after!" : "before");
            Assert.IsTrue(ByteCodec.Same(payload, 0, expected, 0, 6));
        }
    }

    [TestMethod]
    public void Cell_without_a_sound_copy_says_so()
    {
        var nvram = new JournalNvram(NvramMap.SizeBytes(1));
        var cell = new DurableCell(nvram, 4);
        Assert.AreEqual(-1, cell.Load(new byte[6]));
        Assert.AreEqual(0, cell.SoundCopies);
        Assert.IsTrue(cell.Store(ByteCodec.Ascii("x"), 0, 1));
        Assert.AreEqual(-1, new DurableCell(nvram, 5).Load(new byte[6]), "its neighbour");
        Assert.AreEqual(1, new DurableCell(nvram, 4).Load(new byte[6]));
        Assert.AreEqual(-1, new DurableCell(nvram, 4).Load(new byte[0]), "too long to load");
        nvram.IsSilent = true;
        Assert.IsFalse(cell.Store(ByteCodec.Ascii("y"), 0, 1));
        Assert.AreEqual(-1, cell.Load(new byte[6]));
    }

    // One row a state, in the order of the enum; a 1 where the move to that column's state is taken.
    [DataRow(0, "0000000000")]
    [DataRow(1, "0110001001")]
    [DataRow(2, "0111111100")]
    [DataRow(3, "0011111100")]
    [DataRow(4, "0000100000")]
    [DataRow(5, "0000010000")]
    [DataRow(6, "0000001000")]
    [DataRow(7, "0000100111")]
    [DataRow(8, "0000000010")]
    [DataRow(9, "0000000001")]
    public void Rules_take_these_moves_and_no_other(int from, string row)
    {
        for (int to = 0; to < row.Length; to++)
        {
            Assert.AreEqual(
                row[to] == '1',
                TransactionRules.IsAllowed((TransactionState)from, (TransactionState)to));
        }

        Assert.IsFalse(TransactionRules.IsAllowed((TransactionState)from, (TransactionState)200));
        Assert.IsFalse(TransactionRules.IsAllowed((TransactionState)200, (TransactionState)from));
    }

    [TestMethod]
    public void Ids_of_full_length_fit_the_acquirers_field()
    {
        var buffer = new byte[40];
        int end = UniqueId.Write(
            ByteCodec.Ascii("SERIAL00000014"), 14, uint.MaxValue, uint.MaxValue, buffer, 0);
        Assert.AreEqual(36, end);
        Assert.IsTrue(
            ByteCodec.Same(buffer, 0, ByteCodec.Ascii("SERIAL00000014-4294967295-4294967295"), 0, 36));
        Assert.AreEqual(10, UniqueId.Write(ByteCodec.Ascii("AB12xx"), 4, 7, 0, buffer, 2));
        Assert.IsTrue(ByteCodec.Same(buffer, 2, ByteCodec.Ascii("AB12-7-0"), 0, 8));
    }

    [TestMethod]
    public void Events_come_back_newest_first_after_restarts_and_wraps()
    {
        var nvram = new JournalNvram(NvramMap.SizeBytes(1));
        var clock = new JournalClock();
        var entry = new EventEntry();
        EventLog log = Open(nvram, clock, 1);
        Assert.AreEqual(0u, log.NewestNumber);
        for (int i = 1; i <= 500; i++)
        {
            clock.UptimeMs += 1000;
            log.Add(EventKind.Appended, i, -i);
            if (i % 77 == 0)
            {
                log = Open(nvram, clock, (uint)(1 + (i / 77)));
                Assert.AreEqual(0, log.DamagedCount);
            }
        }

        int expected = 500;
        for (uint n = log.NewestNumber; n != 0; n = log.Older(n))
        {
            Assert.IsTrue(log.Read(n, entry));
            Assert.AreEqual((int)EventKind.Appended, (int)entry.Kind);
            Assert.AreEqual(expected, entry.A);
            Assert.AreEqual(-expected, entry.B);
            Assert.AreEqual((uint)expected, entry.UptimeS);
            expected--;
        }

        Assert.AreEqual(500 - NvramMap.EventCount, expected);
        Assert.IsFalse(log.Read((uint)expected, entry));
        Assert.IsFalse(log.Read(501, entry));
    }

    [TestMethod]
    public void Events_torn_or_damaged_are_left_out_and_damage_is_counted()
    {
        var nvram = new JournalNvram(NvramMap.SizeBytes(1));
        var clock = new JournalClock();
        EventLog log = Open(nvram, clock, 1);
        for (int i = 1; i <= 10; i++)
        {
            log.Add(EventKind.Appended, i, 0);
        }

        nvram.BytesUntilCut = 20;
        log.Add(EventKind.Appended, 11, 0);
        Assert.AreEqual(1, log.FailedCount);
        nvram.BytesUntilCut = -1;
        nvram.Bytes[NvramMap.EventsAddress + (4 * EventLog.EntryBytes) + 9] ^= 1;
        log = Open(nvram, clock, 2);
        Assert.AreEqual(10u, log.NewestNumber);
        Assert.AreEqual(1, log.DamagedCount);
        Assert.AreEqual(4u, log.Older(6));
        Assert.IsFalse(log.Read(5, new EventEntry()));
        log.Add(EventKind.Appended, 11, 0);
        Assert.AreEqual(11u, log.NewestNumber);
        nvram.IsSilent = true;
        Assert.IsFalse(log.Mount(3));
    }

    private static EventLog Open(JournalNvram nvram, JournalClock clock, uint boot)
    {
        var log = new EventLog(nvram, clock);
        Assert.IsTrue(log.Mount(boot));
        return log;
    }
}
