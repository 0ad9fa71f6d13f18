using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Journal;

/// <summary>
/// The durable queue of transactions in NVRAM: never lost, never twice. A record is appended in two
/// phases (body and header, then the state cell that commits it); each later state goes into the
/// older of two cells, so a cut at any byte leaves the state before or the one after. SPEC.md has
/// the bytes and what a cut can leave; <see cref="SlotRecovery"/> is that table in code.
/// Constructors and <see cref="Mount(uint)"/> belong to start-up; everything else allocates nothing
/// and takes constant time.
/// </summary>
public sealed class TransactionJournal
{
    private readonly JournalIndex _index;
    private readonly SlotStore _store;
    private readonly TransactionNumbers _numbers;
    private readonly JournalMount _mount;
    private readonly DayCounters _days;
    private readonly BusinessDays _calendar;
    private readonly StateChange _acknowledgement = new StateChange();
    private readonly DurableCell _probe;
    private readonly byte[] _probed = new byte[1];
    private bool _isWritable;

    // NVRAM did not take an erasure: Probe tries again.
    private bool _isBodyLeft;
    private MountResult _mounted;
    private int _bytesReadAtMount;

    /// <summary>
    /// The journal of the board's NVRAM: <see cref="Limits.JournalSlots"/> slots.
    /// </summary>
    public TransactionJournal(INvram nvram)
        : this(nvram, null)
    {
    }

    /// <summary>The same, with the days of a terminal's settings.</summary>
    public TransactionJournal(INvram nvram, TerminalSettings settings)
        : this(nvram, Limits.JournalSlots, new JournalFormat(), settings)
    {
    }

    /// <summary>A journal of another size, 1 to 32767 slots, or of another version.</summary>
    public TransactionJournal(INvram nvram, int slotCount, JournalFormat format)
        : this(nvram, slotCount, format, null)
    {
    }

    /// <summary>The same, with the days of a terminal's settings; null: by default.</summary>
    public TransactionJournal(
        INvram nvram, int slotCount, JournalFormat format, TerminalSettings settings)
    {
        Invariant.Check(slotCount > 0 && slotCount <= short.MaxValue);
        _index = new JournalIndex(slotCount);
        _store = new SlotStore(nvram, slotCount);
        _numbers = new TransactionNumbers(nvram);
        _probe = new DurableCell(nvram, DurableCell.Probe);
        _calendar = new BusinessDays(settings);
        _days = new DayCounters(nvram, _store, _index, settings);
        _mount = new JournalMount(nvram, format, _numbers, _store, _index, _days);
    }

    /// <summary>What the last <see cref="Mount(uint)"/> found.</summary>
    public MountResult Mounted => _mounted;

    /// <summary>True when transactions can be appended and changed.</summary>
    public bool IsWritable => _isWritable;

    /// <summary>The boot counter of this start; later than any before.</summary>
    public uint Boot => _numbers.Boot;

    /// <summary>Whose journal it is; read by <see cref="Mount(uint)"/>.</summary>
    public JournalOwner Owner => _mount.Owner;

    /// <summary>True when the last mount found NVRAM older than the floor given.</summary>
    public bool IsBehind => _numbers.AreBehind;

    /// <summary>Slots of the journal.</summary>
    public int SlotCount => _store.SlotCount;

    /// <summary>Bytes read from NVRAM by the last <see cref="Mount(uint)"/>, slots only.</summary>
    public int BytesReadAtMount => _bytesReadAtMount;

    /// <summary>Parts of slots in which mounting put right one or two flipped bits.</summary>
    public int RepairedCount => _mount.RepairedCount;

    /// <summary>Bytes written to the slots since this object was made.</summary>
    public long BytesWritten => _store.BytesWritten;

    /// <summary>True when the next append would be refused: every slot must stay.</summary>
    public bool IsFull => _index.Free.Count == 0 && _index.Finished.Count == 0;

    /// <summary>Every transaction that is not final.</summary>
    public int UndeliveredCount => _index.Waiting.Count;

    /// <summary>
    /// Those of them that somebody at the counter waits for: all but watched cancels, refunds whose
    /// answer was lost, and what only a person can decide.
    /// </summary>
    public int WaitingCount => _index.Waiting.Count - _index.WatchedCount;

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

    /// <summary>
    /// Boot counter of the start in which the first accepted of them was made; 0 when none.
    /// </summary>
    public uint OldestOfflineBoot => _index.Offline.First < 0
        ? 0 : _store.Boot(_index.Offline.First);

    /// <summary>
    /// True since NVRAM last refused a write, until <see cref="Probe"/> has succeeded.
    /// </summary>
    public bool IsFailing { get; private set; }

    /// <summary>Offline sales that were declined or rejected and not acknowledged.</summary>
    public int LateDeclineCount => _index.LateDeclines.Count;

    /// <summary>Slots with damage: see <see cref="DamagedSlot"/>.</summary>
    public int DamagedCount => _index.DamagedCount;

    /// <summary>
    /// Number of sales in a state and currency (<see cref="Currencies"/>).
    /// </summary>
    public int TotalCount(TransactionState state, int currencyIndex) =>
        _index.TotalCount(state, currencyIndex);

    /// <summary>Their sum in cents.</summary>
    public long TotalCents(TransactionState state, int currencyIndex) =>
        _index.TotalCents(state, currencyIndex);

    /// <summary>Number of refunds in a state and currency.</summary>
    public int RefundCount(TransactionState state, int currencyIndex) =>
        _index.RefundCount(state, currencyIndex);

    /// <summary>Their sum in cents.</summary>
    public long RefundCents(TransactionState state, int currencyIndex) =>
        _index.RefundCents(state, currencyIndex);

    /// <summary>Rows of the day counters that the last mount found damaged.</summary>
    public int DamagedDayCount => _days.DamagedCount;

    /// <summary>
    /// The merchant's day of a time; <see cref="BusinessDays.None"/> when it is not known.
    /// </summary>
    public int DayOf(long utcSeconds) => _calendar.Of(utcSeconds);

    /// <summary>
    /// The day that it is; without a clock the newest on which something happened, -1 when none is
    /// kept.
    /// </summary>
    /// <param name="nowUtcSeconds">UTC seconds now, 0 when unknown.</param>
    public int NewestDay(long nowUtcSeconds) =>
        nowUtcSeconds == 0 ? DayBefore(int.MaxValue) : DayOf(nowUtcSeconds);

    /// <summary>UTC seconds at which a day begins.</summary>
    public long StartOfDay(int day) => _calendar.StartOf(day);

    /// <summary>
    /// The nearest day before another on which something happened, -1 when none is kept.
    /// </summary>
    public int DayBefore(int day) => _days.Before(day);

    /// <summary>
    /// The nearest day after another on which something happened, -1 when there is none.
    /// </summary>
    public int DayAfter(int day) => _days.After(day);

    /// <summary>Adds up a day in a currency.</summary>
    /// <param name="into">Takes the figures.</param>
    /// <param name="day">The day; <see cref="BusinessDays.None"/> for what has no date.</param>
    /// <param name="currencyIndex">The index in <see cref="Currencies"/>.</param>
    /// <param name="nowUtcSeconds">UTC seconds now, 0 when unknown: what has no time yet and is
    /// not settled is shown on today.</param>
    public void LoadDay(DayTotals into, int day, int currencyIndex, long nowUtcSeconds)
    {
        into.Begin(day, currencyIndex);
        _days.Load(into, _calendar.Of(nowUtcSeconds));
    }

    /// <summary>Adds up what of a day has left the slots.</summary>
    /// <returns>False when nothing has.</returns>
    public bool LoadBookedDay(DayTotals into, int day, int currencyIndex)
    {
        into.Begin(day, currencyIndex);
        return _days.LoadBooked(into);
    }

    /// <summary>
    /// The day that a transaction is shown on; <see cref="BusinessDays.None"/> while it has no
    /// time.
    /// </summary>
    public int DayOfSlot(int slot) => _calendar.Of(_days.FirstUtcSeconds(slot));

    /// <summary>UTC seconds of its last change of state; 0 when that is not known.</summary>
    public long ChangedUtcSeconds(int slot) => _store.ChangedUtcSeconds(slot);

    /// <summary>For a refund, the boot counter of its sale; 0 for a sale.</summary>
    public uint OriginalBoot(int slot) =>
        (Flags(slot) & TransactionFlags.IsRefund) == 0 ? 0 : _index.OriginalBoot(slot);

    /// <summary>
    /// State of the transaction in a slot; Free when there is none to be trusted.
    /// </summary>
    public TransactionState State(int slot) => _index.State(slot);

    /// <summary>Its sequence, which no other transaction of this device has.</summary>
    public uint Sequence(int slot) => _index.Sequence(slot);

    /// <summary>Its boot counter.</summary>
    public uint BootOf(int slot) => _index.Boot(slot);

    /// <summary>Its amount in hundredths.</summary>
    public int AmountCents(int slot) => _index.AmountCents(slot);

    /// <summary>When it was appended, UTC seconds; 0 when the time was unknown.</summary>
    public long CreatedUtcSeconds(int slot) => _index.CreatedUtcSeconds(slot);

    /// <summary>The index of its currency in <see cref="Currencies"/>.</summary>
    public int CurrencyIndex(int slot) => _index.Currency(slot);

    /// <summary>
    /// The hash of the till reference of a sale; 0 when no till asked for it, and for a refund.
    /// </summary>
    public uint TillHash(int slot) =>
        (Flags(slot) & TransactionFlags.IsRefund) != 0 ? 0 : _index.OriginalBoot(slot);

    /// <summary>Reads which till asked for a transaction, and under which reference.</summary>
    /// <returns>False when NVRAM is silent or the record is damaged.</returns>
    public bool LoadTill(int slot, TillReference into) =>
        IsSlot(slot) && State(slot) != TransactionState.Free && _store.LoadTill(slot, into);

    /// <summary>
    /// UTC seconds at which the last byte of a request of it may have left; 0 when not known.
    /// </summary>
    public long SentUtcSeconds(int slot) => _store.SentUtcSeconds(slot);

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
    /// The oldest sale of an amount that may have been charged and is not confirmed, -1 when there
    /// is none. One that was accepted offline is confirmed as far as anybody asks.
    /// </summary>
    public int FindUnconfirmed(int amountCents)
    {
        const int Others = TransactionFlags.Offline | TransactionFlags.IsRefund;
        for (int slot = _index.Waiting.First; slot >= 0; slot = _index.Waiting.Next(slot))
        {
            TransactionState state = State(slot);
            if (_index.AmountCents(slot) == amountCents && (Flags(slot) & Others) == 0
                && (state == TransactionState.Unknown || state == TransactionState.InFlight))
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>
    /// Tries whether NVRAM takes writes again, and takes back what a failed append may have left.
    /// </summary>
    /// <returns>True when it does: transactions can be promised again.</returns>
    public bool Probe()
    {
        _probe.Load(_probed);
        _probed[0] = (byte)(_probed[0] + 1);
        IsFailing = !_store.SettleDoubt() || !EraseLeftBodies()
            || !_probe.Store(_probed, 0, _probed.Length);
        return !IsFailing;
    }

    /// <summary>
    /// The first late decline that nobody has acknowledged, -1 when there is none.
    /// </summary>
    public int FirstLateDecline() => _index.LateDeclines.First;

    /// <summary>The slot of the oldest undelivered transaction; -1 when there is none.</summary>
    public int OldestWaiting() => _index.Waiting.First;

    /// <summary>
    /// The undelivered transaction after the one in <paramref name="slot"/>, by age; -1 behind the
    /// last, and when that slot holds no undelivered one.
    /// </summary>
    public int NextWaiting(int slot) =>
        IsSlot(slot) && IsWaiting(slot) ? _index.Waiting.Next(slot) : -1;

    /// <summary>
    /// Reads the journal, finishes what a cut left half done, and counts the start. A blank NVRAM
    /// is laid out first. Where the layout is not this firmware's, nothing is written.
    /// </summary>
    /// <param name="bootFloor">A boot counter known from elsewhere (settings); 0 when none.</param>
    public MountResult Mount(uint bootFloor) => Mount(bootFloor, 0);

    /// <summary>
    /// The same; where nothing is known from elsewhere the boot counter begins, or leaps, at
    /// random, so that a terminal that comes back with empty memories under an old serial number
    /// does not meet its own old ids.
    /// </summary>
    /// <param name="bootFloor">A boot counter known from elsewhere (settings); 0 when none.</param>
    /// <param name="random">Random bits; 0 begins at 1.</param>
    public MountResult Mount(uint bootFloor, uint random)
    {
        _isWritable = false;
        IsFailing = false;
        _isBodyLeft = false;
        _mounted = _mount.Run(bootFloor, random);
        _bytesReadAtMount = _store.BytesRead;
        _isWritable = _mounted == MountResult.Mounted || _mounted == MountResult.Formatted
            || _mounted == MountResult.MountedWithDamage;
        return _mounted;
    }

    /// <summary>
    /// Makes a transaction durable, Pending, and gives it its ids. The fields of
    /// <paramref name="record"/> that describe it must be set; slot, ids and state are filled in.
    /// </summary>
    public AppendResult Append(TransactionRecord record)
    {
        if (!_isWritable)
        {
            return AppendResult.NotWritable;
        }

        record.Flags |= record.Kind == TransactionKind.Refund ? TransactionFlags.IsRefund : 0;
        if (!SlotImage.IsValid(record))
        {
            return AppendResult.Invalid;
        }

        int slot = _index.Free.First >= 0 ? _index.Free.First : _index.Finished.First;
        if (slot < 0)
        {
            return AppendResult.Full;
        }

        if (_numbers.MakeNext() && Append(slot, record))
        {
            return AppendResult.Appended;
        }

        IsFailing = true;
        return AppendResult.StoreFailed;
    }

    /// <summary>Reads a transaction; the payload is there until the final answer.</summary>
    /// <returns>
    /// False when the slot holds none, or NVRAM is silent. A damaged record is loaded as far as its
    /// header is sound, for export.
    /// </returns>
    public bool Load(int slot, TransactionRecord into)
    {
        if (!IsSlot(slot))
        {
            return false;
        }

        bool isTrusted = Damage(slot) != SlotDamage.Record;
        SlotImage image = _store.Image;
        bool isAtHand = isTrusted && _store.IsAtHand(slot);
        if ((isTrusted && State(slot) == TransactionState.Free)
            || (!isAtHand && (!_store.ReadWhole(slot, isTrusted) || !image.HeaderSound))
            || image.HeaderBoot == 0)
        {
            return false;
        }

        into.Slot = slot;
        bool hasBody = !isTrusted || _store.BodyBytes(slot) == image.BodyBytes;
        image.Decode(into, isAtHand || (hasBody && image.CheckBody()));
        if (isTrusted)
        {
            into.State = State(slot);
            into.Flags = Flags(slot);
            _store.DecodeState(slot, into);
            if (into.HasBaseline)
            {
                _store.LoadBaseline(slot, into.Baseline);
            }
        }
        else
        {
            into.HasBaseline = false;
            ClearState(into, TransactionState.Unknown, image.HeaderFlags);
        }

        return true;
    }

    /// <summary>True when a transaction has this payment id.</summary>
    public bool HasPaymentId(int slot, byte[] id, int length) =>
        IsSlot(slot) && _store.HasPaymentId(slot, id, length);

    /// <summary>What the acquirer last said about a transaction, without reading NVRAM.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="responseCode">Takes the two bytes of the response code; zeros for none.</param>
    /// <returns>The HTTP status; 0 for none.</returns>
    public int Answered(int slot, byte[] responseCode) => _store.Answered(slot, responseCode);

    /// <summary>
    /// Moves a transaction to another state, durably. When no create can follow, the sealed payload
    /// is erased; if power goes in the middle of that, the next mount finishes it.
    /// </summary>
    public ChangeResult Change(int slot, StateChange change)
    {
        if (!_isWritable)
        {
            return ChangeResult.NotWritable;
        }

        if (!IsSlot(slot) || State(slot) == TransactionState.Free)
        {
            return ChangeResult.NoTransaction;
        }

        if (!IsPossible(slot, change))
        {
            return ChangeResult.NotAllowed;
        }

        TransactionState from = State(slot);
        int flags = Flags(slot) | change.AddFlags;
        if (change.To == TransactionState.Unknown || from == TransactionState.Unknown)
        {
            flags |= TransactionFlags.Sent;
        }

        if (!_store.WriteChange(slot, change, flags, TransactionRules.IsFinal(from)))
        {
            IsFailing = true;
            return ChangeResult.StoreFailed;
        }

        if (!TransactionRules.MayBeCreated(change.To) && TransactionRules.MayBeCreated(from))
        {
            bool isErased = _store.Erase(slot, (flags & TransactionFlags.PayloadLost) == 0);
            _isBodyLeft |= !isErased;
            IsFailing |= !isErased;
        }

        _index.Move(slot, change.To, flags);
        return ChangeResult.Changed;
    }

    /// <summary>
    /// Marks a late decline as seen by the cashier; from then on it may make room.
    /// </summary>
    public ChangeResult Acknowledge(int slot, long utcSeconds)
    {
        if (!_isWritable)
        {
            return ChangeResult.NotWritable;
        }

        if (!IsSlot(slot) || State(slot) == TransactionState.Free)
        {
            return ChangeResult.NoTransaction;
        }

        if (!TransactionRules.IsLateDecline(State(slot), Flags(slot)))
        {
            return ChangeResult.NotAllowed;
        }

        _acknowledgement.Reset(State(slot), utcSeconds);
        _acknowledgement.AddFlags = TransactionFlags.Acknowledged;
        return Change(slot, _acknowledgement);
    }

    /// <summary>
    /// Gives a slot set aside as <see cref="SlotDamage.Record"/> back, with whatever it held: for a
    /// technician who has exported it. A cut leaves it damaged or free.
    /// </summary>
    /// <returns>False when it is not such a slot or NVRAM did not take the bytes.</returns>
    public bool DiscardDamaged(int slot)
    {
        if (!_isWritable || !IsSlot(slot) || Damage(slot) != SlotDamage.Record
            || !_store.WriteBlank(slot))
        {
            return false;
        }

        _index.SetDamage(slot, SlotDamage.None);
        _index.AddFree(slot);
        return true;
    }

    /// <summary>
    /// Forgets every finished transaction, late declines included, and wipes their slots and the
    /// day counters: part of a factory reset.
    /// </summary>
    /// <returns>
    /// False when undelivered or damaged ones exist, or NVRAM did not take the bytes.
    /// </returns>
    public bool ForgetFinished()
    {
        if (!_isWritable || UndeliveredCount > 0 || DamagedCount > 0)
        {
            return false;
        }

        return ForgetAll();
    }

    /// <summary>
    /// Forgets every transaction, undelivered ones included, and wipes their slots: for a
    /// technician who has exported them all, so that they are delivered from elsewhere.
    /// </summary>
    /// <returns>False when NVRAM did not take the bytes.</returns>
    public bool ForgetAll()
    {
        if (!_isWritable)
        {
            return false;
        }

        while (_index.ByAge.First >= 0)
        {
            int slot = _index.ByAge.First;
            if (!_store.WriteFree(slot))
            {
                return false;
            }

            _index.Remove(slot);
            _index.AddFree(slot);
        }

        if (!_days.Forget())
        {
            return false;
        }

        // Wiped when all are free: a cut in between leaves free slots whose bytes the next call
        // wipes.
        for (int slot = 0; slot < SlotCount; slot++)
        {
            if (Damage(slot) != SlotDamage.Record && !_store.WriteForgotten(slot))
            {
                return false;
            }
        }

        return true;
    }

    // Payloads that NVRAM did not erase when their transactions needed them no more; a few at a
    // time.
    private bool EraseLeftBodies()
    {
        int left = _isBodyLeft ? Limits.BodiesErasedPerProbeCount : 0;
        for (int slot = 0; slot < SlotCount && left > 0; slot++)
        {
            if (_store.BodyBytes(slot) == 0 || TransactionRules.MayBeCreated(State(slot)))
            {
                continue;
            }

            if (!_store.Erase(slot, true) || --left == 0)
            {
                return false;
            }
        }

        _isBodyLeft = false;
        return true;
    }

    /// <summary>
    /// Overwrites the whole memory, system area included, and takes nothing any more: the end of a
    /// terminal's life.
    /// </summary>
    /// <returns>False while transactions wait, or when NVRAM did not take it.</returns>
    public bool EraseMemory()
    {
        if (UndeliveredCount > 0)
        {
            return false;
        }

        _isWritable = false;
        _mounted = MountResult.NotMounted;
        Owner.Clear();
        _days.Clear();
        return _store.EraseMemory();
    }

    // From the first byte written on, what the slot held before is gone.
    private bool Append(int slot, TransactionRecord record)
    {
        bool isReused = State(slot) != TransactionState.Free;
        if ((_isBodyLeft && !EraseLeftBodies())
            || (isReused && !_days.Book(slot, record.CreatedUtcSeconds))
            || !_store.BeginAppend(slot))
        {
            return false;
        }

        if (isReused)
        {
            _days.OnOverwritten();
            _index.Remove(slot);
            _index.Free.InsertAfter(-1, slot);
        }

        record.Slot = slot;
        record.Boot = _numbers.Boot;
        record.Sequence = _numbers.Sequence + 1;
        record.ChangedUtcSeconds = record.CreatedUtcSeconds;
        ClearState(record, TransactionState.Pending, record.Flags);
        if ((record.Till != null && !_store.WriteTill(slot, record))
            || !_store.Append(slot, record))
        {
            return false;
        }

        _numbers.Given();
        _index.Free.Remove(slot);
        _index.Describe(slot, _store.Image);
        _index.Add(slot, TransactionState.Pending, record.Flags);
        return true;
    }

    private static void ClearState(TransactionRecord record, TransactionState state, int flags)
    {
        record.State = state;
        record.Flags = flags;
        record.HttpStatus = 0;
        record.ResponseCode[0] = 0;
        record.ResponseCode[1] = 0;
        record.PaymentIdLength = 0;
        record.SentUtcSeconds = 0;
        record.HasBaseline = false;
    }

    private bool IsPossible(int slot, StateChange change)
    {
        bool isPending = change.To == TransactionState.Pending;
        bool needsPayload = isPending || change.To == TransactionState.InFlight;
        int flags = Flags(slot);
        return TransactionRules.IsAllowed(State(slot), change.To)
            && !(needsPayload && (flags & TransactionFlags.PayloadLost) != 0)
            && !(isPending && (flags & TransactionFlags.Sent) != 0)
            && (change.AddFlags & ~TransactionFlags.Stored) == 0
            && change.PaymentIdLength >= 0
            && change.PaymentIdLength <= Limits.PaymentIdBytesMax
            && change.HttpStatus >= 0 && change.HttpStatus <= short.MaxValue
            && change.UtcSeconds >= 0 && change.UtcSeconds <= uint.MaxValue;
    }

    private bool IsSlot(int slot) => slot >= 0 && slot < _store.SlotCount;

    private bool IsWaiting(int slot) => State(slot) != TransactionState.Free
        && !TransactionRules.IsFinal(State(slot));
}
