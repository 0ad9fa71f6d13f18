using System;

namespace Terminal.Agent.Journal;

/// <summary>
/// What the journal knows in RAM about each slot, so that no question needs NVRAM: state, age,
/// amount, who is next, sums. Rebuilt by mounting; every change takes constant time.
/// </summary>
public sealed class JournalIndex
{
    private readonly byte[] _state;
    private readonly ushort[] _flags;
    private readonly byte[] _currency;
    private readonly byte[] _damage;
    private readonly uint[] _boot;
    private readonly uint[] _sequence;
    private readonly int[] _amountCents;
    private readonly uint[] _createdUtcSeconds;
    private readonly uint[] _originalBoot;
    // Totals of sales by state and currency, then those of refunds.
    private const int SaleTotals = TransactionRules.StateCount * Currencies.Count;
    private readonly int[] _totalCount = new int[2 * SaleTotals];
    private readonly long[] _totalCents = new long[2 * SaleTotals];

    // Each slot is in one of the first four, which share their arrays, or damaged; a transaction
    // is also in ByAge.
    private readonly SlotList _free;
    private readonly SlotList _waiting;
    private readonly SlotList _lateDeclines;
    private readonly SlotList _finished;
    private readonly SlotList _byAge;
    private readonly SlotList _offline;

    // Where the last record was put while mounting: its neighbour in the ring belongs beside it.
    private int _finger;

    /// <summary>An index in which every slot is damaged: nothing is known yet.</summary>
    public JournalIndex(int slotCount)
    {
        _state = new byte[slotCount];
        _flags = new ushort[slotCount];
        _currency = new byte[slotCount];
        _damage = new byte[slotCount];
        _boot = new uint[slotCount];
        _sequence = new uint[slotCount];
        _amountCents = new int[slotCount];
        _createdUtcSeconds = new uint[slotCount];
        _originalBoot = new uint[slotCount];
        _free = new SlotList(slotCount);
        _waiting = new SlotList(_free);
        _lateDeclines = new SlotList(_free);
        _finished = new SlotList(_free);
        _byAge = new SlotList(slotCount);
        _offline = new SlotList(slotCount);
    }

    /// <summary>Slots without a transaction.</summary>
    public SlotList Free => _free;

    /// <summary>Undelivered transactions, oldest first.</summary>
    public SlotList Waiting => _waiting;

    /// <summary>Late declines that nobody has acknowledged.</summary>
    public SlotList LateDeclines => _lateDeclines;

    /// <summary>Finished transactions, the one to go first in front.</summary>
    public SlotList Finished => _finished;

    /// <summary>All transactions, oldest first.</summary>
    public SlotList ByAge => _byAge;

    /// <summary>Undelivered sales accepted offline, the first accepted in front.</summary>
    public SlotList Offline => _offline;

    /// <summary>
    /// Sum of the undelivered transactions in cents, whatever their currency, without the watched.
    /// </summary>
    public long WaitingCents { get; private set; }

    /// <summary>Undelivered transactions that are only watched.</summary>
    public int WatchedCount { get; private set; }

    /// <summary>Sum of the undelivered offline sales in cents, whatever their currency.</summary>
    public long OfflineCents { get; private set; }

    /// <summary>Slots with damage.</summary>
    public int DamagedCount { get; private set; }

    /// <summary>State of a slot.</summary>
    public TransactionState State(int slot) => (TransactionState)_state[slot];

    /// <summary>Flags of a slot.</summary>
    public int Flags(int slot) => _flags[slot];

    /// <summary>Damage of a slot.</summary>
    public SlotDamage Damage(int slot) => (SlotDamage)_damage[slot];

    /// <summary>Boot counter of a slot's transaction.</summary>
    public uint Boot(int slot) => _boot[slot];

    /// <summary>Sequence of a slot's transaction.</summary>
    public uint Sequence(int slot) => _sequence[slot];

    /// <summary>Amount of a slot's transaction in hundredths.</summary>
    public int AmountCents(int slot) => _amountCents[slot];

    /// <summary>UTC seconds at which a slot's transaction was appended.</summary>
    public uint CreatedUtcSeconds(int slot) => _createdUtcSeconds[slot];

    /// <summary>Index of the currency of a slot's transaction.</summary>
    public int Currency(int slot) => _currency[slot];

    /// <summary>A refund's sale's boot counter; the hash of a sale's till reference.</summary>
    public uint OriginalBoot(int slot) => _originalBoot[slot];

    /// <summary>Number of sales in a state and currency.</summary>
    public int TotalCount(TransactionState state, int currency) =>
        _totalCount[((int)state * Currencies.Count) + currency];

    /// <summary>Their sum in cents.</summary>
    public long TotalCents(TransactionState state, int currency) =>
        _totalCents[((int)state * Currencies.Count) + currency];

    /// <summary>Number of refunds in a state and currency.</summary>
    public int RefundCount(TransactionState state, int currency) =>
        _totalCount[SaleTotals + ((int)state * Currencies.Count) + currency];

    /// <summary>Their sum in cents.</summary>
    public long RefundCents(TransactionState state, int currency) =>
        _totalCents[SaleTotals + ((int)state * Currencies.Count) + currency];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_state, 0, _state.Length);
        Array.Clear(_damage, 0, _damage.Length);
        Array.Clear(_totalCount, 0, _totalCount.Length);
        Array.Clear(_totalCents, 0, _totalCents.Length);
        _free.Clear();
        _waiting.Clear();
        _lateDeclines.Clear();
        _finished.Clear();
        _byAge.Clear();
        _offline.Clear();
        WaitingCents = 0;
        WatchedCount = 0;
        OfflineCents = 0;
        DamagedCount = 0;
        _finger = -1;
    }

    /// <summary>The damaged slot number <paramref name="index"/>, -1 behind the last.</summary>
    public int DamagedSlot(int index)
    {
        for (int slot = 0; slot < _damage.Length; slot++)
        {
            if (_damage[slot] != 0 && index-- == 0)
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>The slot of a transaction, -1 when it is not in the journal.</summary>
    public int Find(uint boot, uint sequence)
    {
        int slot = _byAge.Last;
        while (slot >= 0 && (_sequence[slot] != sequence || _boot[slot] != boot))
        {
            slot = _byAge.Previous(slot);
        }

        return slot;
    }

    /// <summary>
    /// Notes damage; <see cref="SlotDamage.Record"/> goes with a slot that is in no list.
    /// </summary>
    public void SetDamage(int slot, SlotDamage damage)
    {
        if (_damage[slot] == 0 && damage != SlotDamage.None)
        {
            DamagedCount++;
        }
        else if (_damage[slot] != 0 && damage == SlotDamage.None)
        {
            DamagedCount--;
        }

        _damage[slot] = (byte)damage;
    }

    /// <summary>Notes what a slot holds, from its image.</summary>
    public void Describe(int slot, SlotImage image)
    {
        _boot[slot] = image.HeaderBoot;
        _sequence[slot] = image.HeaderSequence;
        _amountCents[slot] = image.AmountCents;
        _currency[slot] = (byte)image.Currency;
        _createdUtcSeconds[slot] = image.CreatedUtcSeconds;
        _originalBoot[slot] = image.OriginalBoot;
    }

    /// <summary>Notes the slot as free.</summary>
    public void AddFree(int slot) => _free.AddLast(slot);

    /// <summary>
    /// While mounting: puts a described slot among the others by age. Cheap when called in the
    /// order of the ring. <see cref="PlaceAll"/> does the rest.
    /// </summary>
    /// <returns>False when another slot already holds the same transaction.</returns>
    public bool Found(int slot, TransactionState state, int flags)
    {
        int before = _finger;
        while (before >= 0 && IsOlder(slot, before))
        {
            before = _byAge.Previous(before);
        }

        int after = before < 0 ? _byAge.First : _byAge.Next(before);
        while (after >= 0 && IsOlder(after, slot))
        {
            before = after;
            after = _byAge.Next(after);
        }

        if ((before >= 0 && IsSame(before, slot)) || (after >= 0 && IsSame(after, slot)))
        {
            return false;
        }

        _state[slot] = (byte)state;
        _flags[slot] = (ushort)flags;
        _byAge.InsertAfter(before, slot);
        _finger = slot;
        return true;
    }

    /// <summary>
    /// After the last <see cref="Found"/>: fills the other lists and the sums, oldest first.
    /// </summary>
    public void PlaceAll()
    {
        for (int slot = _byAge.First; slot >= 0; slot = _byAge.Next(slot))
        {
            Enter(slot);
        }
    }

    /// <summary>A described slot becomes the newest transaction; it is in no list before.</summary>
    public void Add(int slot, TransactionState state, int flags)
    {
        _state[slot] = (byte)state;
        _flags[slot] = (ushort)flags;
        _byAge.AddLast(slot);
        Enter(slot);
    }

    /// <summary>A finished transaction becomes the first to make room.</summary>
    /// <returns>False when it is not one that may.</returns>
    public bool PutFirst(int slot)
    {
        if (ListOf(slot) != _finished)
        {
            return false;
        }

        _finished.Remove(slot);
        _finished.InsertAfter(-1, slot);
        return true;
    }

    /// <summary>A transaction leaves the journal; its slot is in no list afterwards.</summary>
    public void Remove(int slot)
    {
        Sum(slot, -1);
        ListOf(slot).Remove(slot);
        if (IsOfflineWaiting(slot))
        {
            _offline.Remove(slot);
        }

        _byAge.Remove(slot);
        _state[slot] = (byte)TransactionState.Free;
        _flags[slot] = 0;
        SetDamage(slot, SlotDamage.None);
    }

    /// <summary>
    /// A transaction changes state or flags; it keeps its place among the waiting.
    /// </summary>
    public void Move(int slot, TransactionState state, int flags)
    {
        SlotList before = ListOf(slot);
        bool wasOffline = IsOfflineWaiting(slot);
        Sum(slot, -1);
        _state[slot] = (byte)state;
        _flags[slot] = (ushort)flags;
        SlotList after = ListOf(slot);
        if (before != after)
        {
            before.Remove(slot);
            after.AddLast(slot);
        }

        bool isOffline = IsOfflineWaiting(slot);
        if (wasOffline && !isOffline)
        {
            _offline.Remove(slot);
        }
        else if (isOffline && !wasOffline)
        {
            _offline.AddLast(slot);
        }

        Sum(slot, 1);
    }

    private void Enter(int slot)
    {
        ListOf(slot).AddLast(slot);
        if (IsOfflineWaiting(slot))
        {
            _offline.AddLast(slot);
        }

        Sum(slot, 1);
    }

    private SlotList ListOf(int slot)
    {
        var state = (TransactionState)_state[slot];
        return !TransactionRules.IsFinal(state) ? _waiting
            : TransactionRules.IsLateDecline(state, _flags[slot]) ? _lateDeclines : _finished;
    }

    private void Sum(int slot, int sign)
    {
        int total = (_state[slot] * Currencies.Count) + _currency[slot]
            + ((_flags[slot] & TransactionFlags.IsRefund) != 0 ? SaleTotals : 0);
        int cents = sign * _amountCents[slot];
        _totalCount[total] += sign;
        _totalCents[total] += cents;
        if (TransactionRules.IsFinal((TransactionState)_state[slot]))
        {
            return;
        }

        if (TransactionRules.IsWatched((TransactionState)_state[slot], _flags[slot]))
        {
            WatchedCount += sign;
        }
        else
        {
            WaitingCents += cents;
        }

        if ((_flags[slot] & TransactionFlags.Offline) != 0)
        {
            OfflineCents += cents;
        }
    }

    private bool IsOfflineWaiting(int slot) => (_flags[slot] & TransactionFlags.Offline) != 0
        && !TransactionRules.IsFinal((TransactionState)_state[slot]);

    private bool IsOlder(int slot, int than) => _boot[slot] != _boot[than]
        ? _boot[slot] < _boot[than] : _sequence[slot] < _sequence[than];

    private bool IsSame(int slot, int other) =>
        _boot[slot] == _boot[other] && _sequence[slot] == _sequence[other];
}
