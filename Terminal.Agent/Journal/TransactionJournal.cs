using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Journal;

/// <summary>
/// The durable queue of transactions in NVRAM: never lost, never twice. A record is appended in two
/// phases (body and header, then the state cell that commits it); each later state goes into the
/// older of two cells, so a cut at any byte leaves the state before or the one after. SPEC.md has
/// the bytes and what a cut can leave; <see cref="SlotRecovery"/> is that table in code.
/// Constructors and <see cref="Mount"/> belong to start-up; everything else allocates nothing and
/// takes constant time.
/// </summary>
public sealed class TransactionJournal
{
    private readonly INvram _nvram;
    private readonly int _slotCount;
    private readonly JournalFormat _format;
    private readonly Superblock _superblock;
    private readonly DurableCell _counters;
    private readonly JournalIndex _index;
    private readonly SlotImage _image = new SlotImage();
    private readonly byte[] _zeros = new byte[SlotImage.BodyBytesMax + 1];
    private readonly byte[] _small = new byte[8];
    private readonly StateChange _acknowledgement = new StateChange();

    // What the cell that counts says, for each slot that is not damaged.
    private readonly byte[] _newestCell;
    private readonly byte[] _cellCounter;
    private readonly byte[] _idReference;
    private readonly short[] _httpStatus;
    private readonly ushort[] _responseCode;
    private readonly uint[] _changedUtcSeconds;
    private readonly short[] _bodyBytes;
    private readonly uint[] _cellBoot;
    private readonly uint[] _cellSequence;

    private uint _sequence;
    private uint _topBoot;
    private uint _topSequence;
    private int _live;

    // A slot whose commit failed: the cell may stand in NVRAM all the same and must go before its
    // next use.
    private int _doubtfulSlot;
    private bool _storeFailed;

    /// <summary>
    /// The journal of the board's NVRAM: <see cref="Limits.JournalSlots"/> slots.
    /// </summary>
    public TransactionJournal(INvram nvram)
        : this(nvram, Limits.JournalSlots, new JournalFormat())
    {
    }

    /// <summary>A journal of another size, 1 to 32767 slots, or of another version.</summary>
    public TransactionJournal(INvram nvram, int slotCount, JournalFormat format)
    {
        Invariant.Check(slotCount > 0 && slotCount <= short.MaxValue);
        _nvram = nvram;
        _slotCount = slotCount;
        _format = format;
        _superblock = new Superblock(nvram, slotCount);
        _counters = new DurableCell(nvram, DurableCell.Counters);
        _index = new JournalIndex(slotCount);
        _newestCell = new byte[slotCount];
        _cellCounter = new byte[slotCount];
        _idReference = new byte[slotCount];
        _httpStatus = new short[slotCount];
        _responseCode = new ushort[slotCount];
        _changedUtcSeconds = new uint[slotCount];
        _bodyBytes = new short[slotCount];
        _cellBoot = new uint[slotCount];
        _cellSequence = new uint[slotCount];
    }

    /// <summary>What the last <see cref="Mount"/> found.</summary>
    public MountResult Mounted { get; private set; }

    /// <summary>True when transactions can be appended and changed.</summary>
    public bool IsWritable { get; private set; }

    /// <summary>The boot counter of this start; later than any before.</summary>
    public uint Boot { get; private set; }

    /// <summary>Slots of the journal.</summary>
    public int SlotCount => _slotCount;

    /// <summary>Bytes read from NVRAM by the last <see cref="Mount"/>, slots only.</summary>
    public int BytesReadAtMount { get; private set; }

    /// <summary>Parts of slots in which mounting put right one or two flipped bits.</summary>
    public int RepairedCount { get; private set; }

    /// <summary>Bytes written to the slots since this object was made.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>True when the next append would be refused: every slot must stay.</summary>
    public bool IsFull => _index.Free.Count == 0 && _index.Finished.Count == 0;

    /// <summary>Undelivered transactions.</summary>
    public int WaitingCount => _index.Waiting.Count;

    /// <summary>Their sum in cents, whatever their currency.</summary>
    public long WaitingCents => _index.WaitingCents;

    /// <summary>Undelivered sales accepted offline.</summary>
    public int OfflineWaitingCount => _index.Offline.Count;

    /// <summary>Their sum in cents, whatever their currency.</summary>
    public long OfflineWaitingCents => _index.OfflineCents;

    /// <summary>
    /// When the first accepted of them was made, UTC seconds; 0 when none or not known.
    /// </summary>
    public long OldestOfflineUtcSeconds => _index.Offline.First < 0
        ? 0 : _index.CreatedUtcSeconds(_index.Offline.First);

    /// <summary>Offline sales that were declined or rejected and not acknowledged.</summary>
    public int LateDeclineCount => _index.LateDeclines.Count;

    /// <summary>Slots with damage: see <see cref="DamagedSlot"/>.</summary>
    public int DamagedCount => _index.DamagedCount;

    /// <summary>
    /// Number of transactions in a state and currency (<see cref="Currencies"/>).
    /// </summary>
    public int TotalCount(TransactionState state, int currencyIndex) =>
        _index.TotalCount(state, currencyIndex);

    /// <summary>Their sum in cents.</summary>
    public long TotalCents(TransactionState state, int currencyIndex) =>
        _index.TotalCents(state, currencyIndex);

    /// <summary>
    /// State of the transaction in a slot; Free when there is none to be trusted.
    /// </summary>
    public TransactionState State(int slot) => _index.State(slot);

    /// <summary>Its <see cref="TransactionFlags"/>.</summary>
    public int Flags(int slot) => _index.Flags(slot);

    /// <summary>What is wrong with a slot.</summary>
    public SlotDamage Damage(int slot) => _index.Damage(slot);

    /// <summary>
    /// The damaged slot number <paramref name="index"/> from 0, -1 behind the last.
    /// </summary>
    public int DamagedSlot(int index) => _index.DamagedSlot(index);

    /// <summary>The newest transaction, -1 when there is none.</summary>
    public int Newest() => _index.ByAge.Last;

    /// <summary>
    /// The transaction before the one in <paramref name="slot"/>, -1 when it is the oldest.
    /// </summary>
    public int Older(int slot) =>
        _index.State(slot) == TransactionState.Free ? -1 : _index.ByAge.Previous(slot);

    /// <summary>The slot of a transaction, -1 when it is not in the journal.</summary>
    public int Find(uint boot, uint sequence) => _index.Find(boot, sequence);

    /// <summary>
    /// The first late decline that nobody has acknowledged, -1 when there is none.
    /// </summary>
    public int FirstLateDecline() => _index.LateDeclines.First;

    /// <summary>The sale at the counter goes ahead of the backlog; known in RAM only.</summary>
    public void SetLive(int slot) => _live = slot;

    /// <summary>No sale is at the counter any more.</summary>
    public void ClearLive() => _live = -1;

    /// <summary>
    /// The slot to send next: the live sale while undelivered, else the oldest; -1 when none.
    /// </summary>
    public int NextToSend() => IsLiveWaiting() ? _live : _index.Waiting.First;

    /// <summary>
    /// The slot to send after <paramref name="slot"/>, which must be undelivered; -1 when none.
    /// </summary>
    public int NextToSendAfter(int slot)
    {
        if (TransactionRules.IsFinal(_index.State(slot)) || State(slot) == TransactionState.Free)
        {
            return -1;
        }

        int next = slot == _live ? _index.Waiting.First : _index.Waiting.Next(slot);
        return next >= 0 && next == _live ? _index.Waiting.Next(next) : next;
    }

    /// <summary>
    /// Reads the journal, finishes what a cut left half done, and counts the start. A blank NVRAM
    /// is laid out first. Where the layout is not this firmware's, nothing is written.
    /// </summary>
    /// <param name="bootFloor">A boot counter known from elsewhere (settings); 0 when none.</param>
    public MountResult Mount(uint bootFloor)
    {
        _index.Clear();
        IsWritable = false;
        BytesReadAtMount = 0;
        RepairedCount = 0;
        _topBoot = 0;
        _topSequence = 0;
        _live = -1;
        _doubtfulSlot = -1;
        _storeFailed = false;
        Mounted = MountAll(bootFloor);
        IsWritable = Mounted == MountResult.Mounted || Mounted == MountResult.Formatted
            || Mounted == MountResult.MountedWithDamage;
        return Mounted;
    }

    /// <summary>
    /// Makes a transaction durable, Pending, and gives it its ids. The fields of <paramref
    /// name="record"/> that describe it must be set; slot, ids and state are filled in.
    /// </summary>
    public AppendResult Append(TransactionRecord record)
    {
        if (!IsWritable)
        {
            return AppendResult.NotWritable;
        }

        if (!SlotImage.IsValid(record))
        {
            return AppendResult.Invalid;
        }

        int slot = _index.Free.First >= 0 ? _index.Free.First : _index.Finished.First;
        if (slot < 0)
        {
            return AppendResult.Full;
        }

        if (_sequence == uint.MaxValue && !StoreBoot(Boot + 1, 0))
        {
            return AppendResult.StoreFailed;
        }

        record.Slot = slot;
        record.Boot = Boot;
        record.Sequence = _sequence + 1;
        record.State = TransactionState.Pending;
        record.ChangedUtcSeconds = record.CreatedUtcSeconds;
        record.HttpStatus = 0;
        record.ResponseCode[0] = 0;
        record.ResponseCode[1] = 0;
        record.PaymentIdLength = 0;
        return Commit(slot, record);
    }

    /// <summary>Reads a transaction; the payload is there until the final answer.</summary>
    /// <returns>
    /// False when the slot holds none, or NVRAM is silent. A damaged record is loaded as far as its
    /// header is sound, for export.
    /// </returns>
    public bool Load(int slot, TransactionRecord into)
    {
        if (slot < 0 || slot >= _slotCount || Mounted == MountResult.NotMounted
            || (State(slot) == TransactionState.Free && Damage(slot) != SlotDamage.Record))
        {
            return false;
        }

        int start = Damage(slot) == SlotDamage.Record
            ? SlotImage.BodyEnd - SlotImage.BodyBytesMax : SlotImage.BodyEnd - _bodyBytes[slot];
        if (!Read(slot, start, SlotImage.SealMark + SlotImage.HeadBytes - start))
        {
            return false;
        }

        _image.Inspect();
        if (!_image.HeaderSound || _image.HeaderBoot == 0)
        {
            return false;
        }

        if (Damage(slot) == SlotDamage.Record)
        {
            DecodeDamaged(into);
        }
        else
        {
            bool withBody = _bodyBytes[slot] == _image.BodyBytes && _image.CheckBody();
            _image.Decode(into, withBody);
            DecodeState(slot, into);
        }

        into.Slot = slot;
        return true;
    }

    /// <summary>
    /// Moves a transaction to another state, durably. On a final state the sealed payload is
    /// erased; if power goes in the middle of that, the next mount finishes it.
    /// </summary>
    public ChangeResult Change(int slot, StateChange change)
    {
        if (!IsWritable)
        {
            return ChangeResult.NotWritable;
        }

        if (slot < 0 || slot >= _slotCount || State(slot) == TransactionState.Free)
        {
            return ChangeResult.NoTransaction;
        }

        if (!IsPossible(slot, change))
        {
            return ChangeResult.NotAllowed;
        }

        int reference = _idReference[slot];
        if (change.PaymentIdLength > 0)
        {
            reference = ((reference & SlotImage.IdSecondField) ^ SlotImage.IdSecondField)
                | change.PaymentIdLength;
            int at = _image.EncodeId(reference, change.PaymentId, change.PaymentIdLength);
            if (!Write(slot, at, SlotImage.IdBytes))
            {
                return ChangeResult.StoreFailed;
            }
        }

        return CommitChange(slot, change, reference);
    }

    /// <summary>
    /// Marks a late decline as seen by the cashier; from then on it may make room.
    /// </summary>
    public ChangeResult Acknowledge(int slot, long utcSeconds)
    {
        if (slot < 0 || slot >= _slotCount)
        {
            return ChangeResult.NoTransaction;
        }

        if (!TransactionRules.IsLateDecline(State(slot), Flags(slot)))
        {
            return IsWritable ? ChangeResult.NotAllowed : ChangeResult.NotWritable;
        }

        _acknowledgement.Reset(State(slot), utcSeconds);
        _acknowledgement.AddFlags = TransactionFlags.Acknowledged;
        return Change(slot, _acknowledgement);
    }

    /// <summary>
    /// Gives a slot set aside as <see cref="SlotDamage.Record"/> back, with whatever it held: for a
    /// technician who has exported it.
    /// </summary>
    /// <returns>False when it is not such a slot or NVRAM did not take the bytes.</returns>
    public bool DiscardDamaged(int slot)
    {
        if (!IsWritable || slot < 0 || slot >= _slotCount || Damage(slot) != SlotDamage.Record)
        {
            return false;
        }

        // Until the last byte is written the slot is still damaged, or free already.
        _image.Blank();
        if (!Write(slot, 0, Limits.SlotBytes))
        {
            return false;
        }

        _index.SetDamage(slot, SlotDamage.None);
        NoteBlank(slot);
        return true;
    }

    /// <summary>
    /// Forgets every finished transaction, late declines included: part of a factory reset.
    /// </summary>
    /// <returns>False when undelivered or damaged ones exist, or NVRAM did not take the
    /// bytes.</returns>
    public bool ForgetFinished()
    {
        if (!IsWritable || WaitingCount > 0)
        {
            return false;
        }

        for (int slot = 0; slot < _slotCount; slot++)
        {
            if (Damage(slot) == SlotDamage.Record)
            {
                return false;
            }
        }

        while (_index.ByAge.First >= 0)
        {
            int slot = _index.ByAge.First;
            if (!WriteCell(slot, TransactionState.Free, 0, 0, 0, 0, 0))
            {
                return false;
            }

            _index.Remove(slot);
            _index.AddFree(slot);
        }

        return true;
    }

    private MountResult MountAll(uint bootFloor)
    {
        if (_nvram.SizeBytes != NvramMap.SizeBytes(_slotCount))
        {
            return MountResult.WrongSize;
        }

        if (!_superblock.Load())
        {
            return MountResult.Silent;
        }

        bool formatted = false;
        if (_superblock.Version == 0)
        {
            formatted = IsBlank();
            if (_storeFailed || (formatted && !Format()) || !_superblock.Store(_format.Version))
            {
                return MountResult.Silent;
            }
        }
        else
        {
            MountResult refusal = CheckLayout();
            if (refusal != MountResult.Mounted)
            {
                return refusal;
            }
        }

        if (!ScanAll())
        {
            return MountResult.Silent;
        }

        MountResult counted = CountBoot(bootFloor, formatted);
        return counted != MountResult.Mounted ? counted
            : formatted ? MountResult.Formatted
            : DamagedCount > 0 ? MountResult.MountedWithDamage : MountResult.Mounted;
    }

    private MountResult CheckLayout()
    {
        int version = _superblock.Version;
        if (version > _format.Version)
        {
            return MountResult.NewerVersion;
        }

        if (!_superblock.SizesFit)
        {
            return MountResult.WrongSize;
        }

        if (version < _format.Version && !_format.Upgrade(_nvram, _slotCount, version))
        {
            return MountResult.Silent;
        }

        bool current = version == _format.Version && _superblock.IsComplete;
        return current || _superblock.Store(_format.Version)
            ? MountResult.Mounted : MountResult.Silent;
    }

    // Without a superblock, anything of ours that is sound says that there is something to lose.
    private bool IsBlank()
    {
        if (_counters.Load(_small) >= 0)
        {
            return false;
        }

        for (int slot = 0; slot < _slotCount; slot++)
        {
            if (!Read(slot, SlotImage.SealMark, SlotImage.HeadBytes))
            {
                return false;
            }

            _image.Inspect();
            if ((_image.HeaderSound && _image.HeaderBoot != 0)
                || (_image.Newest >= 0 && _image.CellState != TransactionState.Free))
            {
                return false;
            }
        }

        return true;
    }

    // The superblock comes last: a cut before it leaves an NVRAM that is blank still, or whole.
    private bool Format()
    {
        _image.Blank();
        for (int slot = 0; slot < _slotCount; slot++)
        {
            if (!Write(slot, 0, Limits.SlotBytes))
            {
                return false;
            }
        }

        Array.Clear(_small, 0, 8);
        return _counters.Store(_small, 0, 8) && _counters.Store(_small, 0, 8);
    }

    private MountResult CountBoot(uint bootFloor, bool formatted)
    {
        uint boot = _topBoot;
        _sequence = _topSequence;
        int length = _counters.Load(_small);
        int soundCopies = _counters.SoundCopies;
        if (length == 8)
        {
            uint counted = Wire.GetU32(_small, 0);
            if (counted >= boot)
            {
                uint floor = Wire.GetU32(_small, 4);
                _sequence = counted > boot || floor > _sequence ? floor : _sequence;
                boot = counted;
            }
        }

        // A new NVRAM in a terminal that has counted before: nothing in it says how far.
        bool known = formatted ? bootFloor == 0 : length == 8;
        uint leap = LeapOf(known ? soundCopies : 0);
        boot = bootFloor > boot ? bootFloor : boot;
        if (boot >= uint.MaxValue - leap)
        {
            return MountResult.NumbersUsedUp;
        }

        return StoreBoot(boot + leap, _sequence) ? MountResult.Mounted : MountResult.Silent;
    }

    // One copy left may be the older one, so the number after it may have been used.
    private static uint LeapOf(int soundCopies) =>
        soundCopies == 2 ? 1u : soundCopies == 1 ? 2u : (uint)Limits.BootLeap;

    private bool StoreBoot(uint boot, uint sequence)
    {
        if (boot == 0)
        {
            return false;
        }

        Wire.PutU32(_small, 0, boot);
        Wire.PutU32(_small, 4, sequence);
        if (!_counters.Store(_small, 0, 8))
        {
            return false;
        }

        Boot = boot;
        _sequence = sequence;
        return true;
    }

    private bool ScanAll()
    {
        for (int slot = 0; slot < _slotCount; slot++)
        {
            if (!Read(slot, SlotImage.SealMark, SlotImage.HeadBytes))
            {
                return false;
            }

            _image.Inspect();
            if (SlotRecovery.NeedsBody(_image) && !ReadBody(slot))
            {
                return false;
            }

            NoteHighest();
            Recover(slot, SlotRecovery.Decide(_image));
        }

        _index.PlaceAll();
        return !_storeFailed;
    }

    private void NoteHighest()
    {
        if (_image.HeaderSound)
        {
            NoteHighest(_image.HeaderBoot, _image.HeaderSequence);
        }

        if (_image.Newest >= 0)
        {
            NoteHighest(_image.CellBoot, _image.CellSequence);
        }
    }

    private void NoteHighest(uint boot, uint sequence)
    {
        if (boot > _topBoot || (boot == _topBoot && sequence > _topSequence))
        {
            _topBoot = boot;
            _topSequence = sequence;
        }
    }

    // Does what the recovery table says; every write may be cut and is then decided anew.
    private void Recover(int slot, RecoveryRow row)
    {
        Rewrite(slot, row);
        switch (row)
        {
            case RecoveryRow.NoCell:
            case RecoveryRow.HeaderLost:
                _index.SetDamage(slot, SlotDamage.Record);
                break;
            case RecoveryRow.Free:
            case RecoveryRow.FreeDeadCell:
            case RecoveryRow.Reuse:
                NoteCell(slot);
                if (row != RecoveryRow.Free)
                {
                    WriteCell(slot, TransactionState.Free, 0, 0, 0, 0, 0);
                }

                EraseIfSealed(slot);
                _index.AddFree(slot);
                break;
            case RecoveryRow.Commit:
                NoteCell(slot);
                _cellBoot[slot] = _image.HeaderBoot;
                _cellSequence[slot] = _image.HeaderSequence;
                _changedUtcSeconds[slot] = _image.CreatedUtcSeconds;
                Keep(slot, TransactionState.Pending, _image.HeaderFlags, true);
                break;
            default:
                NoteCell(slot);
                KeepWhole(slot, row);
                break;
        }
    }

    private void KeepWhole(int slot, RecoveryRow row)
    {
        TransactionState state = _image.CellState;
        bool lostSibling = !_image.OtherSound;
        if (state == TransactionState.InFlight
            || (state == TransactionState.Pending && lostSibling))
        {
            state = TransactionState.Unknown;
        }

        _idReference[slot] = (byte)_image.CellIdReference;
        _httpStatus[slot] = (short)_image.CellHttpStatus;
        _responseCode[slot] = (ushort)_image.CellResponseCode;
        _changedUtcSeconds[slot] = _image.CellUtcSeconds;
        SlotDamage damage = _image.CheckId(_idReference[slot])
            ? SlotDamage.None : SlotDamage.PaymentId;
        int flags = _image.CellFlags;
        if (TransactionRules.IsFinal(state))
        {
            EraseIfSealed(slot);
        }
        else if (!ReadBody(slot) || !_image.CheckBody())
        {
            damage = SlotDamage.Payload;
            flags |= TransactionFlags.PayloadLost;
            state = state == TransactionState.Pending ? TransactionState.Unknown : state;
        }

        _index.SetDamage(slot, damage);
        Keep(slot, state, flags, lostSibling);
    }

    private void Keep(int slot, TransactionState state, int flags, bool rewriteCell)
    {
        _bodyBytes[slot] = (short)(TransactionRules.IsFinal(state)
            || (flags & TransactionFlags.PayloadLost) != 0 ? 0 : _image.BodyBytes);
        _index.Describe(slot, _image);
        if (!_index.Found(slot, state, flags))
        {
            _index.SetDamage(slot, SlotDamage.Record);
            return;
        }

        if (rewriteCell)
        {
            WriteCell(
                slot, state, flags, _idReference[slot], _httpStatus[slot], _responseCode[slot],
                _changedUtcSeconds[slot]);
        }
    }

    // Flipped bits that were put right in RAM are put right in NVRAM: a cut leaves some of them, as
    // before.
    private void Rewrite(int slot, RecoveryRow row)
    {
        for (int part = 0; part < 3; part++)
        {
            if ((_image.RepairedParts & (1 << part)) == 0)
            {
                continue;
            }

            RepairedCount++;
            if (row != RecoveryRow.NoCell && row != RecoveryRow.HeaderLost)
            {
                Write(
                    slot, part == 2 ? SlotImage.Header : SlotImage.CellAt(part),
                    part == 2 ? SlotImage.HeaderBytes : SlotImage.CellBytes);
            }
        }
    }

    private void NoteCell(int slot)
    {
        _newestCell[slot] = (byte)_image.Newest;
        _cellCounter[slot] = _image.CellCounter;
        _cellBoot[slot] = _image.CellBoot;
        _cellSequence[slot] = _image.CellSequence;
        _idReference[slot] = 0;
        _httpStatus[slot] = 0;
        _responseCode[slot] = 0;
        _changedUtcSeconds[slot] = 0;
        _bodyBytes[slot] = 0;
    }

    private void NoteBlank(int slot)
    {
        _image.Inspect();
        NoteCell(slot);
        _index.AddFree(slot);
    }

    private AppendResult Commit(int slot, TransactionRecord record)
    {
        if (slot == _doubtfulSlot)
        {
            if (!RewriteDoubtful(slot))
            {
                return AppendResult.StoreFailed;
            }
        }

        if (State(slot) == TransactionState.Free)
        {
            _index.Free.Remove(slot);
        }
        else
        {
            _index.Remove(slot);
        }

        // The seal mark first: it tells a record being overwritten from a damaged one.
        int start = _image.Encode(record);
        int end = SlotImage.Header + SlotImage.HeaderBytes;
        if (!Write(slot, SlotImage.SealMark, 1) || !Write(slot, start, end - start))
        {
            _index.AddFree(slot);
            return AppendResult.StoreFailed;
        }

        uint boot = _cellBoot[slot];
        uint sequence = _cellSequence[slot];
        _cellBoot[slot] = record.Boot;
        _cellSequence[slot] = record.Sequence;
        _bodyBytes[slot] = (short)(SlotImage.BodyEnd - start);
        if (!WriteCell(
            slot, TransactionState.Pending, record.Flags, 0, 0, 0,
            (uint)record.CreatedUtcSeconds))
        {
            _cellBoot[slot] = boot;
            _cellSequence[slot] = sequence;
            _doubtfulSlot = slot;
            _index.Free.InsertAfter(-1, slot);
            return AppendResult.StoreFailed;
        }

        _sequence = record.Sequence;
        _index.Describe(slot, _image);
        _index.Add(slot, TransactionState.Pending, record.Flags);
        return AppendResult.Appended;
    }

    // Overwrites the cell that may have been written, so that the failed append cannot come back.
    private bool RewriteDoubtful(int slot)
    {
        if (!WriteCell(slot, TransactionState.Free, 0, 0, 0, 0, 0))
        {
            return false;
        }

        _doubtfulSlot = -1;
        return true;
    }

    private bool IsPossible(int slot, StateChange change)
    {
        int flags = Flags(slot);
        bool needsPayload = change.To == TransactionState.Pending
            || change.To == TransactionState.InFlight;
        return TransactionRules.IsAllowed(State(slot), change.To)
            && !(needsPayload && (flags & TransactionFlags.PayloadLost) != 0)
            && (change.AddFlags & ~TransactionFlags.Stored) == 0
            && change.PaymentIdLength >= 0
            && change.PaymentIdLength <= Limits.PaymentIdBytesMax
            && change.HttpStatus >= 0 && change.HttpStatus <= short.MaxValue
            && change.UtcSeconds >= 0 && change.UtcSeconds <= uint.MaxValue;
    }

    private ChangeResult CommitChange(int slot, StateChange change, int reference)
    {
        int code = Wire.GetU16(change.ResponseCode, 0);
        bool answered = change.HttpStatus != 0 || code != 0;
        int status = answered ? change.HttpStatus : _httpStatus[slot];
        code = answered ? code : _responseCode[slot];
        int flags = Flags(slot) | change.AddFlags;
        if (!WriteCell(
            slot, change.To, flags, reference, status, code, (uint)change.UtcSeconds))
        {
            return ChangeResult.StoreFailed;
        }

        if (TransactionRules.IsFinal(change.To) && !TransactionRules.IsFinal(State(slot)))
        {
            Erase(slot);
        }

        _index.Move(slot, change.To, flags);
        return ChangeResult.Changed;
    }

    // The older cell takes the new state; only a complete write makes it count.
    private bool WriteCell(
        int slot, TransactionState state, int flags, int reference, int status, int code,
        uint utcSeconds)
    {
        int cell = 1 - _newestCell[slot];
        int counter = _cellCounter[slot] + 1;
        int at = _image.EncodeCell(
            cell, _cellBoot[slot], _cellSequence[slot], counter, state,
            flags & TransactionFlags.Stored);
        _image.SealCell(cell, reference, status, code, utcSeconds);
        if (!Write(slot, at, SlotImage.CellBytes))
        {
            return false;
        }

        _newestCell[slot] = (byte)cell;
        _cellCounter[slot] = (byte)counter;
        _idReference[slot] = (byte)reference;
        _httpStatus[slot] = (short)status;
        _responseCode[slot] = (ushort)code;
        _changedUtcSeconds[slot] = utcSeconds;
        return true;
    }

    // Zeros from the body's start to the seal mark, which so goes last: mounting sees whether it is
    // done.
    private void Erase(int slot)
    {
        int count = _bodyBytes[slot] + 1;
        WriteFrom(slot, SlotImage.BodyEnd - count + 1, _zeros, 0, count);
        _bodyBytes[slot] = 0;
    }

    private void EraseIfSealed(int slot)
    {
        if (_image.IsSealed)
        {
            WriteFrom(
                slot, SlotImage.BodyEnd - SlotImage.BodyBytesMax, _zeros, 0, _zeros.Length);
        }
    }

    private bool IsLiveWaiting() => _live >= 0 && _live < _slotCount
        && State(_live) != TransactionState.Free && !TransactionRules.IsFinal(State(_live));

    private void DecodeState(int slot, TransactionRecord into)
    {
        into.State = State(slot);
        into.Flags = Flags(slot);
        into.HttpStatus = _httpStatus[slot];
        into.ChangedUtcSeconds = _changedUtcSeconds[slot];
        Wire.PutU16(into.ResponseCode, 0, _responseCode[slot]);
        int reference = _idReference[slot];
        into.PaymentIdLength = _image.CheckId(reference)
            ? reference & ~SlotImage.IdSecondField : 0;
        Array.Copy(
            _image.Bytes, SlotImage.IdAt(reference), into.PaymentId, 0, into.PaymentIdLength);
    }

    private void DecodeDamaged(TransactionRecord into)
    {
        _image.Decode(into, _image.CheckBody());
        into.State = TransactionState.Unknown;
        into.Flags = _image.HeaderFlags;
        into.HttpStatus = 0;
        into.ChangedUtcSeconds = 0;
        into.PaymentIdLength = 0;
        Wire.PutU16(into.ResponseCode, 0, 0);
    }

    private bool ReadBody(int slot)
    {
        int count = _image.BodyBytes;
        return count == 0 || Read(slot, SlotImage.BodyEnd - count, count);
    }

    private bool Read(int slot, int offset, int count)
    {
        BytesReadAtMount += IsWritable ? 0 : count;
        int address = NvramMap.SlotAddress(slot) + offset;
        bool done = _nvram.Read(address, _image.Bytes, offset, count) == count;
        _storeFailed = _storeFailed || !done;
        return done;
    }

    private bool Write(int slot, int offset, int count) =>
        WriteFrom(slot, offset, _image.Bytes, offset, count);

    private bool WriteFrom(int slot, int offset, byte[] bytes, int at, int count)
    {
        int address = NvramMap.SlotAddress(slot) + offset;
        int written = _nvram.Write(address, bytes, at, count);
        BytesWritten += written;
        _storeFailed = _storeFailed || written != count;
        return written == count;
    }
}
