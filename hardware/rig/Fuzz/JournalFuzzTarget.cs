using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;

namespace Terminal.Rig.Fuzz;

/// <summary>
/// Damaged NVRAM, mounted and used. An input is a list of patches (address of two bytes, length of one, bytes) on the
/// image of a journal in use. Nothing may be thrown; a transaction whose slot no patch has touched keeps its state
/// while the system area is whole; what is appended afterwards stands after the next mount; ids never repeat.
/// </summary>
public sealed class JournalFuzzTarget : IFuzzTarget
{
    private const int Slots = 8;
    private const int SystemBytes = 0x4000;
    private const int DaysAddress = SystemBytes + (Slots * 512);

    private static readonly Base Image = Base.Make();

    /// <inheritdoc/>
    public string Name => "journal";

    /// <inheritdoc/>
    public string Description => "damaged NVRAM into mount and use";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. Enumerable.Range(0, Slots).Select(slot => Patch(SystemBytes + (slot * 512) + SlotImage.Header, 45)),
        .. Enumerable.Range(0, Slots).Select(
            slot => Patch(SystemBytes + (slot * 512) + SlotImage.Cell, 2 * SlotImage.CellBytes)),
        .. Enumerable.Range(0, Slots).Select(slot => Patch(SystemBytes + (slot * 512) + 0x80, 150)),
        .. Enumerable.Range(0, Slots).Select(
            slot => Patch(SystemBytes + (slot * 512) + SlotImage.Id, 2 * SlotImage.IdBytes)),
        Patch(0, 32), Patch(0x40, 64), Patch(0x1C00, 32), Patch(0x2000, 200), Patch(0x3800, 32), Patch(0x3840, 64),
        [.. Patch(0, 32), .. Patch(0x1C00, 32), .. Patch(0x3800, 32)],
        [.. Patch(0x40, 40), .. Patch(0x3840, 40)],
        Patch(DaysAddress, 120), [.. Patch(DaysAddress, 120), .. Patch(DaysAddress + 0x1400, 120)],
    ];

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Words { get; } =
    [
        [0, 0x40, 4], [0x10, 0x41, 45], [0x0F, 0x41, 1, 0x5A], [0x0F, 0x41, 1, 0xA5], [0x0F, 0x41, 1, 0], [0xFF], [0],
        Patch(SystemBytes + SlotImage.CellAt(0), SlotImage.CellBytes),
        Patch(SystemBytes + SlotImage.CellAt(1), SlotImage.CellBytes),
    ];

    /// <inheritdoc/>
    public IFuzzRun Begin(long block) => new Run();

    // A patch that changes nothing yet: the mutator does.
    private static byte[] Patch(int address, int count) =>
        [(byte)address, (byte)(address >> 8), (byte)count, .. Image.Bytes.AsSpan(address, count)];

    /// <summary>A journal in use: free, finished, waiting, in flight, unknown, cancelled.</summary>
    private sealed record Base(byte[] Bytes, (uint Boot, uint Sequence, TransactionState State)[] Slots)
    {
        public static Base Make()
        {
            var nvram = new MemoryNvram(NvramMap.SizeBytes(JournalFuzzTarget.Slots));
            TransactionJournal journal = Small(nvram);
            journal.Mount(0);
            Book(nvram, 2);
            TransactionState[] wanted =
            [
                TransactionState.Approved, TransactionState.Pending, TransactionState.InFlight,
                TransactionState.Unknown, TransactionState.Declined, TransactionState.CancelRequested,
                TransactionState.Pending,
            ];
            var change = new StateChange();
            foreach (TransactionState state in wanted)
            {
                TransactionRecord record = Record(1_000);
                journal.Append(record);
                TransactionState[] way = state == TransactionState.Pending ? []
                    : state == TransactionState.InFlight ? [TransactionState.InFlight]
                    : [TransactionState.InFlight, state];
                foreach (TransactionState step in way)
                {
                    change.Reset(step, 1_750_000_000);
                    journal.Change(record.Slot, change);
                }
            }

            var slots = new (uint, uint, TransactionState)[JournalFuzzTarget.Slots];
            var found = new TransactionRecord();
            for (int slot = 0; slot < slots.Length; slot++)
            {
                slots[slot] = journal.Load(slot, found) ? (found.Boot, found.Sequence, found.State) : (0, 0, 0);
            }

            return new Base(nvram.Bytes, slots);
        }
    }

    // Rows of the day counters, as an earlier journal in another chip of this size has filled them.
    private static void Book(MemoryNvram nvram, int days)
    {
        var other = new MemoryNvram(nvram.Bytes.Length);
        TransactionJournal journal = Small(other);
        journal.Mount(0);
        var change = new StateChange();
        for (int i = 0; i < Slots + days; i++)
        {
            TransactionRecord record = Record(1_000 + i);
            record.CreatedUtcSeconds += i * 86_400;
            journal.Append(record);
            change.Reset(TransactionState.Cancelled, record.CreatedUtcSeconds);
            journal.Change(record.Slot, change);
        }

        other.Bytes.AsSpan(DaysAddress).CopyTo(nvram.Bytes.AsSpan(DaysAddress));
    }

    private static TransactionJournal Small(INvram nvram) => new(nvram, Slots, new JournalFormat());

    private static TransactionRecord Record(int cents)
    {
        var record = new TransactionRecord
        {
            Kind = TransactionKind.Sale,
            EntryMode = CardEntryMode.Chip,
            AmountCents = cents,
            CreatedUtcSeconds = 1_750_000_000,
            KsnLength = 10,
            SealedLength = 120,
        };
        Encoding.ASCII.GetBytes("eur", record.Currency);
        Encoding.ASCII.GetBytes("4242", record.Last4);
        Array.Fill(record.Sealed, (byte)0x5C, 0, record.SealedLength);
        return record;
    }

    private sealed class Run : IFuzzRun
    {
        private const int WarmUpInputs = 100;

        private readonly MemoryNvram _nvram = new(Image.Bytes.Length);
        private readonly TransactionJournal _journal;
        private readonly TransactionRecord _record = Record(4_250);
        private readonly TransactionRecord _found = new();
        private readonly StateChange _change = new();
        private readonly bool[] _isTouched = new bool[Slots];
        private int _inputs;

        public Run() => _journal = Small(_nvram);

        public long AllocatedBytes { get; private set; }

        public void Take(ReadOnlySpan<byte> input)
        {
            bool isSystemWhole = Apply(input);
            long before = GC.GetAllocatedBytesForCurrentThread();
            _journal.Mount(0);
            bool isMounted = _journal.IsWritable;
            uint boot = _journal.Boot;
            if (isMounted)
            {
                Use();
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            AllocatedBytes += _inputs++ < WarmUpInputs ? 0 : allocated;
            if (isSystemWhole)
            {
                CheckNeighbours();
            }

            if (isMounted)
            {
                CheckAppend(boot);
            }
        }

        public void Finish()
        {
            Apply([]);
            if (_journal.Mount(0) != MountResult.Mounted || _journal.UndeliveredCount != 5)
            {
                throw new FuzzFindingException("a sound image is not mounted any more");
            }
        }

        private bool Apply(ReadOnlySpan<byte> input)
        {
            Image.Bytes.CopyTo(_nvram.Bytes, 0);
            Array.Clear(_isTouched);
            bool isSystemWhole = true;
            while (input.Length >= 4)
            {
                int address = (input[0] | (input[1] << 8)) % _nvram.Bytes.Length;
                int count = Math.Min(Math.Min(input[2], input.Length - 3), _nvram.Bytes.Length - address);
                ReadOnlySpan<byte> bytes = input.Slice(3, count);
                if (!bytes.SequenceEqual(_nvram.Bytes.AsSpan(address, count)))
                {
                    isSystemWhole &= address >= SystemBytes;
                    int end = Math.Min(address + count, DaysAddress);
                    for (int at = Math.Max(address, SystemBytes); at < end; at++)
                    {
                        _isTouched[(at - SystemBytes) / 512] = true;
                    }
                }

                bytes.CopyTo(_nvram.Bytes.AsSpan(address));
                input = input[(3 + count)..];
            }

            return isSystemWhole;
        }

        // Everything that the agent does with a journal after a start.
        private void Use()
        {
            for (int slot = 0; slot < Slots; slot++)
            {
                _journal.Load(slot, _found);
            }

            int next = _journal.OldestWaiting();
            for (int i = 0; next >= 0; i++)
            {
                if (i > Slots)
                {
                    throw new FuzzFindingException("the waiting list has no end");
                }

                next = _journal.NextWaiting(next);
            }

            next = _journal.OldestWaiting();
            if (next >= 0)
            {
                _change.Reset(TransactionState.Unknown, 1_750_000_100);
                _journal.Change(next, _change);
            }
        }

        // A slot that nothing has touched: another may claim to hold the same transaction, which sets one aside.
        private void CheckNeighbours()
        {
            if (!_journal.IsWritable)
            {
                throw new FuzzFindingException($"not writable: {_journal.Mounted}");
            }

            int first = _journal.OldestWaiting();
            for (int slot = 0; slot < Slots; slot++)
            {
                (uint boot, uint sequence, TransactionState state) = Image.Slots[slot];
                if (_isTouched[slot] || state == 0 || slot == first)
                {
                    continue;
                }

                TransactionState expected =
                    state == TransactionState.InFlight ? TransactionState.Unknown : state;
                int found = _journal.Find(boot, sequence);
                if (found < 0 || (found == slot && _journal.State(slot) != expected))
                {
                    throw new FuzzFindingException($"slot {slot} was not touched and is lost");
                }
            }
        }

        private void CheckAppend(uint boot)
        {
            AppendResult result = _journal.Append(_record);
            if (result == AppendResult.Full)
            {
                return;
            }

            uint sequence = _record.Sequence;
            if (result != AppendResult.Appended || _record.Boot < boot)
            {
                throw new FuzzFindingException($"append: {result}");
            }

            uint first = _record.Boot;
            _journal.Mount(0);
            int slot = _journal.Find(first, sequence);
            if (slot < 0 || _journal.State(slot) != TransactionState.Pending || !_journal.Load(slot, _found)
                || _found.AmountCents != _record.AmountCents || _found.SealedLength != _record.SealedLength)
            {
                throw new FuzzFindingException("what was appended does not stand after a mount");
            }

            if (_journal.Boot <= first)
            {
                throw new FuzzFindingException("a boot counter comes twice");
            }
        }
    }
}
