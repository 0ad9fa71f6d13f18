using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;
using Terminal.Rig.PowerCut;
using Xunit;

namespace Terminal.Rig.Tests.Journal;

/// <summary>
/// The bytes in SPEC.md, section "Golden vectors", are those that the agent writes: the test reads
/// them from there.
/// </summary>
public sealed partial class GoldenVectorTests
{
    private const int Slot = 1;
    private static readonly Dictionary<string, (int Address, byte[] Bytes)> Written = Write();

    public static TheoryData<string> Names() => [.. Written.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Spec_and_agent_agree(string name)
    {
        (int address, byte[] bytes) = Written[name];
        Assert.Equal(
            $"{name} @{address:x5} {Convert.ToHexStringLower(bytes)}",
            Spec().GetValueOrDefault(name, "(not in SPEC.md)"));
    }

    [Fact]
    public void Spec_has_no_other_vector() => Assert.Equal(Written.Keys.Order(), Spec().Keys.Order());

    // One sale from append to approval beside a slot never used, and one event.
    private static Dictionary<string, (int Address, byte[] Bytes)> Write()
    {
        var nvram = new NvramTape(new byte[NvramMap.SizeBytes(Limits.JournalSlots)]);
        var journal = new TransactionJournal(nvram.Chip);
        journal.Mount(0);
        var record = new TransactionRecord();
        Fill(record, 999);
        journal.Append(record);
        Fill(record, 1250);
        journal.Append(record);
        var golden = new Dictionary<string, (int, byte[])>
        {
            ["superblock"] = Take(nvram, 0, Superblock.SizeBytes),
            ["counters"] = Take(nvram, NvramMap.CellsAddress, 18),
            ["slot-never-used"] = Take(
                nvram, NvramMap.SlotAddress(2) + SlotImage.SealMark,
                SlotImage.Id - SlotImage.SealMark),
            ["body-and-header"] = Take(
                nvram, NvramMap.SlotAddress(Slot) + SlotImage.BodyEnd - 18,
                18 + 1 + SlotImage.HeaderBytes),
        };
        var store = new SlotStore(nvram.Chip, Limits.JournalSlots);
        store.Inspect(Slot);
        golden["cell-pending"] = Take(
            nvram, NvramMap.SlotAddress(Slot) + SlotImage.CellAt(store.Image.Newest),
            SlotImage.CellBytes);
        Answer(journal);
        store.Inspect(Slot);
        golden["cell-approved"] = Take(
            nvram, NvramMap.SlotAddress(Slot) + SlotImage.CellAt(store.Image.Newest),
            SlotImage.CellBytes);
        golden["payment-id"] = Take(
            nvram, NvramMap.SlotAddress(Slot) + SlotImage.IdAt(store.Image.CellIdReference),
            SlotImage.IdBytes);
        var clock = new VirtualClock(1_700_000_004 - 5);
        clock.Move(5_000);
        var log = new EventLog(nvram.Chip, clock);
        log.Mount(journal.Boot);
        log.Add(EventKind.JournalMounted, 2, -1);
        MakeRoom(journal, record);
        golden["day-row"] = Take(nvram, NvramMap.DaysAddress(Limits.JournalSlots), 120);
        golden["event"] = Take(nvram, NvramMap.EventsAddress, EventLog.EntryBytes);
        return golden;
    }

    // Every other slot is used, so that the approved sale makes room for one more.
    private static void MakeRoom(TransactionJournal journal, TransactionRecord record)
    {
        var change = new StateChange();
        change.Reset(TransactionState.Cancelled, 1_700_000_001);
        for (int i = 2; i < Limits.JournalSlots; i++)
        {
            Fill(record, 100);
            journal.Append(record);
            journal.Change(record.Slot, change);
        }

        Fill(record, 100);
        journal.Append(record);
    }

    private static void Answer(TransactionJournal journal)
    {
        var change = new StateChange();
        change.Reset(TransactionState.InFlight, 1_700_000_002);
        journal.Change(Slot, change);
        change.Reset(TransactionState.Approved, 1_700_000_003);
        change.HttpStatus = 200;
        change.ResponseCode[0] = (byte)'0';
        change.ResponseCode[1] = (byte)'0';
        byte[] id = Encoding.ASCII.GetBytes("paym_abcdefghijklmnopqrstuvwx");
        id.CopyTo(change.PaymentId, 0);
        change.PaymentIdLength = id.Length;
        journal.Change(Slot, change);
    }

    private static void Fill(TransactionRecord record, int amountCents)
    {
        record.Kind = TransactionKind.Sale;
        record.AmountCents = amountCents;
        record.Flags = TransactionFlags.Offline;
        record.EntryMode = CardEntryMode.Contactless;
        record.CreatedUtcSeconds = 1_700_000_001;
        Encoding.ASCII.GetBytes("eur").CopyTo(record.Currency, 0);
        Encoding.ASCII.GetBytes("4242").CopyTo(record.Last4, 0);
        Convert.FromHexString("ffff9876543210e00001").CopyTo(record.Ksn, 0);
        record.KsnLength = 10;
        Convert.FromHexString("0123456789abcdef").CopyTo(record.Sealed, 0);
        record.SealedLength = 8;
    }

    private static (int Address, byte[] Bytes) Take(NvramTape nvram, int address, int count) =>
        (address, nvram.Bytes[address..(address + count)]);

    private static Dictionary<string, string> Spec([CallerFilePath] string here = "")
    {
        string spec = Path.Combine(
            Path.GetDirectoryName(here)!, "..", "..", "..", "Terminal.Agent", "SPEC.md");
        return VectorLine().Matches(File.ReadAllText(spec))
            .ToDictionary(m => m.Groups[1].Value, m => m.Value.TrimEnd());
    }

    [GeneratedRegex(@"^([a-z-]+) @[0-9a-f]{5} [0-9a-f]+\s*$", RegexOptions.Multiline)]
    private static partial Regex VectorLine();
}
