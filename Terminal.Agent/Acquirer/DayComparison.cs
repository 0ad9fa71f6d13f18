using System;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// Compares a day with the acquirer's lists, transaction by transaction: what the journal holds is
/// read, the list of payments and that of refunds page by page, and what no list has shown is asked
/// for by itself. It changes nothing. <see cref="StoreAndForward"/> sends its requests between
/// payments, one at a time; a page that was interrupted is asked for again.
/// </summary>
public sealed class DayComparison : IListEntries
{
    // What is known of a slot. Of another day, or nothing to find: no mark.
    private const byte NoMark = 0;
    private const byte ToBeFound = 1;
    private const byte Found = 2;
    private const byte Open = 3;

    private const int NoSlot = -1;

    private readonly TransactionJournal _journal;
    private readonly TerminalSettings _settings;
    private readonly IClock _clock;
    private readonly AcquirerResponse _answer;
    private readonly ListPage _page;
    private readonly TransactionRecord _record = new TransactionRecord();
    private readonly TransactionRecord _line = new TransactionRecord();
    private readonly DayTotals _booked = new DayTotals();
    private readonly DayDifference[] _differences = new DayDifference[Limits.DifferenceRowsMax];

    // For each slot: its mark, whose it was then, the CRC of its payment id (0: none), and for a
    // refund the sequence of its sale.
    private readonly byte[] _marks;
    private readonly uint[] _sequences;
    private readonly uint[] _ids;
    private readonly uint[] _sales;

    private ComparisonState _state;
    private long _fromUtcSeconds;
    private long _untilUtcSeconds;
    private long _sinceUtcSeconds;
    private bool _isOfRefunds;
    private bool _isPaging;
    private int _start;
    private int _limit;
    private int _pages;
    private int _tries;
    private int _slot;

    // Uptime at which it last came a step further; 0 before anybody has asked.
    private long _progressMs;

    // What the page at hand has added, which counts once it has been read to its end.
    private int _pageForeign;
    private int _pageUndecided;
    private long _pageUndecidedCents;
    private int _pageBeyond;
    private long _pageBeyondCents;
    private bool _isBooked;

    // Entries of other terminals and of nobody on the page at hand and on the one before it: a
    // payment that is made meanwhile may push some of them from the one to the other.
    private readonly uint[] _pageIds = new uint[Limits.ListPageRows];
    private readonly uint[] _lastIds = new uint[Limits.ListPageRows];
    private int _pageIdCount;
    private int _lastIdCount;

    /// <summary>Makes it; everything it needs is allocated here.</summary>
    public DayComparison(
        TransactionJournal journal, TerminalSettings settings, IClock clock,
        AcquirerResponse answer)
    {
        _journal = journal;
        _settings = settings;
        _clock = clock;
        _answer = answer;
        _page = new ListPage(answer, this);
        _marks = new byte[journal.SlotCount];
        _sequences = new uint[journal.SlotCount];
        _ids = new uint[journal.SlotCount];
        _sales = new uint[journal.SlotCount];
        for (int i = 0; i < _differences.Length; i++)
        {
            _differences[i] = new DayDifference();
        }
    }

    /// <summary>How far it has come.</summary>
    public ComparisonState State => _state;

    /// <summary>True while it has something to do.</summary>
    public bool IsUnderWay => _state >= ComparisonState.Reading && _state < ComparisonState.Done;

    /// <summary>True while a request of it is under way.</summary>
    public bool IsAsking { get; private set; }

    /// <summary>Uptime from which on it may ask again.</summary>
    public long DueMs { get; private set; }

    /// <summary>The day.</summary>
    public int Day { get; private set; }

    /// <summary>The index of its currency.</summary>
    public int Currency { get; private set; }

    /// <summary>Pages that have been read.</summary>
    public int PageCount => _pages;

    /// <summary>Transactions that are the same on both sides.</summary>
    public int SameCount { get; private set; }

    /// <summary>Transactions that are not settled yet: the rules that exist settle them.</summary>
    public int OpenCount { get; private set; }

    /// <summary>Settled too lately for a list, or asked for without an answer that tells.</summary>
    public int NotListedCount { get; private set; }

    /// <summary>Payments of other terminals.</summary>
    public int ForeignCount { get; private set; }

    /// <summary>Payments of the day of which nothing tells whose they are.</summary>
    public int UndecidedCount { get; private set; }

    /// <summary>Their sum in cents.</summary>
    public long UndecidedCents { get; private set; }

    /// <summary>Payments here that have left the slots: these are compared by sums.</summary>
    public int BookedCount { get; private set; }

    /// <summary>Their sum in cents.</summary>
    public long BookedCents { get; private set; }

    /// <summary>
    /// Payments there under this serial number that are in no slot: the other side of those sums.
    /// </summary>
    public int BeyondCount { get; private set; }

    /// <summary>Their sum in cents.</summary>
    public long BeyondCents { get; private set; }

    /// <summary>
    /// True when some of what has left the slots was settled on another day, so that sums of a day
    /// cannot agree.
    /// </summary>
    public bool AreSumsLate { get; private set; }

    /// <summary>True when the sums of what has left the slots differ.</summary>
    public bool DoSumsDiffer => !AreSumsLate && UndecidedCount == 0
        && (BookedCount != BeyondCount || BookedCents != BeyondCents);

    /// <summary>Differences found, kept or not.</summary>
    public int DifferenceCount { get; private set; }

    /// <summary>True when all that could be compared agrees.</summary>
    public bool IsInAgreement => _state == ComparisonState.Done && DifferenceCount == 0
        && !DoSumsDiffer;

    /// <summary>How many of the differences are kept.</summary>
    public int KeptCount =>
        DifferenceCount < _differences.Length ? DifferenceCount : _differences.Length;

    /// <summary>A difference that is kept.</summary>
    public DayDifference Difference(int index) => _differences[index];

    /// <summary>Begins to compare a day; one that is under way is given up.</summary>
    public void Begin(int day, int currencyIndex)
    {
        Day = day;
        Currency = currencyIndex;
        _state = ComparisonState.Reading;
        _slot = 0;
        _pages = 0;
        _tries = 0;
        _isOfRefunds = false;
        DueMs = 0;
        _progressMs = 0;
        SameCount = 0;
        OpenCount = 0;
        NotListedCount = 0;
        ForeignCount = 0;
        UndecidedCount = 0;
        UndecidedCents = 0;
        BeyondCount = 0;
        BeyondCents = 0;
        DifferenceCount = 0;
        _fromUtcSeconds = _journal.StartOfDay(day);
        _untilUtcSeconds = _journal.StartOfDay(day + 1);

        // Clocks differ, and a request is booked before its answer is read.
        _sinceUtcSeconds = _fromUtcSeconds - Limits.PaymentOlderS;
        _isBooked = _journal.LoadBookedDay(_booked, day, currencyIndex);
        BookedCount = _booked.Count(DayFigure.Charged) + _booked.Count(DayFigure.PaidBack);
        BookedCents = _booked.Cents(DayFigure.Charged) + _booked.Cents(DayFigure.PaidBack);
        AreSumsLate = _booked.Count(DayFigure.SettledLate) > 0
            || _booked.Count(DayFigure.LateCharged) > 0
            || _booked.Count(DayFigure.LateNothing) > 0;
    }

    /// <summary>
    /// For whoever waits for it: true when nothing has come for so long that it is to be given up.
    /// </summary>
    public bool IsSilent(long nowMs)
    {
        if (_progressMs == 0)
        {
            _progressMs = nowMs;
        }

        return IsUnderWay && nowMs - _progressMs >= Limits.CompareSilentMs;
    }

    /// <summary>Gives it up because nothing reaches the acquirer.</summary>
    public void GiveUp() => _state = IsUnderWay ? ComparisonState.Interrupted : _state;

    /// <summary>Gives it up.</summary>
    public void Stop()
    {
        _state = IsUnderWay ? ComparisonState.None : _state;
        IsAsking = false;
    }

    /// <summary>The request under way has come to nothing: it is made again.</summary>
    public void Interrupt() => IsAsking = false;

    /// <summary>Reads what the journal holds, a few slots at a time.</summary>
    /// <returns>True while there is more to read.</returns>
    public bool Read()
    {
        if (_state != ComparisonState.Reading)
        {
            return false;
        }

        for (int i = 0; i < Limits.CompareSlotsPerStepCount && _slot < _marks.Length; i++)
        {
            ReadSlot(_slot++);
        }

        if (_slot < _marks.Length)
        {
            return true;
        }

        BeginList(ComparisonState.Payments);
        return true;
    }

    /// <summary>Writes the next request; the answer is ready for it.</summary>
    /// <param name="writer">Takes it.</param>
    /// <param name="sink">What takes the body; null: the answer.</param>
    /// <returns>What it is.</returns>
    public RequestKind Write(RequestWriter writer, out IJsonSink sink)
    {
        IsAsking = true;
        _isPaging = _state != ComparisonState.Confirming;
        _answer.Reset();
        if (_isPaging)
        {
            _pageIdCount = 0;
            _pageForeign = 0;
            _pageUndecided = 0;
            _pageUndecidedCents = 0;
            _pageBeyond = 0;
            _pageBeyondCents = 0;
            _page.Reset(_isOfRefunds);
            writer.List(_isOfRefunds, _sinceUtcSeconds, _limit, _start);
            sink = _page;
            return RequestKind.ListRefunds;
        }

        if (_record.Kind == TransactionKind.Refund)
        {
            _answer.CountRefunds(
                _record.PaymentId, _record.PaymentIdLength, _journal.AmountCents(_slot));
        }

        writer.Read(_record.PaymentId, _record.PaymentIdLength);
        sink = null;
        return RequestKind.Read;
    }

    /// <summary>What the body of the answer is.</summary>
    public ResponseBody Judge()
    {
        if (!_isPaging)
        {
            return _answer.Judge(0, _record.Currency, true);
        }

        ResponseBody body = _answer.JudgePage();
        return (body == ResponseBody.Page || body == ResponseBody.Alien) && _answer.IsJson
            && !_answer.IsError
            ? _page.IsPage ? ResponseBody.Page : ResponseBody.Alien : body;
    }

    /// <summary>Takes the end of the exchange.</summary>
    /// <param name="verdict">What the outcome table says.</param>
    /// <param name="isTooLong">True when the answer was longer than is taken.</param>
    /// <param name="nowMs">Uptime.</param>
    public void Finish(Verdict verdict, bool isTooLong, long nowMs)
    {
        IsAsking = false;
        _progressMs = nowMs;
        if (!_isPaging)
        {
            FinishRead(verdict, nowMs);
            return;
        }

        if (verdict == Verdict.Page)
        {
            TakePage();
            return;
        }

        if (verdict == Verdict.EndOfList)
        {
            EndList();
        }
        else if (verdict == Verdict.Mute)
        {
            EndWithoutList();
        }
        else if (isTooLong && _limit > 1)
        {
            // The page begins where it began, so nothing is passed over.
            _limit /= 2;
        }
        else
        {
            TryAgain(nowMs);
        }
    }

    /// <inheritdoc/>
    public void Take(ListPage entry)
    {
        if (_isOfRefunds)
        {
            TakeRefund(entry);
        }
        else
        {
            TakePayment(entry);
        }
    }

    private void ReadSlot(int slot)
    {
        _marks[slot] = NoMark;
        _ids[slot] = 0;
        _sales[slot] = 0;
        _sequences[slot] = _journal.Sequence(slot);
        if (!_journal.Load(slot, _record) || _journal.Damage(slot) == SlotDamage.Record)
        {
            return;
        }

        _record.Wipe();
        _ids[slot] = IdOf(_record.PaymentId, _record.PaymentIdLength);
        _sales[slot] = _record.Kind == TransactionKind.Refund ? _record.OriginalSequence : 0;
        if (_journal.CurrencyIndex(slot) != Currency || _journal.DayOfSlot(slot) != Day)
        {
            return;
        }

        switch (_record.State)
        {
            case TransactionState.Approved:
            case TransactionState.Refunded:
                _marks[slot] = ToBeFound;
                break;
            case TransactionState.Declined:
            case TransactionState.Rejected:
            case TransactionState.Cancelled:
                // Listed or not; but not as charged.
                _marks[slot] = Found;
                break;
            default:
                _marks[slot] = Open;
                OpenCount++;
                break;
        }
    }

    private static uint IdOf(byte[] id, int length) =>
        length == 0 ? 0 : Crc32.Compute(id, 0, length) | 1;

    private void BeginList(ComparisonState state)
    {
        _state = state;
        _isOfRefunds = state == ComparisonState.Refunds;
        _start = 0;
        _limit = Limits.ListPageRows;
        _lastIdCount = 0;
        _tries = 0;
    }

    private void TakePage()
    {
        ForeignCount += _pageForeign;
        UndecidedCount += _pageUndecided;
        UndecidedCents += _pageUndecidedCents;
        BeyondCount += _pageBeyond;
        BeyondCents += _pageBeyondCents;
        Array.Copy(_pageIds, 0, _lastIds, 0, _pageIdCount);
        _lastIdCount = _pageIdCount;
        _start += _limit;
        _tries = 0;
        _pages++;
        if (_page.IsEndTold && !_page.HasMore)
        {
            EndList();
        }
        else if (_page.EntryCount == 0 && !_page.IsEndTold)
        {
            // Neither entries nor a word about the end: asking on would ask for ever.
            EndWithoutList();
        }
        else if (_pages >= Limits.ListPagesMax)
        {
            // A list that has no end tells nothing about what it has not shown.
            _state = ComparisonState.NoList;
        }
    }

    private void EndList()
    {
        if (!_isOfRefunds)
        {
            BeginList(ComparisonState.Refunds);
            return;
        }

        BeginConfirming();
    }

    // Payments are what the merchant is paid for; without a list of refunds those that were made
    // here are asked for one by one.
    private void EndWithoutList()
    {
        if (_isOfRefunds)
        {
            BeginConfirming();
            return;
        }

        _state = ComparisonState.NoList;
    }

    private void TryAgain(long nowMs)
    {
        if (++_tries >= Limits.CompareTriesMax)
        {
            _state = ComparisonState.Interrupted;
            return;
        }

        DueMs = nowMs + (_tries * Limits.CompareRetryMs);
    }

    private void TakePayment(ListPage entry)
    {
        int slot = FindById(entry.Id, entry.IdLength);
        slot = slot >= 0 ? slot : FindByUniqueId(entry.UniqueId, entry.UniqueIdLength);
        if (slot >= 0)
        {
            if (IsStill(slot) && (_marks[slot] == ToBeFound || IsNothing(slot)))
            {
                Compare(
                    slot, entry.AmountCents, entry.Currency, entry.Status, entry.IsNoCapture);
            }

            return;
        }

        if (entry.CreatedUtcSeconds < _fromUtcSeconds
            || entry.CreatedUtcSeconds >= _untilUtcSeconds || entry.Currency != Currency)
        {
            return;
        }

        if (!IsNew(entry))
        {
            return;
        }

        bool isCharged = IsCharged(entry.Status, entry.IsNoCapture) || IsPaidBack(entry.Status);
        if (entry.UniqueIdLength == 0)
        {
            _pageUndecided += isCharged ? 1 : 0;
            _pageUndecidedCents += isCharged ? entry.AmountCents : 0;
        }
        else if (!IsOfSerial(entry))
        {
            _pageForeign++;
        }
        else if (isCharged && _isBooked)
        {
            _pageBeyond++;
            _pageBeyondCents += entry.AmountCents;
        }
        else if (isCharged)
        {
            AddThere(entry);
        }
    }

    private bool IsNew(ListPage entry)
    {
        uint id = entry.IdLength > 0
            ? IdOf(entry.Id, entry.IdLength) : IdOf(entry.UniqueId, entry.UniqueIdLength);
        for (int i = 0; i < _lastIdCount; i++)
        {
            if (_lastIds[i] == id)
            {
                return false;
            }
        }

        if (_pageIdCount < _pageIds.Length)
        {
            _pageIds[_pageIdCount++] = id;
        }

        return true;
    }

    // Of a sale of the day that came to nothing: it must not be charged there.
    private bool IsNothing(int slot)
    {
        TransactionState state = _journal.State(slot);
        return _marks[slot] == Found && (state == TransactionState.Declined
            || state == TransactionState.Rejected || state == TransactionState.Cancelled);
    }

    private void Compare(
        int slot, long amountCents, int currency, PaymentStatus status, bool isNoCapture)
    {
        bool isFirst = _marks[slot] == ToBeFound;
        if (IsNothing(slot))
        {
            if (IsCharged(status, isNoCapture))
            {
                Add(DifferenceKind.ChargedThere, slot, amountCents, 0);
            }

            return;
        }

        bool isPaidBack = _journal.State(slot) == TransactionState.Refunded;
        if (amountCents != _journal.AmountCents(slot) || currency != _journal.CurrencyIndex(slot))
        {
            Mark(slot);
            Add(DifferenceKind.Amount, slot, amountCents, 0);
        }
        else if (IsCharged(status, isNoCapture) || isPaidBack
            || (IsPaidBack(status) && HasRefund(slot)))
        {
            Mark(slot);
            SameCount += isFirst ? 1 : 0;
        }
        else if (IsPaidBack(status))
        {
            Mark(slot);
            Add(DifferenceKind.PaidBackThere, slot, amountCents, 0);
        }
        else if (IsDead(status))
        {
            Mark(slot);
            Add(DifferenceKind.NotChargedThere, slot, amountCents, 0);
        }
    }

    private void Mark(int slot) => _marks[slot] = Found;

    private void TakeRefund(ListPage entry)
    {
        int slot = FindById(entry.Id, entry.IdLength);
        if (slot >= 0)
        {
            CompareRefund(slot, entry);
            return;
        }

        int sale = FindById(entry.Payment, entry.PaymentLength);
        bool isDead = IsRefundDead(entry.Status);
        if (sale < 0 || isDead || _journal.State(sale) == TransactionState.Refunded)
        {
            return;
        }

        slot = FindRefund(sale, entry.AmountCents);
        if (slot >= 0)
        {
            // Its answer was lost, so nobody has told its id.
            SameCount += _marks[slot] == ToBeFound ? 1 : 0;
            _marks[slot] = _marks[slot] == ToBeFound ? Found : _marks[slot];
        }
        else if (entry.CreatedUtcSeconds >= _fromUtcSeconds
            && entry.CreatedUtcSeconds < _untilUtcSeconds
            && _journal.CurrencyIndex(sale) == Currency)
        {
            Add(
                DifferenceKind.PaidBackThere, sale, entry.AmountCents,
                IdOf(entry.Id, entry.IdLength));
        }
    }

    private void CompareRefund(int slot, ListPage entry)
    {
        if (_marks[slot] != ToBeFound)
        {
            return;
        }

        Mark(slot);
        if (entry.AmountCents != _journal.AmountCents(slot))
        {
            Add(DifferenceKind.Amount, slot, entry.AmountCents, 0);
        }
        else if (IsRefundDead(entry.Status))
        {
            Add(DifferenceKind.RefundNotHonored, slot, entry.AmountCents, 0);
        }
        else
        {
            SameCount++;
        }
    }

    private int FindById(byte[] id, int length)
    {
        if (length == 0)
        {
            return NoSlot;
        }

        uint wanted = IdOf(id, length);
        uint[] ids = _ids;
        for (int slot = 0; slot < ids.Length; slot++)
        {
            if (ids[slot] == wanted && IsStill(slot) && _journal.HasPaymentId(slot, id, length))
            {
                return slot;
            }
        }

        return NoSlot;
    }

    private bool IsStill(int slot) => _journal.Sequence(slot) == _sequences[slot];

    // Serial number, boot counter and sequence, with dashes between.
    private int FindByUniqueId(byte[] id, int length)
    {
        int at = _settings.SerialLength;
        if (length <= at || id[at] != '-'
            || !ByteCodec.Same(id, 0, _settings.Serial, 0, at))
        {
            return NoSlot;
        }

        int dash = ++at;
        while (dash < length && id[dash] != '-')
        {
            dash++;
        }

        long boot = ByteCodec.GetDecimal(id, at, dash - at);
        long sequence = dash < length ? ByteCodec.GetDecimal(id, dash + 1, length - dash - 1) : -1;
        return boot < 0 || boot > uint.MaxValue || sequence < 0 || sequence > uint.MaxValue
            ? NoSlot : _journal.Find((uint)boot, (uint)sequence);
    }

    private bool IsOfSerial(ListPage entry)
    {
        int length = _settings.SerialLength;
        return entry.UniqueIdLength > length && entry.UniqueId[length] == '-'
            && ByteCodec.Same(entry.UniqueId, 0, _settings.Serial, 0, length);
    }

    private bool HasRefund(int sale) => FindRefund(sale, 0) >= 0;

    // A refund of a sale, of an amount where one is given: made, or still under way.
    private int FindRefund(int sale, long amountCents)
    {
        uint boot = _journal.BootOf(sale);
        uint sequence = _journal.Sequence(sale);
        int found = NoSlot;
        for (int slot = 0; slot < _sales.Length; slot++)
        {
            TransactionState state = _journal.State(slot);
            bool isDead = state == TransactionState.Declined || state == TransactionState.Rejected
                || state == TransactionState.Cancelled || state == TransactionState.Free;
            if (_sales[slot] == sequence && sequence != 0 && IsStill(slot) && !isDead
                && _journal.OriginalBoot(slot) == boot
                && (amountCents == 0 || _journal.AmountCents(slot) == amountCents)
                && (found < 0 || _marks[slot] == ToBeFound))
            {
                found = slot;
            }
        }

        return found;
    }

    private void BeginConfirming()
    {
        _state = ComparisonState.Confirming;
        _slot = NoSlot;
        _tries = 0;
        NextToConfirm();
    }

    // What no list has shown: too young for a list, or asked for by itself.
    private void NextToConfirm()
    {
        long now = _clock.UtcSeconds;
        while (++_slot < _marks.Length)
        {
            if (_marks[_slot] != ToBeFound || !IsStill(_slot))
            {
                continue;
            }

            long changed = _journal.ChangedUtcSeconds(_slot);
            bool isYoung = changed != 0 && now != 0 && now - changed < Limits.ListLagS;
            if (isYoung || !LoadPayment(_slot))
            {
                NotListedCount++;
                continue;
            }

            return;
        }

        _state = ComparisonState.Done;
    }

    // The payment of a sale, or of the sale that a refund pays back.
    private bool LoadPayment(int slot)
    {
        if (!_journal.Load(slot, _record))
        {
            return false;
        }

        TransactionKind kind = _record.Kind;
        if (kind == TransactionKind.Refund)
        {
            int sale = _journal.Find(_record.OriginalBoot, _record.OriginalSequence);
            if (sale < 0 || !_journal.Load(sale, _record))
            {
                return false;
            }
        }

        _record.Kind = kind;
        _record.Wipe();
        return _record.PaymentIdLength > 0;
    }

    private void FinishRead(Verdict verdict, long nowMs)
    {
        bool isOwn404 = _answer.HttpStatus == 404 && _answer.IsOwnError;
        bool isTold = _answer.PaymentCount > 0 && !_answer.IsList && _answer.IsJson
            && _answer.HttpStatus < 300 && _answer.HttpStatus >= 200;
        bool isRefund = _record.Kind == TransactionKind.Refund;
        if (isOwn404 || (isTold && isRefund && IsRefundMissing()))
        {
            Mark(_slot);
            Add(
                isRefund ? DifferenceKind.RefundHereOnly : DifferenceKind.HereOnly, _slot,
                _journal.AmountCents(_slot), 0);
        }
        else if (isTold && isRefund)
        {
            bool isThere = _answer.SameRefundCount > 0 || IsPaidBack(_answer.Status);
            SameCount += isThere ? 1 : 0;
            NotListedCount += isThere ? 0 : 1;
        }
        else if (isTold)
        {
            Compare(
                _slot, _answer.AmountCents,
                _answer.HasCurrency ? Currencies.IndexOf(_answer.Currency, 0) : -1,
                _answer.Status, _answer.IsNoCapture);
            NotListedCount += _marks[_slot] == ToBeFound ? 1 : 0;
        }
        else if (verdict == Verdict.Unknown || verdict == Verdict.NotTaken)
        {
            TryAgain(nowMs);
            return;
        }
        else
        {
            NotListedCount++;
        }

        _tries = 0;
        NextToConfirm();
    }

    private bool IsRefundMissing() => _answer.AreRefundsTold && _answer.SameRefundCount == 0
        && !IsPaidBack(_answer.Status);

    // A page that is read again finds again what it has found: the key tells.
    private DayDifference NewLine(DifferenceKind kind, uint key)
    {
        for (int i = 0; i < KeptCount; i++)
        {
            if (_differences[i].Kind == kind && _differences[i].Key == key)
            {
                return null;
            }
        }

        DayDifference line = null;
        if (DifferenceCount < _differences.Length)
        {
            line = _differences[DifferenceCount];
            line.Kind = kind;
            line.Key = key;
        }

        DifferenceCount++;
        return line;
    }

    private void Add(DifferenceKind kind, int slot, long amountThereCents, uint key)
    {
        DayDifference line = NewLine(kind, key == 0 ? _journal.Sequence(slot) : key);
        if (line == null)
        {
            return;
        }

        line.AmountCents = _journal.AmountCents(slot);
        line.AmountThereCents = amountThereCents;
        line.UtcSeconds = _journal.CreatedUtcSeconds(slot);
        line.Boot = _journal.BootOf(slot);
        line.Sequence = _journal.Sequence(slot);
        Array.Clear(line.Last4, 0, line.Last4.Length);
        if (_journal.Load(slot, _line))
        {
            _line.Wipe();
            Array.Copy(_line.Last4, 0, line.Last4, 0, line.Last4.Length);
        }
    }

    private void AddThere(ListPage entry)
    {
        DayDifference line =
            NewLine(DifferenceKind.ThereOnly, IdOf(entry.UniqueId, entry.UniqueIdLength));
        if (line == null)
        {
            return;
        }

        line.AmountCents = entry.AmountCents;
        line.AmountThereCents = entry.AmountCents;
        line.UtcSeconds = entry.CreatedUtcSeconds;
        line.Boot = 0;
        line.Sequence = 0;
        Array.Copy(entry.Last4, 0, line.Last4, 0, line.Last4.Length);
    }

    private static bool IsCharged(PaymentStatus status, bool isNoCapture)
    {
        switch (status)
        {
            case PaymentStatus.ToCapture:
            case PaymentStatus.CaptureSent:
            case PaymentStatus.Captured:
            case PaymentStatus.Disputed:
                return true;
            default:
                return status == PaymentStatus.Authorized && isNoCapture;
        }
    }

    private static bool IsPaidBack(PaymentStatus status) => status == PaymentStatus.Refunded
        || status == PaymentStatus.Canceled || status == PaymentStatus.PaymentCanceled
        || status == PaymentStatus.ToRefund || status == PaymentStatus.RefundSent;

    private static bool IsDead(PaymentStatus status) => status == PaymentStatus.Refused
        || status == PaymentStatus.Failed || status == PaymentStatus.Expired
        || status == PaymentStatus.NotHonored;

    private static bool IsRefundDead(PaymentStatus status) =>
        status == PaymentStatus.NotHonored || status == PaymentStatus.Refused
        || status == PaymentStatus.Failed || status == PaymentStatus.Expired
        || status == PaymentStatus.Canceled;
}
