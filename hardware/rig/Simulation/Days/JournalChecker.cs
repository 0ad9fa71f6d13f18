using System.Buffers.Binary;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Rig.Board;
using static Terminal.Agent.Journal.TransactionState;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// Holds the journal to its law: what is durable moves only as the states allow, outlives every cut,
/// and leaves no sealed payload behind. It reads NVRAM's writes, and the journal after a mount.
/// </summary>
public sealed class JournalChecker
{
    private const string SerialPrefix = TestBoard.Serial + "-";
    private static readonly bool[,] Moves = Legal();

    private readonly byte[] _image;
    private readonly Known?[] _bySlot = new Known?[Terminal.Agent.Limits.JournalSlots];
    // The cells as they stood after the write before.
    private readonly byte[] _cells = new byte[Terminal.Agent.Limits.JournalSlots * 2 * SlotImage.CellBytes];
    private readonly bool[] _isSpoilt = new bool[Terminal.Agent.Limits.JournalSlots];
    private readonly Dictionary<(uint, uint), Known> _all = [];
    private readonly Dictionary<string, Known> _byId = [];
    private readonly List<int> _touched = [];
    private readonly SlotImage _found = new();
    private int _used;
    private uint _boot;

    // The state cell that power tore: its slot, whose transaction it was, and what it would have
    // said.
    private (int Slot, uint Boot, uint Sequence, TransactionState State, int Flags)? _torn;
    private readonly HashSet<int> _broken = [];
    private readonly HashSet<int> _deadCells = [];

    /// <summary>Watches the chip that has this image.</summary>
    public JournalChecker(byte[] image) => _image = image;

    /// <summary>Every transaction that was ever durable, oldest first.</summary>
    public IEnumerable<Known> All => _all.Values;

    /// <summary>Refunds among them.</summary>
    public List<Known> Refunds { get; } = [];

    /// <summary>Undelivered ones.</summary>
    public int WaitingCount { get; private set; }

    /// <summary>Slots that were spoilt on purpose.</summary>
    public int SpoiltCount { get; private set; }

    /// <summary>True while the agent mounts: what it writes then is judged afterwards.</summary>
    public bool IsMounting { get; set; }

    /// <summary>Told of each move that has become durable.</summary>
    public Action<Known, TransactionState>? Moved { get; set; }

    /// <summary>How often each row of the recovery table held.</summary>
    public int[] RecoveryRows { get; } = new int[(int)RecoveryAction.HeaderLost + 1];

    /// <summary>The transaction of this boot with a sequence; null when there is none.</summary>
    public Known? Find(uint sequence) => _all.GetValueOrDefault((_boot, sequence));

    /// <summary>The transaction with these numbers; null when there was none.</summary>
    public Known? Find(uint boot, uint sequence) => _all.GetValueOrDefault((boot, sequence));

    /// <summary>The transaction of a unique id; null when the terminal never had it.</summary>
    public Known? Find(string uniqueId) => _byId.GetValueOrDefault(uniqueId);

    /// <summary>The transaction in a slot; null when there is none.</summary>
    public Known? InSlot(int slot) => _bySlot[slot];

    /// <summary>NVRAM has taken bytes, all of a write or a prefix of one.</summary>
    public void OnWritten(int address, int count, bool isWhole)
    {
        int slot = MemoryNvram.SlotOf(address);
        if (slot < 0 || slot >= _bySlot.Length)
        {
            return;
        }

        if (!_touched.Contains(slot))
        {
            _touched.Add(slot);
        }

        int offset = address - NvramMap.SlotAddress(slot);
        bool isCell = offset == SlotImage.CellAt(0) || offset == SlotImage.CellAt(1);

        // What was not taken may have stood there before: then the cell counts all the same.
        if (isCell)
        {
            isWhole |= IsNew(slot, offset) && IsSound(address);
            Note(slot, offset);
        }

        if (!isWhole)
        {
            _broken.Add(slot);
        }

        if (!isCell || IsMounting)
        {
            return;
        }

        ReadOnlySpan<byte> cell = _image.AsSpan(address, SlotImage.CellBytes);
        uint boot = BinaryPrimitives.ReadUInt32LittleEndian(cell);
        uint sequence = BinaryPrimitives.ReadUInt32LittleEndian(cell[4..]);
        var state = (TransactionState)cell[9];
        if (isWhole)
        {
            Move(slot, boot, sequence, state, BinaryPrimitives.ReadUInt16LittleEndian(cell[10..]));
            NoteTime(slot, cell);
        }
        else if (count > 0)
        {
            _torn = (slot, boot, sequence, state, BinaryPrimitives.ReadUInt16LittleEndian(cell[10..]));
        }
    }

    // The time at which a transaction came to its end does not move when something is added to it.
    private void NoteTime(int slot, ReadOnlySpan<byte> cell)
    {
        if (_bySlot[slot] is Known known)
        {
            known.ChangedUtcSeconds = BinaryPrimitives.ReadUInt32LittleEndian(cell[18..]);
        }
    }

    private static int CopyAt(int slot, int offset) =>
        ((slot * 2) + (offset == SlotImage.CellAt(0) ? 0 : 1)) * SlotImage.CellBytes;

    private ReadOnlySpan<byte> Cell(int slot, int offset) =>
        _image.AsSpan(NvramMap.SlotAddress(slot) + offset, SlotImage.CellBytes);

    private bool IsNew(int slot, int offset) => !Cell(slot, offset)
        .SequenceEqual(_cells.AsSpan(CopyAt(slot, offset), SlotImage.CellBytes));

    private void Note(int slot, int offset) =>
        Cell(slot, offset).CopyTo(_cells.AsSpan(CopyAt(slot, offset)));

    private bool IsSound(int address)
    {
        int crcAt = address + SlotImage.CellBytes - sizeof(uint);
        return Terminal.Agent.Crc32.Compute(_image, address, SlotImage.CellBytes - sizeof(uint))
            == BinaryPrimitives.ReadUInt32LittleEndian(_image.AsSpan(crcAt));
    }

    /// <summary>
    /// Power has gone: what the step had begun may be half done, even between two whole writes.
    /// </summary>
    public void OnCut() => _broken.UnionWith(_touched);

    /// <summary>
    /// NVRAM fails, in the place of being cut: until it works again and the terminal has had its
    /// time, what it thinks may differ from what stands there.
    /// </summary>
    public void OnFailing() => _broken.UnionWith(_touched);

    /// <summary>After a step: what it has touched is whole.</summary>
    public void CheckTouched(TransactionJournal journal)
    {
        foreach (int slot in _touched)
        {
            Known? known = _bySlot[slot];

            // An append over a finished one has failed: what NVRAM still says of it counts no more.
            bool isGiven = known is not null && _broken.Contains(slot) && MayGo(known)
                && journal.State(slot) == TransactionState.Free;
            Require(
                isGiven || journal.State(slot) == (known?.State ?? TransactionState.Free),
                $"slot {slot} says {journal.State(slot)}, NVRAM {known?.State}");
            if (known is not null && TransactionRules.IsFinal(known.State))
            {
                CheckErased(slot, _broken.Contains(slot));
            }
        }

        Require(
            journal.UndeliveredCount == WaitingCount,
            $"{journal.UndeliveredCount} wait, {WaitingCount} are undelivered");
        _touched.Clear();
    }

    /// <summary>True when a step has touched a slot.</summary>
    public bool HasTouched => _touched.Count > 0;

    /// <summary>
    /// A slot without an undelivered transaction, for a chip that fails; -1 when none. Refunds that
    /// are settled say how much of a sale is paid back: their loss could not be made good.
    /// </summary>
    public int ChooseToSpoil(Random random)
    {
        int slot = random.Next(_bySlot.Length);
        Known? known = _bySlot[slot];
        bool isFree = !_isSpoilt[slot] && !_broken.Contains(slot) && (known is null
            || (TransactionRules.IsFinal(known.State) && known.Sale is null
                && !TransactionRules.IsLateDecline(known.State, known.Flags)));
        return isFree ? slot : -1;
    }

    /// <summary>
    /// Where a cell stands that does not count, in a slot where nothing else is wrong; -1 when none
    /// was found. Its loss costs nothing, so it is noted here.
    /// </summary>
    public int ChooseDeadCell(Random random)
    {
        int slot = random.Next(_bySlot.Length);
        var image = new SlotImage();
        Inspect(image, slot);
        bool isLaidOut = _boot > 0 && !_isSpoilt[slot] && !_broken.Contains(slot);
        if (!isLaidOut || image.Newest < 0 || !image.OtherSound
            || (image.CellState == TransactionState.Free && !image.IsBound))
        {
            return -1;
        }

        _deadCells.Add(slot);
        return NvramMap.SlotAddress(slot) + SlotImage.CellAt(1 - image.Newest);
    }

    /// <summary>A byte of header or cells in a slot where nothing is wrong; -1 when none.</summary>
    public int ChooseByte(Random random)
    {
        int slot = random.Next(_bySlot.Length);
        int part = random.Next(3);
        int offset = part == 2 ? SlotImage.Header + random.Next(SlotImage.HeaderBytes)
            : SlotImage.CellAt(part) + random.Next(SlotImage.CellBytes);
        return _boot == 0 || _isSpoilt[slot] || _broken.Contains(slot)
            ? -1 : NvramMap.SlotAddress(slot) + offset;
    }

    /// <summary>A slot has been spoilt: what it held is gone.</summary>
    public void OnSpoilt(int slot)
    {
        _isSpoilt[slot] = true;
        SpoiltCount++;
        if (_bySlot[slot] is Known known)
        {
            known.IsSpoilt = true;
        }

        Forget(slot);
    }

    /// <summary>
    /// Before a mount: which rows of the recovery table will hold. A chip that was never laid out
    /// has no slots yet.
    /// </summary>
    public void CountRecovery()
    {
        var image = new SlotImage();
        for (int slot = 0; _boot > 0 && slot < _bySlot.Length; slot++)
        {
            Inspect(image, slot);
            RecoveryRows[(int)SlotRecovery.Find(image).Label]++;
        }
    }

    private void Inspect(SlotImage image, int slot)
    {
        Buffer.BlockCopy(
            _image, NvramMap.SlotAddress(slot), image.Bytes, 0, Terminal.Agent.Limits.SlotBytes);
        image.Inspect();
    }

    /// <summary>After a mount: everything that was durable is there, and nothing else.</summary>
    public void CheckMounted(TransactionJournal journal)
    {
        Require(
            journal.Mounted is MountResult.Mounted or MountResult.Formatted
                or MountResult.MountedWithDamage,
            $"mounted {journal.Mounted}");
        Require(
            journal.DamagedCount == SpoiltCount,
            $"{journal.DamagedCount} damaged, {SpoiltCount} were spoilt");
        Require(journal.Boot > _boot, $"boot counter {journal.Boot} after {_boot}");
        for (int slot = 0; slot < _bySlot.Length; slot++)
        {
            CheckMounted(journal, slot);
            Note(slot, SlotImage.CellAt(0));
            Note(slot, SlotImage.CellAt(1));
        }

        _boot = journal.Boot;
        _torn = null;
        _broken.Clear();
        _deadCells.Clear();
        _touched.Clear();
        Require(
            journal.UndeliveredCount == WaitingCount,
            $"{journal.UndeliveredCount} wait after the mount, {WaitingCount} are undelivered");
    }

    private void CheckMounted(TransactionJournal journal, int slot)
    {
        TransactionState now = journal.State(slot);
        Known? known = _bySlot[slot];
        if (now == TransactionState.Free)
        {
            bool mayBeGone = known is null || (_broken.Contains(slot) && MayGo(known));
            Require(mayBeGone, $"{known?.UniqueId} {known?.State} is gone");
            Forget(slot);
            return;
        }

        ReadOnlySpan<byte> header =
            _image.AsSpan(NvramMap.SlotAddress(slot) + SlotImage.Header, SlotImage.HeaderBytes);
        uint boot = BinaryPrimitives.ReadUInt32LittleEndian(header);
        uint sequence = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        if (known is null || known.Boot != boot || known.Sequence != sequence)
        {
            bool isTorn = _torn is { } torn && torn.Slot == slot && boot == _boot
                && now is TransactionState.Pending or TransactionState.Unknown
                && !_all.ContainsKey((boot, sequence));
            Require(
                isTorn && (known is null || MayGo(known)),
                $"slot {slot}: {boot}-{sequence} {now} came from nowhere");
            Forget(slot);
            known = Add(slot, boot, sequence);
        }

        bool isNew = _torn is { } cell && cell.Slot == slot && cell.Boot == boot
            && cell.Sequence == sequence && now == Restarted(cell.State, false);
        bool isOld = now == Restarted(known.State, false)
            || ((_broken.Contains(slot) || _deadCells.Contains(slot))
                && now == Restarted(known.State, true));
        Require(isNew || isOld, $"{known.UniqueId} was {known.State} before the cut, is {now}");
        Set(known, now, journal.Flags(slot) & TransactionFlags.Stored);
        Inspect(_found, slot);
        NoteTime(slot, Cell(slot, SlotImage.CellAt(_found.Newest)));
        if (TransactionRules.IsFinal(now))
        {
            CheckErased(slot, false);
        }
    }

    // What a mount makes of a state: it may have arrived.
    private static TransactionState Restarted(TransactionState state, bool isTorn) =>
        state == TransactionState.InFlight || (isTorn && state == TransactionState.Pending)
            ? TransactionState.Unknown : state;

    private void Move(int slot, uint boot, uint sequence, TransactionState to, int flags)
    {
        Known? known = _bySlot[slot];
        if (to == TransactionState.Free && _broken.Contains(slot) && (known is null || MayGo(known)))
        {
            // The append that NVRAM stopped is taken back, and what it was to replace is gone.
            Forget(slot);
            return;
        }

        if (known is null && to == TransactionState.Free && boot == 0 && sequence == 0)
        {
            // One that failed before it stood anywhere leaves the slot as free as it was.
            return;
        }

        if (known is null || known.Boot != boot || known.Sequence != sequence)
        {
            Append(slot, boot, sequence, to, flags);
            return;
        }

        TransactionState from = known.State;
        Require(Moves[(int)from, (int)to], $"{known.UniqueId} moved from {from} to {to}");
        Require((known.Flags & ~flags) == 0, $"{known.UniqueId} lost flags {known.Flags & ~flags}");
        Set(known, to, flags);
        Moved?.Invoke(known, from);
    }

    private void Append(int slot, uint boot, uint sequence, TransactionState to, int flags)
    {
        Known? before = _bySlot[slot];
        Require(!_isSpoilt[slot], $"slot {slot} is damaged and was used");
        Require(
            before is null || (MayGo(before) && _used + SpoiltCount == _bySlot.Length),
            $"{before?.UniqueId} {before?.State} was overwritten, {_used} slots were used");
        Require(
            to == TransactionState.Pending && boot == _boot && !_all.ContainsKey((boot, sequence)),
            $"{boot}-{sequence} began as {to}");
        Forget(slot);
        Known known = Add(slot, boot, sequence);
        Set(known, to, flags);
        Moved?.Invoke(known, TransactionState.Free);
    }

    private Known Add(int slot, uint boot, uint sequence)
    {
        ReadOnlySpan<byte> header =
            _image.AsSpan(NvramMap.SlotAddress(slot) + SlotImage.Header, SlotImage.HeaderBytes);
        var known = new Known
        {
            UniqueId = FormattableString.Invariant($"{SerialPrefix}{boot}-{sequence}"),
            Boot = boot,
            Sequence = sequence,
            Slot = slot,
            Cents = BinaryPrimitives.ReadInt32LittleEndian(header[21..]),
            CurrencyIndex = "eurgbpusdchf".IndexOf(
                Encoding.ASCII.GetString(header.Slice(14, 3)), StringComparison.Ordinal) / 3,
            CreatedUtcSeconds = BinaryPrimitives.ReadUInt32LittleEndian(header[25..]),
            Sale = header[8] != (byte)TransactionKind.Refund ? null
                : (BinaryPrimitives.ReadUInt32LittleEndian(header[29..]),
                    BinaryPrimitives.ReadUInt32LittleEndian(header[33..])),
        };
        _all.Add((boot, sequence), known);
        _byId.Add(known.UniqueId, known);
        if (known.Sale is not null)
        {
            Refunds.Add(known);
        }

        _bySlot[slot] = known;
        _used++;
        WaitingCount++;
        return known;
    }

    private void Set(Known known, TransactionState state, int flags)
    {
        WaitingCount += (TransactionRules.IsFinal(state) ? 0 : 1)
            - (TransactionRules.IsFinal(known.State) ? 0 : 1);
        known.State = state;
        known.Flags = flags;
    }

    private void Forget(int slot)
    {
        if (_bySlot[slot] is Known known)
        {
            known.IsInJournal = false;
            WaitingCount -= TransactionRules.IsFinal(known.State) ? 0 : 1;
            _used--;
            _bySlot[slot] = null;
        }
    }

    private static bool MayGo(Known known) => TransactionRules.IsFinal(known.State)
        && !TransactionRules.IsLateDecline(known.State, known.Flags);

    // An append that NVRAM stopped may have left its seal mark over the erased body before it.
    private void CheckErased(int slot, bool isBroken) => Require(
        _image.AsSpan(NvramMap.SlotAddress(slot), SlotImage.SealMark + (isBroken ? 0 : 1))
            .IndexOfAnyExcept((byte)0) < 0,
        $"slot {slot}: a sealed payload was left after the final answer");

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvariantViolation(DayVerdict.Correctness, "journal: " + what);
        }
    }

    // The law, written down once more: nothing here asks the agent's own table.
    private static bool[,] Legal()
    {
        var legal = new bool[TransactionRules.StateCount, TransactionRules.StateCount];
        void May(TransactionState from, params TransactionState[] to)
        {
            foreach (TransactionState state in to)
            {
                legal[(int)from, (int)state] = true;
            }
        }

        May(Pending, Pending, InFlight, Cancelled, Rejected);
        May(InFlight, InFlight, Pending, Unknown, Approved, Declined, Rejected, CancelRequested);
        May(Unknown, Unknown, InFlight, Approved, Declined, Rejected, CancelRequested);
        May(CancelRequested, CancelRequested, Cancelled, Refunded, Approved);
        May(Approved, Approved);
        May(Declined, Declined);
        May(Rejected, Rejected);
        May(Refunded, Refunded);
        May(Cancelled, Cancelled);
        return legal;
    }
}
