using System;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Journal;

/// <summary>
/// What the merchant's days came to, for about a month. What stands in a slot is counted from
/// there, so it is in no second place that could say otherwise; only when an append is about to
/// overwrite a finished transaction is that one booked into the row of its day. Each row says which
/// transaction was booked last: one that is still in its slot, because power went in between, is
/// not counted twice. Constant time and nothing allocated for a booking.
/// </summary>
public sealed class DayCounters
{
    private const int Unused = -1;
    private const int NotBooked = 0;

    private readonly INvram _nvram;
    private readonly int _address;
    private readonly JournalIndex _index;
    private readonly SlotStore _store;

    // One finds days by the time of an append, the other by the time of an end: each keeps the day
    // that it found last.
    private readonly BusinessDays _days;
    private readonly BusinessDays _settledDays;
    private readonly byte[] _rows = new byte[NvramMap.DayRowCount * DayRow.Bytes];
    private readonly int[] _day = new int[NvramMap.DayRowCount];
    private readonly byte[] _before = new byte[DayRow.Bytes];
    private uint _generation;
    private int _rowAtHand;

    // The second copy of this row is older than the first one; -1 when none is.
    private int _rowOwed = -1;

    // The slot that was booked and is not overwritten yet, and how far; -1 when there is none.
    private int _bookedSlot = -1;
    private int _bookedPart;

    /// <summary>The counters behind the slots of <paramref name="store"/>.</summary>
    public DayCounters(
        INvram nvram, SlotStore store, JournalIndex index, TerminalSettings settings)
    {
        _nvram = nvram;
        _store = store;
        _index = index;
        _address = NvramMap.DaysAddress(store.SlotCount);
        _days = new BusinessDays(settings);
        _settledDays = new BusinessDays(settings);
        Clear();
    }

    /// <summary>Rows that were found damaged beyond repair by the last mount.</summary>
    public int DamagedCount { get; private set; }

    /// <summary>Forgets what RAM knows of the rows.</summary>
    public void Clear()
    {
        Array.Clear(_rows, 0, _rows.Length);
        for (int row = 0; row < _day.Length; row++)
        {
            _day[row] = Unused;
        }

        _generation = 0;
        _rowAtHand = 0;
        _rowOwed = -1;
        _bookedSlot = -1;
        DamagedCount = 0;
    }

    /// <summary>
    /// Reads the rows once the slots are known, and makes both copies of each the same.
    /// </summary>
    /// <returns>False when NVRAM is silent.</returns>
    public bool Load()
    {
        Clear();
        int newest = -1;
        for (int row = 0; row < _day.Length; row++)
        {
            if (!LoadRow(row))
            {
                return false;
            }

            uint generation = DayRow.Generation(_rows, row * DayRow.Bytes);
            if (_day[row] != Unused && (newest < 0 || (int)(generation - _generation) > 0))
            {
                newest = row;
                _generation = generation;
            }
        }

        if (newest >= 0)
        {
            FindBooked(newest * DayRow.Bytes);
        }

        return true;
    }

    /// <summary>Books the finished transaction of a slot that is to be overwritten.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="nowUtcSeconds">UTC seconds; 0 when unknown.</param>
    /// <returns>False when NVRAM did not take it: the slot must stay.</returns>
    public bool Book(int slot, long nowUtcSeconds)
    {
        if (_rowOwed >= 0 && !WriteOwed())
        {
            return false;
        }

        if (slot != _bookedSlot)
        {
            _bookedSlot = slot;
            _bookedPart = NotBooked;
        }

        if (_bookedPart == DayRow.Own)
        {
            return true;
        }

        int own = _days.Of(FirstUtcSeconds(slot));
        long changed = _store.ChangedUtcSeconds(slot);
        int settled = changed == 0 ? own : _settledDays.Of(changed);
        bool isLate = settled != own;
        if (isLate && _bookedPart == NotBooked
            && !BookInto(slot, settled, DayRow.Late, false, nowUtcSeconds))
        {
            return false;
        }

        return BookInto(slot, own, DayRow.Own, isLate, nowUtcSeconds);
    }

    /// <summary>The slot that was booked last holds something else from now on.</summary>
    public void OnOverwritten() => _bookedSlot = -1;

    /// <summary>Adds up what of a day has left the slots.</summary>
    /// <returns>False when nothing has.</returns>
    public bool LoadBooked(DayTotals into)
    {
        int row = Find(into.Day, into.Currency);
        if (row < 0)
        {
            return false;
        }

        DayRow.AddTo(into, _rows, row * DayRow.Bytes);
        return true;
    }

    /// <summary>Adds up a day: its row, and the slots.</summary>
    /// <param name="into">Begun with day and currency.</param>
    /// <param name="today">The day that what has no time yet is shown on.</param>
    public void Load(DayTotals into, int today)
    {
        LoadBooked(into);
        int day = into.Day;
        long from = day == BusinessDays.None ? 0 : _days.StartOf(day);
        long until = day == BusinessDays.None ? 1 : _days.StartOf(day + 1);
        for (int slot = _index.ByAge.First; slot >= 0; slot = _index.ByAge.Next(slot))
        {
            if (_index.Currency(slot) != into.Currency)
            {
                continue;
            }

            bool isFinal = TransactionRules.IsFinal(_index.State(slot));
            long first = FirstUtcSeconds(slot);
            bool isHere = first == 0 && !isFinal ? day == today : first >= from && first < until;
            long changed = isFinal ? _store.ChangedUtcSeconds(slot) : 0;
            bool isSettledHere = changed == 0 ? isHere : changed >= from && changed < until;
            if (isHere || isSettledHere)
            {
                AddSlot(into, slot, isHere, isFinal && isHere != isSettledHere);
            }
        }
    }

    /// <summary>
    /// The nearest day before another on which something happened, -1 when none is kept.
    /// </summary>
    public int Before(int day)
    {
        int nearest = Unused;
        for (int row = 0; row < _day.Length; row++)
        {
            nearest = _day[row] < day && _day[row] > nearest ? _day[row] : nearest;
        }

        // The latest time before the day began; what is final and has none is of no day.
        long before = day == int.MaxValue ? long.MaxValue : _days.StartOf(day);
        long latest = Unused;
        for (int slot = _index.ByAge.First; slot >= 0; slot = _index.ByAge.Next(slot))
        {
            bool isFinal = TransactionRules.IsFinal(_index.State(slot));
            long changed = isFinal ? _store.ChangedUtcSeconds(slot) : Unused;
            long created = _index.CreatedUtcSeconds(slot);
            long first = created != 0 || !isFinal ? created : changed;
            latest = first > latest && first < before && (first != 0 || isFinal) ? first : latest;
            latest = changed > latest && changed < before && changed != 0 ? changed : latest;
        }

        int found = latest < 0 || day <= BusinessDays.None ? Unused : _days.Of(latest);
        return found > nearest ? found : nearest;
    }

    /// <summary>
    /// The nearest day after another on which something happened, -1 when there is none.
    /// </summary>
    public int After(int day)
    {
        int nearest = int.MaxValue;
        for (int row = 0; row < _day.Length; row++)
        {
            nearest = _day[row] > day && _day[row] < nearest ? _day[row] : nearest;
        }

        long from = day < BusinessDays.None ? 0
            : day == BusinessDays.None ? 1 : _days.StartOf(day + 1);
        long earliest = long.MaxValue;
        for (int slot = _index.ByAge.First; slot >= 0; slot = _index.ByAge.Next(slot))
        {
            bool isFinal = TransactionRules.IsFinal(_index.State(slot));
            long changed = isFinal ? _store.ChangedUtcSeconds(slot) : 0;
            long created = _index.CreatedUtcSeconds(slot);
            long first = created != 0 || !isFinal ? created : changed;
            earliest = first >= from && first < earliest && (first != 0 || isFinal)
                ? first : earliest;
            earliest = changed >= from && changed < earliest && changed != 0 ? changed : earliest;
        }

        int found = earliest == long.MaxValue ? int.MaxValue : _days.Of(earliest);
        nearest = found < nearest ? found : nearest;
        return nearest == int.MaxValue ? Unused : nearest;
    }

    /// <summary>Wipes every row that is not blank.</summary>
    /// <returns>False when NVRAM did not take it.</returns>
    public bool Forget()
    {
        Clear();
        for (int at = 0; at < 2 * NvramMap.DayCopyBytes; at += NvramMap.DayRowBytes)
        {
            if (_nvram.Read(_address + at, _before, 0, DayRow.Bytes) != DayRow.Bytes)
            {
                return false;
            }

            if (IsBlank(_before))
            {
                continue;
            }

            Array.Clear(_before, 0, DayRow.Bytes);
            if (_nvram.Write(_address + at, _before, 0, DayRow.Bytes) != DayRow.Bytes)
            {
                return false;
            }
        }

        return true;
    }

    private void AddSlot(DayTotals into, int slot, bool isHere, bool isLate)
    {
        int booked = slot == _bookedSlot ? _bookedPart : NotBooked;
        int cents = _index.AmountCents(slot);
        TransactionState state = _index.State(slot);
        int flags = _index.Flags(slot);
        if (!isHere)
        {
            if (booked == NotBooked)
            {
                into.Add(LateFigure(state, flags), 1, cents);
            }

            return;
        }

        if (booked == DayRow.Own)
        {
            return;
        }

        into.Add(Figure(state, flags), 1, cents);
        if ((flags & TransactionFlags.Offline) != 0)
        {
            into.Add(DayFigure.Offline, 1, cents);
        }

        if (isLate)
        {
            into.Add(DayFigure.SettledLate, 1, cents);
        }
    }

    /// <summary>
    /// The time that says on which day a transaction is shown; 0 while it has none. What was
    /// appended without a known time belongs to the day on which it was settled.
    /// </summary>
    public long FirstUtcSeconds(int slot)
    {
        uint created = _index.CreatedUtcSeconds(slot);
        return created != 0 ? created
            : TransactionRules.IsFinal(_index.State(slot)) ? _store.ChangedUtcSeconds(slot) : 0;
    }

    private static DayFigure Figure(TransactionState state, int flags)
    {
        bool isRefund = (flags & TransactionFlags.IsRefund) != 0;
        if (isRefund)
        {
            return !TransactionRules.IsFinal(state) ? DayFigure.RefundWaiting
                : state == TransactionState.Approved ? DayFigure.Refunded
                : DayFigure.NotRefunded;
        }

        switch (state)
        {
            case TransactionState.Approved:
                return DayFigure.Charged;
            case TransactionState.Declined:
                return DayFigure.Declined;
            case TransactionState.Rejected:
                return DayFigure.Rejected;
            case TransactionState.Cancelled:
                return DayFigure.Cancelled;
            case TransactionState.Refunded:
                return DayFigure.PaidBack;
            case TransactionState.Pending:
                return DayFigure.Waiting;
            default:
                return DayFigure.Unknown;
        }
    }

    private static DayFigure LateFigure(TransactionState state, int flags) =>
        state != TransactionState.Approved ? DayFigure.LateNothing
        : (flags & TransactionFlags.IsRefund) != 0 ? DayFigure.LateRefunded
        : DayFigure.LateCharged;

    private bool BookInto(int slot, int day, int part, bool isLate, long nowUtcSeconds)
    {
        int currency = _index.Currency(slot);
        int row = Find(day, currency);
        bool isNew = row < 0;
        row = isNew ? Choose(nowUtcSeconds == 0 ? day : _settledDays.Of(nowUtcSeconds)) : row;
        int at = row * DayRow.Bytes;
        int dayBefore = _day[row];
        Array.Copy(_rows, at, _before, 0, DayRow.Bytes);
        if (isNew)
        {
            DayRow.Begin(_rows, at, day, currency);
            _day[row] = day;
        }

        Add(slot, at, part, isLate);
        DayRow.Seal(
            _rows, at, NextGeneration(), part, _index.Boot(slot), _index.Sequence(slot));
        if (!WriteCopy(row, 0))
        {
            Array.Copy(_before, 0, _rows, at, DayRow.Bytes);
            _day[row] = dayBefore;
            return false;
        }

        _generation = NextGeneration();
        _rowAtHand = row;
        _bookedPart = part;
        _rowOwed = row;
        return WriteOwed();
    }

    private void Add(int slot, int at, int part, bool isLate)
    {
        int cents = _index.AmountCents(slot);
        TransactionState state = _index.State(slot);
        int flags = _index.Flags(slot);
        if (part == DayRow.Late)
        {
            DayRow.Add(_rows, at, LateFigure(state, flags), cents);
            return;
        }

        DayRow.Add(_rows, at, Figure(state, flags), cents);
        if ((flags & TransactionFlags.Offline) != 0)
        {
            DayRow.Add(_rows, at, DayFigure.Offline, cents);
        }

        if (isLate)
        {
            DayRow.Add(_rows, at, DayFigure.SettledLate, cents);
        }
    }

    // 0 is what a row has that was never written.
    private uint NextGeneration() => _generation == uint.MaxValue ? 1 : _generation + 1;

    private int Find(int day, int currency)
    {
        if (_day[_rowAtHand] == day && CurrencyOf(_rowAtHand) == currency)
        {
            return _rowAtHand;
        }

        for (int row = 0; row < _day.Length; row++)
        {
            if (_day[row] == day && CurrencyOf(row) == currency)
            {
                return row;
            }
        }

        return -1;
    }

    private int CurrencyOf(int row) => DayRow.Currency(_rows, row * DayRow.Bytes);

    // A row never used, else the one whose day is farthest from today: the oldest, or one of a
    // clock that was wrong.
    private int Choose(int today)
    {
        int chosen = 0;
        int farthest = -1;
        for (int row = 0; row < _day.Length; row++)
        {
            if (_day[row] == Unused)
            {
                return row;
            }

            int distance = _day[row] > today ? _day[row] - today : today - _day[row];
            if (distance > farthest)
            {
                farthest = distance;
                chosen = row;
            }
        }

        return chosen;
    }

    private bool LoadRow(int row)
    {
        int at = row * DayRow.Bytes;
        if (_nvram.Read(AddressOf(row, 0), _rows, at, DayRow.Bytes) != DayRow.Bytes
            || _nvram.Read(AddressOf(row, 1), _before, 0, DayRow.Bytes) != DayRow.Bytes)
        {
            return false;
        }

        bool isSame = ByteCodec.Same(_rows, at, _before, 0, DayRow.Bytes);
        bool isFirst = DayRow.IsSound(_rows, at);
        bool isSecond = isSame ? isFirst : DayRow.IsSound(_before, 0);
        bool isOwed = !isSame;
        if (!isFirst && !isSecond)
        {
            if (IsBlank(_before))
            {
                // Never used; or its first write was cut before the second copy.
                Array.Clear(_rows, at, DayRow.Bytes);
                return true;
            }

            isFirst = DayRow.Repair(_rows, at);
            isSecond = DayRow.Repair(_before, 0);
            isOwed = true;
        }

        if (isFirst && isSecond)
        {
            int later = (int)(DayRow.Generation(_before, 0) - DayRow.Generation(_rows, at));
            isFirst = later <= 0;
            isSecond = later >= 0;
        }

        return TakeRow(row, isFirst, isSecond, isOwed);
    }

    // The copy that counts; isOwed: the other one is to be written again, or both when both count.
    private bool TakeRow(int row, bool isFirst, bool isSecond, bool isOwed)
    {
        int at = row * DayRow.Bytes;
        if (!isFirst && !isSecond)
        {
            DamagedCount++;
            Array.Clear(_rows, at, DayRow.Bytes);
            return true;
        }

        if (!isFirst)
        {
            Array.Copy(_before, 0, _rows, at, DayRow.Bytes);
        }

        _day[row] = DayRow.Day(_rows, at);
        if (isOwed && !(isFirst && !isSecond))
        {
            WriteCopy(row, 0);
        }

        if (isOwed && !(isSecond && !isFirst))
        {
            WriteCopy(row, 1);
        }

        return true;
    }

    // Power went between the booking and the append: the transaction goes first when room is made.
    private void FindBooked(int at)
    {
        int slot = _index.Find(DayRow.Boot(_rows, at), DayRow.Sequence(_rows, at));
        if (slot >= 0 && _index.PutFirst(slot))
        {
            _bookedSlot = slot;
            _bookedPart = DayRow.Part(_rows, at);
        }
    }

    private static bool IsBlank(byte[] row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] != 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool WriteOwed()
    {
        if (!WriteCopy(_rowOwed, 1))
        {
            return false;
        }

        _rowOwed = -1;
        return true;
    }

    private bool WriteCopy(int row, int copy) => _store.WriteChecked(
        AddressOf(row, copy), _rows, row * DayRow.Bytes, DayRow.Bytes);

    private int AddressOf(int row, int copy) =>
        _address + (copy * NvramMap.DayCopyBytes) + (row * NvramMap.DayRowBytes);
}
