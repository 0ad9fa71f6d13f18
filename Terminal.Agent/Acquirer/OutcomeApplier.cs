using System;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// What a verdict does to its transaction in the journal: the transition, and whether something is
/// to be asked next. A sale that is wanted is created again under its id until the acquirer shows
/// it; one that is not wanted is watched until it shows, or until it has been absent for so long
/// that no request of it can still arrive. Whatever ends worse than the screen last said is raised
/// here, and nowhere else.
/// </summary>
public sealed class OutcomeApplier
{
    private const int NoSlot = -1;
    private const int HttpConflict = 409;

    private readonly TransactionJournal _journal;
    private readonly SlotNotes _notes;
    private readonly LiveSale _live;
    private readonly IClock _clock;
    private readonly AttentionList _attention;
    private readonly RefundWork _refunds;
    private readonly StateChange _change = new StateChange();

    // A payment from a list that had no unique_id: to be read by its id.
    private readonly byte[] _candidateId = new byte[Limits.PaymentIdBytesMax];
    private int _candidateSlot = NoSlot;
    private uint _candidateSequence;

    /// <summary>Makes the applier over a journal; everything it needs is allocated here.</summary>
    public OutcomeApplier(
        TransactionJournal journal, SlotNotes notes, LiveSale live, IClock clock,
        AttentionList attention)
    {
        _journal = journal;
        _notes = notes;
        _live = live;
        _clock = clock;
        _attention = attention;
        _refunds = new RefundWork(journal, notes, clock, attention, this);
    }

    /// <summary>
    /// Seconds after the last byte of a request until the acquirer cannot book it any more.
    /// </summary>
    public int SettleS { get; set; } = Limits.SettleHours * 3600;

    /// <summary>The page of refunds to ask for.</summary>
    public RefundSteps Steps => _refunds.Steps;

    /// <summary>The request that moves a transaction on.</summary>
    public RequestKind NextRequest(TransactionRecord record, long nowMs)
    {
        int slot = record.Slot;
        _notes.Claim(slot);
        if (record.Kind == TransactionKind.Refund)
        {
            RefundOrder.Unpack(record);
            return Steps.Next(record, nowMs);
        }

        if (record.State == TransactionState.Pending)
        {
            return RequestKind.Create;
        }

        bool isCancelled = record.State == TransactionState.CancelRequested;
        if (isCancelled && record.PaymentIdLength > 0)
        {
            return Steps.Next(record, nowMs);
        }

        if (!isCancelled && _notes.Next[slot] == NextAsked.CreateAgain && MayCreate(record))
        {
            return RequestKind.Create;
        }

        if (IsCandidate(record))
        {
            Array.Copy(_candidateId, 0, record.PaymentId, 0, _candidateId.Length);
            record.PaymentIdLength = _candidateId.Length;
        }

        return record.PaymentIdLength > 0 ? RequestKind.Read : RequestKind.LookUp;
    }

    /// <summary>
    /// True while the payment that is read was found in a list without a unique_id: only the
    /// unique_id can say that it is this record's.
    /// </summary>
    public bool IsCandidate(TransactionRecord record) =>
        _candidateSlot == record.Slot && _candidateSequence == record.Sequence;

    /// <summary>True while what is asked about a record is about a refund.</summary>
    public static bool IsAboutRefund(TransactionRecord record) =>
        record.Kind == TransactionKind.Refund
        || (record.State == TransactionState.CancelRequested && record.PaymentIdLength > 0);

    /// <summary>The amount of the refund that is asked about, in hundredths.</summary>
    public int RefundCents(TransactionRecord record) =>
        record.HasBaseline ? record.Baseline.AmountCents
        : Steps.AmountCents > 0 ? Steps.AmountCents : record.AmountCents;

    /// <summary>
    /// Makes durable what must be known before the first byte of a request leaves.
    /// </summary>
    /// <returns>False when it could not be made durable: nothing may be sent.</returns>
    public bool CommitBeforeSending(TransactionRecord record, RequestKind request, long nowMs)
    {
        int slot = record.Slot;
        bool isRefund = request == RequestKind.Refund;
        if (isRefund && record.PaymentIdLength == 0)
        {
            return false;
        }

        if (request != RequestKind.Create && !isRefund)
        {
            return record.Kind == TransactionKind.Sale || record.PaymentIdLength > 0;
        }

        bool isCancel = isRefund && record.Kind == TransactionKind.Sale;
        _notes.WasSentBefore[slot] = (_journal.Flags(slot) & TransactionFlags.Sent) != 0;
        _notes.Next[slot] = NextAsked.AsStateSays;
        _notes.SentTenths[slot] = Tenths(nowMs);
        _change.Reset(
            isCancel ? TransactionState.CancelRequested : TransactionState.InFlight,
            _clock.UtcSeconds);
        _change.MarksSent = true;
        if (isRefund)
        {
            _change.AddFlags = TransactionFlags.RefundSent;
            _change.Baseline = Steps.Seen;
        }

        bool isDurable = _journal.Change(slot, _change) == ChangeResult.Changed;
        _change.Baseline = null;
        if (isRefund)
        {
            // Whatever comes of it, the payment is read before anything else.
            record.AmountCents = isCancel ? Steps.Seen.AmountCents : record.AmountCents;
            Steps.Restart();
        }

        return isDurable;
    }

    /// <summary>Applies a verdict.</summary>
    /// <returns>What is to be asked next.</returns>
    public ApplyResult Apply(
        TransactionRecord record,
        RequestKind request,
        Verdict verdict,
        AcquirerResponse answer,
        long nowMs)
    {
        int slot = record.Slot;
        _notes.Claim(slot);
        if (verdict == Verdict.Unknown && _notes.SentTenths[slot] > 0
            && (request == RequestKind.Create || request == RequestKind.Refund))
        {
            _notes.SentTenths[slot] = Tenths(nowMs);
        }

        bool isCancelled = _journal.State(slot) == TransactionState.CancelRequested;
        if (record.Kind == TransactionKind.Refund || (isCancelled && IsRefundRequest(request))
            || (isCancelled && request == RequestKind.Read && IsAboutRefund(record)
                && !IsCandidate(record)))
        {
            return _refunds.Apply(record, request, verdict, answer, nowMs);
        }

        return isCancelled
            ? ApplyToCancelled(record, request, verdict, answer, nowMs)
            : ApplyToSale(record, request, verdict, answer, nowMs);
    }

    /// <summary>
    /// How long until a request of a transaction that is not accounted for cannot arrive any more,
    /// in ms; 0 when that time is past, or cannot be known.
    /// </summary>
    public long SettlesInMs(int slot, long nowMs)
    {
        long sentS = _journal.SentUtcSeconds(slot);
        long utcS = _clock.UtcSeconds;
        if (sentS == 0 || utcS == 0)
        {
            return 0;
        }

        long leftMs = (sentS + SettleS + Limits.SettleMarginS - utcS + 1) * 1000;
        int sentTenths = _notes.SentTenths[slot];
        long uptimeMs = sentTenths == 0 ? 0 : (sentTenths * 100L) + (SettleS * 1000L) - nowMs;
        leftMs = leftMs > uptimeMs ? leftMs : uptimeMs;
        return leftMs > 0 ? leftMs : 0;
    }

    /// <summary>
    /// True when a look made now, answered in the acquirer's own words, comes so late that every
    /// request of the transaction would show. Time that cannot be known does not count.
    /// </summary>
    public bool IsSettled(int slot, AcquirerResponse answer, long nowMs)
    {
        long utcS = _clock.UtcSeconds;
        if (utcS == 0)
        {
            return false;
        }

        long sentS = _journal.SentUtcSeconds(slot);
        if (sentS == 0 || sentS > utcS + Limits.ClockAgreementS)
        {
            // Nobody knows when it was sent, or the clock was ahead then; but it was before now.
            _change.Reset(_journal.State(slot), utcS);
            _change.MarksSent = true;
            _journal.Change(slot, _change);
            return false;
        }

        long told = answer.DateUtcSeconds;
        return SettlesInMs(slot, nowMs) == 0
            && (told == 0 || told >= sentS + SettleS + Limits.SettleMarginS);
    }

    /// <summary>Raises an entry of the attention list about a transaction.</summary>
    /// <returns>
    /// False while the entry is not durable and can become so: nothing may end by it yet.
    /// </returns>
    public bool Raise(AttentionKind kind, int slot) => _attention.Raise(
            kind, _journal.BootOf(slot), _journal.Sequence(slot), _journal.AmountCents(slot),
            _clock.UtcSeconds)
        || !_attention.IsMounted;

    private static int Tenths(long nowMs) => nowMs < 100 ? 1 : (int)(nowMs / 100);

    private static bool IsRefundRequest(RequestKind request) =>
        request == RequestKind.Refund || request == RequestKind.ListRefunds;

    // An explicit refusal of a create that came after another one: it is not created again.
    private static bool IsRefused(TransactionRecord record) =>
        record.HttpStatus >= 400 && record.HttpStatus < 500 && record.HttpStatus != HttpConflict;

    private static bool MayCreate(TransactionRecord record) =>
        (record.Flags & TransactionFlags.PayloadLost) == 0 && !IsRefused(record);

    private ApplyResult ApplyToSale(
        TransactionRecord record,
        RequestKind request,
        Verdict verdict,
        AcquirerResponse answer,
        long nowMs)
    {
        int slot = record.Slot;
        switch (verdict)
        {
            case Verdict.Approved:
                return End(slot, TransactionState.Approved, answer);
            case Verdict.Declined:
                return End(slot, TransactionState.Declined, answer);
            case Verdict.Rejected:
                if (!_notes.WasSentBefore[slot])
                {
                    return End(slot, TransactionState.Rejected, answer);
                }

                // An earlier create may still arrive: the refusal is kept, and the sale watched.
                return Change(slot, TransactionState.Unknown, answer) == ApplyResult.NotStored
                    ? ApplyResult.NotStored : ApplyResult.Watch;
            case Verdict.ReadNamed:
                _candidateSlot = NoSlot;
                return Change(slot, TransactionState.Unknown, answer);
            case Verdict.Unnamed:
                return TakeCandidate(record, request, answer)
                    ? ApplyResult.GoOn : CreateAgainOrWatch(record, answer, nowMs);
            case Verdict.NotFound:
                return ApplyMissing(record, answer, nowMs);
            case Verdict.NotTaken:
                if (request == RequestKind.Create)
                {
                    Move(
                        slot, _notes.WasSentBefore[slot]
                            ? TransactionState.Unknown : TransactionState.Pending);
                }

                return ApplyResult.AsRowSays;
            case Verdict.Mismatch:
            case Verdict.NotOurs:
                if (DropCandidate(record))
                {
                    return CreateAgainOrWatch(record, answer, nowMs);
                }

                MoveToUnknown(slot);
                Raise(
                    verdict == Verdict.Mismatch
                        ? AttentionKind.Mismatch : AttentionKind.PaymentNotOurs, slot);
                return ApplyResult.AsRowSays;
            default:
                MoveToUnknown(slot);
                return ApplyResult.AsRowSays;
        }
    }

    // The acquirer does not show it. A wanted sale is created again; what cannot be created again
    // is watched, and ends as the last explicit answer said, or as never charged.
    private ApplyResult ApplyMissing(TransactionRecord record, AcquirerResponse answer, long nowMs)
    {
        int slot = record.Slot;
        if (MayCreate(record))
        {
            _notes.Next[slot] = NextAsked.CreateAgain;
            return ApplyResult.AsRowSays;
        }

        bool wasNeverSent = (_journal.Flags(slot) & TransactionFlags.Sent) == 0;
        if (!wasNeverSent && !IsSettled(slot, answer, nowMs))
        {
            return ApplyResult.Watch;
        }

        return RaiseEnd(slot, TransactionState.Rejected)
            ? Step(Move(slot, TransactionState.Rejected)) : ApplyResult.NotStored;
    }

    private ApplyResult CreateAgainOrWatch(
        TransactionRecord record, AcquirerResponse answer, long nowMs)
    {
        if (!MayCreate(record))
        {
            return IsSettled(record.Slot, answer, nowMs)
                ? _refunds.LeaveToPerson(record) : ApplyResult.Watch;
        }

        _notes.Next[record.Slot] = NextAsked.CreateAgain;
        return ApplyResult.GoOn;
    }

    private ApplyResult ApplyToCancelled(
        TransactionRecord record,
        RequestKind request,
        Verdict verdict,
        AcquirerResponse answer,
        long nowMs)
    {
        int slot = record.Slot;
        bool isOnlyCreate = request == RequestKind.Create && !_notes.WasSentBefore[slot];
        switch (verdict)
        {
            case Verdict.Approved:
            case Verdict.ReadNamed:
                _candidateSlot = NoSlot;
                Steps.Restart();
                return Change(slot, TransactionState.CancelRequested, answer)
                    == ApplyResult.NotStored ? ApplyResult.NotStored : ApplyResult.GoOn;
            case Verdict.Declined:
                return Change(slot, TransactionState.Cancelled, answer);
            case Verdict.Rejected:
            case Verdict.NotTaken:
                if (isOnlyCreate)
                {
                    return Change(slot, TransactionState.Cancelled, answer);
                }

                return request == RequestKind.Create ? ApplyResult.Watch : ApplyResult.AsRowSays;
            case Verdict.Unnamed:
                return TakeCandidate(record, request, answer) ? ApplyResult.GoOn
                    : IsSettled(slot, answer, nowMs) ? _refunds.LeaveToPerson(record)
                    : ApplyResult.Watch;
            case Verdict.NotFound:
                return IsSettled(slot, answer, nowMs)
                    ? Change(slot, TransactionState.Cancelled, answer) : ApplyResult.Watch;
            case Verdict.Mismatch:
            case Verdict.NotOurs:
                if (!DropCandidate(record))
                {
                    Raise(
                        verdict == Verdict.Mismatch
                            ? AttentionKind.Mismatch : AttentionKind.PaymentNotOurs, slot);
                }

                return ApplyResult.Watch;
            default:
                if (request == RequestKind.Create)
                {
                    _change.Reset(TransactionState.CancelRequested, _clock.UtcSeconds);
                    _change.MarksSent = true;
                    _journal.Change(slot, _change);
                }

                return ApplyResult.AsRowSays;
        }
    }

    private bool TakeCandidate(
        TransactionRecord record, RequestKind request, AcquirerResponse answer)
    {
        DropCandidate(record);
        if (request != RequestKind.LookUp || answer.IdLength != _candidateId.Length)
        {
            return false;
        }

        Array.Copy(answer.Id, 0, _candidateId, 0, _candidateId.Length);
        _candidateSlot = record.Slot;
        _candidateSequence = record.Sequence;
        return true;
    }

    private bool DropCandidate(TransactionRecord record)
    {
        bool isCandidate = IsCandidate(record);
        _candidateSlot = isCandidate ? NoSlot : _candidateSlot;
        return isCandidate;
    }

    private ApplyResult End(int slot, TransactionState to, AcquirerResponse answer)
    {
        _candidateSlot = NoSlot;
        return RaiseEnd(slot, to) ? Change(slot, to, answer) : ApplyResult.NotStored;
    }

    // What the screen last said: nothing yet while the customer waits, "accepted", "unknown", or
    // nothing any more because power went. False while NVRAM does not take the entry.
    private bool RaiseEnd(int slot, TransactionState to)
    {
        if (slot == _live.Slot)
        {
            return true;
        }

        int flags = _journal.Flags(slot);
        bool isApproved = to == TransactionState.Approved;
        if ((flags & TransactionFlags.Offline) != 0)
        {
            return isApproved || Raise(AttentionKind.LateDecline, slot);
        }

        if ((flags & TransactionFlags.ShownUnknown) == 0)
        {
            return Raise(
                isApproved ? AttentionKind.PowerCutThenApproved
                    : AttentionKind.PowerCutThenDeclined, slot);
        }

        return isApproved || Raise(AttentionKind.UnknownThenDeclined, slot);
    }

    private void MoveToUnknown(int slot)
    {
        if (_journal.State(slot) == TransactionState.InFlight)
        {
            _change.Reset(TransactionState.Unknown, _clock.UtcSeconds);
            _change.MarksSent = true;
            _journal.Change(slot, _change);
        }
    }

    private ApplyResult Change(int slot, TransactionState to, AcquirerResponse answer)
    {
        _change.Reset(to, _clock.UtcSeconds);
        _change.HttpStatus = answer.HttpStatus;
        _change.ResponseCode[0] = answer.ResponseCode[0];
        _change.ResponseCode[1] = answer.ResponseCode[1];
        _change.PaymentIdLength = answer.IdLength;
        Array.Copy(answer.Id, 0, _change.PaymentId, 0, answer.IdLength);
        return Step(_journal.Change(slot, _change));
    }

    private static ApplyResult Step(ChangeResult result) =>
        result == ChangeResult.Changed ? ApplyResult.AsRowSays : ApplyResult.NotStored;

    private ChangeResult Move(int slot, TransactionState to)
    {
        _change.Reset(to, _clock.UtcSeconds);
        return _journal.Change(slot, _change);
    }
}
