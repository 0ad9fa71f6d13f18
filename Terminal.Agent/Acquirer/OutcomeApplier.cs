using System;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// What a verdict does to its transaction in the journal: the transition, and whether something is
/// to be asked next. A cancelled transaction is followed until it is proved never charged, or paid
/// back.
/// </summary>
public sealed class OutcomeApplier
{
    private const int NoSlot = -1;
    private const int HttpConflict = 409;
    private const int Refused = -1;

    private readonly TransactionJournal _journal;
    private readonly IClock _clock;
    private readonly StateChange _change = new StateChange();

    // For each slot: uptime in tenths of a second since which the acquirer does not know it; 0 when
    // it may. Refused: its refund was refused, or conflicts with the payment, and the next read
    // shows whether it has taken effect after all.
    private readonly int[] _missingTenths;

    // The cancelled transaction that a read has just shown to be charged and not paid back.
    private int _refundSlot = NoSlot;

    /// <summary>Makes the settlement over a journal.</summary>
    public OutcomeApplier(TransactionJournal journal, IClock clock)
    {
        _journal = journal;
        _clock = clock;
        _missingTenths = new int[journal.SlotCount];
    }

    /// <summary>The request that moves a transaction on.</summary>
    public RequestKind NextRequest(TransactionRecord record)
    {
        if (record.Kind == TransactionKind.Refund)
        {
            RefundOrder.Unpack(record);
            return record.State == TransactionState.Pending ? RequestKind.Refund : RequestKind.Read;
        }

        bool isLost = (record.Flags & TransactionFlags.PayloadLost) != 0;
        if (record.State == TransactionState.Pending && !isLost)
        {
            return RequestKind.Create;
        }

        if (record.State == TransactionState.CancelRequested && record.Slot == _refundSlot)
        {
            return RequestKind.Refund;
        }

        return record.PaymentIdLength > 0 ? RequestKind.Read : RequestKind.LookUp;
    }

    /// <summary>
    /// Makes durable what must be known before the first byte of a request leaves.
    /// </summary>
    /// <returns>False when it could not be made durable: nothing may be sent.</returns>
    public bool CommitBeforeSending(TransactionRecord record, RequestKind request)
    {
        int slot = record.Slot;
        if (record.Kind == TransactionKind.Refund)
        {
            return record.PaymentIdLength > 0 && (request == RequestKind.Read
                || Move(slot, TransactionState.InFlight, 0) == ChangeResult.Changed);
        }

        if (request == RequestKind.Create)
        {
            return Move(slot, TransactionState.InFlight, 0) == ChangeResult.Changed;
        }

        if (request == RequestKind.Refund)
        {
            // Whatever comes of it, the next thing asked is a read that shows the refunds.
            _refundSlot = NoSlot;
            return Move(slot, TransactionState.CancelRequested, TransactionFlags.RefundSent)
                == ChangeResult.Changed;
        }

        if (record.State == TransactionState.Pending)
        {
            // Its payload is lost, so it can only be looked up; it goes through the states that
            // lead there.
            return Move(slot, TransactionState.InFlight, 0) == ChangeResult.Changed
                && Move(slot, TransactionState.Unknown, 0) == ChangeResult.Changed;
        }

        return true;
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
        if (record.Kind == TransactionKind.Refund)
        {
            return request == RequestKind.Read
                ? ApplyRefundRead(record, verdict, answer, nowMs)
                : ApplyRefundSent(record, verdict, answer);
        }

        bool isCancelled = _journal.State(record.Slot) == TransactionState.CancelRequested;
        return isCancelled
            ? ApplyToCancelled(record, request, verdict, answer, nowMs)
            : ApplyToSale(record, request, verdict, answer);
    }

    private ApplyResult ApplyToSale(
        TransactionRecord record, RequestKind request, Verdict verdict, AcquirerResponse answer)
    {
        int slot = record.Slot;
        TransactionState end = EndOf(verdict);
        if (end != TransactionState.Free)
        {
            return Change(slot, end, answer);
        }

        switch (verdict)
        {
            case Verdict.ReadNamed:
                return Change(slot, TransactionState.Unknown, answer);
            case Verdict.NotFound:
                return (record.Flags & TransactionFlags.PayloadLost) != 0
                    ? Change(slot, TransactionState.Rejected, answer)
                    : Step(Move(slot, TransactionState.Pending, 0));
            case Verdict.NotTaken:
                if (request == RequestKind.Create)
                {
                    Move(slot, TransactionState.Pending, 0);
                }

                return ApplyResult.AsRowSays;
            default:
                if (_journal.State(slot) == TransactionState.InFlight)
                {
                    Move(slot, TransactionState.Unknown, 0);
                }

                return ApplyResult.AsRowSays;
        }
    }

    private ApplyResult ApplyToCancelled(
        TransactionRecord record,
        RequestKind request,
        Verdict verdict,
        AcquirerResponse answer,
        long nowMs)
    {
        int slot = record.Slot;
        bool isRefund = request == RequestKind.Refund;
        if (verdict != Verdict.NotFound && _missingTenths[slot] > 0)
        {
            _missingTenths[slot] = 0;
        }

        switch (verdict)
        {
            case Verdict.Approved:
                return ApplyCharged(record, request, answer);
            case Verdict.Declined:
            case Verdict.Rejected:
                _missingTenths[slot] = isRefund ? Refused : 0;
                return isRefund ? ApplyResult.AsRowSays
                    : Change(slot, TransactionState.Cancelled, answer);
            case Verdict.ReadNamed:
                return Change(slot, TransactionState.CancelRequested, answer);
            case Verdict.NotFound:
                return ApplyMissing(slot, answer, nowMs);
            case Verdict.NotTaken:
                return request == RequestKind.Create
                    ? Change(slot, TransactionState.Cancelled, answer)
                    : ApplyResult.AsRowSays;
            default:
                if (isRefund)
                {
                    KeepConflict(slot, answer);
                }

                return ApplyResult.AsRowSays;
        }
    }

    private ApplyResult ApplyRefundSent(
        TransactionRecord record, Verdict verdict, AcquirerResponse answer)
    {
        int slot = record.Slot;
        _missingTenths[slot] = 0;
        TransactionState end = EndOf(verdict);
        if (end != TransactionState.Free)
        {
            return Change(slot, end, answer);
        }

        KeepConflict(slot, answer);
        bool isBack = verdict == Verdict.NotTaken;
        Move(slot, isBack ? TransactionState.Pending : TransactionState.Unknown, 0);
        return ApplyResult.AsRowSays;
    }

    // The final state that a verdict means for what was sent; Free when it means none.
    private static TransactionState EndOf(Verdict verdict) =>
        verdict == Verdict.Approved ? TransactionState.Approved
        : verdict == Verdict.Declined ? TransactionState.Declined
        : verdict == Verdict.Rejected ? TransactionState.Rejected : TransactionState.Free;

    // The acquirer has no key against a refund sent twice, so the payment itself has to tell: what
    // is paid back of it, less what was before, is this refund or nothing. It is sent again only
    // when it has been missing for so long that the first one cannot still be under way.
    private ApplyResult ApplyRefundRead(
        TransactionRecord record, Verdict verdict, AcquirerResponse answer, long nowMs)
    {
        if (verdict != Verdict.Approved && verdict != Verdict.Declined)
        {
            return ApplyResult.AsRowSays;
        }

        int slot = record.Slot;
        bool isRefused = TakeRefused(slot);
        if (answer.RefundedCents >= RefundOrder.EarlierCents(record) + record.AmountCents)
        {
            return Change(slot, TransactionState.Approved, answer);
        }

        bool isTooMuch = answer.RefundedCents + record.AmountCents > answer.AmountCents;
        if (isTooMuch || isRefused || verdict == Verdict.Declined)
        {
            return Change(slot, TransactionState.Rejected, answer);
        }

        if (IsSurelyMissing(slot, nowMs))
        {
            Move(slot, TransactionState.Pending, 0);
        }

        return ApplyResult.LookAgainLater;
    }

    // Only a read shows the refunds, so a refund is sent straight after a read and at no other
    // time.
    private ApplyResult ApplyCharged(
        TransactionRecord record, RequestKind request, AcquirerResponse answer)
    {
        int slot = record.Slot;
        bool isPaidBack = request == RequestKind.Refund
            || (request == RequestKind.Read && answer.RefundedCents >= record.AmountCents);
        bool isRefused = request != RequestKind.LookUp && TakeRefused(slot);
        if (isPaidBack)
        {
            return Change(slot, TransactionState.Refunded, answer);
        }

        if (isRefused)
        {
            return FailCancel(slot, answer);
        }

        _refundSlot = request == RequestKind.Read ? slot : NoSlot;
        return Change(slot, TransactionState.CancelRequested, answer);
    }

    private void KeepConflict(int slot, AcquirerResponse answer)
    {
        if (answer.HttpStatus == HttpConflict)
        {
            _missingTenths[slot] = Refused;
        }
    }

    private bool TakeRefused(int slot)
    {
        bool isRefused = _missingTenths[slot] == Refused;
        _missingTenths[slot] = isRefused ? 0 : _missingTenths[slot];
        return isRefused;
    }

    // A request still under way may arrive after the first look, so one look is not proof.
    private ApplyResult ApplyMissing(int slot, AcquirerResponse answer, long nowMs) =>
        IsSurelyMissing(slot, nowMs)
            ? Change(slot, TransactionState.Cancelled, answer) : ApplyResult.LookAgainLater;

    private bool IsSurelyMissing(int slot, long nowMs)
    {
        int nowTenths = (int)(nowMs / 100);
        if (_missingTenths[slot] <= 0)
        {
            _missingTenths[slot] = nowTenths;
        }

        if (nowTenths - _missingTenths[slot] < Limits.CancelSettleMs / 100)
        {
            return false;
        }

        _missingTenths[slot] = 0;
        return true;
    }

    // The charge stands and the acquirer does not take it back: the merchant is told.
    private ApplyResult FailCancel(int slot, AcquirerResponse answer)
    {
        Prepare(TransactionState.Approved, answer);
        _change.PaymentIdLength = 0;
        _change.AddFlags = TransactionFlags.CancelFailed;
        return Step(_journal.Change(slot, _change));
    }

    private ApplyResult Change(int slot, TransactionState to, AcquirerResponse answer)
    {
        Prepare(to, answer);
        return Step(_journal.Change(slot, _change));
    }

    private static ApplyResult Step(ChangeResult result) =>
        result == ChangeResult.Changed ? ApplyResult.AsRowSays : ApplyResult.NotStored;

    private ChangeResult Move(int slot, TransactionState to, int addFlags)
    {
        _change.Reset(to, _clock.UtcSeconds);
        _change.AddFlags = addFlags;
        return _journal.Change(slot, _change);
    }

    private void Prepare(TransactionState to, AcquirerResponse answer)
    {
        _change.Reset(to, _clock.UtcSeconds);
        _change.HttpStatus = answer.HttpStatus;
        _change.ResponseCode[0] = answer.ResponseCode[0];
        _change.ResponseCode[1] = answer.ResponseCode[1];
        _change.PaymentIdLength = answer.IdLength;
        Array.Copy(answer.Id, 0, _change.PaymentId, 0, answer.IdLength);
    }
}
