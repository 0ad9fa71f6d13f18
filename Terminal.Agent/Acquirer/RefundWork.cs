using System;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// What an answer means for money that goes back: for a refund that the merchant orders, and for a
/// cancelled sale that turned out to be charged. The payment is read first, and what it shows is
/// made durable; the refund is sent once, and settles only on a new refund of its amount. Where the
/// acquirer tells no refunds at all, a lost answer is left to a person.
/// </summary>
public sealed class RefundWork
{
    private readonly TransactionJournal _journal;
    private readonly SlotNotes _notes;
    private readonly IClock _clock;
    private readonly AttentionList _attention;
    private readonly OutcomeApplier _applier;
    private readonly StateChange _change = new StateChange();

    /// <summary>Makes the part of the applier that knows refunds.</summary>
    public RefundWork(
        TransactionJournal journal, SlotNotes notes, IClock clock, AttentionList attention,
        OutcomeApplier applier)
    {
        _journal = journal;
        _notes = notes;
        _clock = clock;
        _attention = attention;
        _applier = applier;
    }

    /// <summary>The refund that is being worked on.</summary>
    public RefundSteps Steps { get; } = new RefundSteps();

    /// <summary>Applies a verdict about a refund.</summary>
    public ApplyResult Apply(
        TransactionRecord record,
        RequestKind request,
        Verdict verdict,
        AcquirerResponse answer,
        long nowMs)
    {
        switch (request)
        {
            case RequestKind.Refund:
                return ApplySent(record, verdict, answer);
            case RequestKind.ListRefunds:
                return ApplyPage(record, verdict, answer, nowMs);
            default:
                return ApplyRead(record, verdict, answer, nowMs);
        }
    }

    /// <summary>Nothing that the acquirer tells can decide: it is left to a person.</summary>
    public ApplyResult LeaveToPerson(TransactionRecord record)
    {
        int slot = record.Slot;
        if ((_journal.Flags(slot) & TransactionFlags.NeedsPerson) == 0)
        {
            _change.Reset(_journal.State(slot), _clock.UtcSeconds);
            _change.AddFlags = TransactionFlags.NeedsPerson;
            _journal.Change(slot, _change);
        }

        _applier.Raise(AttentionKind.RefundUndecided, slot);
        return ApplyResult.Watch;
    }

    private static bool IsCancel(TransactionRecord record) =>
        record.Kind == TransactionKind.Sale;

    private ApplyResult ApplySent(
        TransactionRecord record, Verdict verdict, AcquirerResponse answer)
    {
        int slot = record.Slot;
        bool isCancel = IsCancel(record);
        switch (verdict)
        {
            case Verdict.Approved:
                return Change(
                    slot, isCancel ? TransactionState.Refunded : TransactionState.Approved, answer);
            case Verdict.Declined:
                return isCancel ? FailCancel(slot) : Refuse(slot, TransactionState.Declined);
            case Verdict.Rejected:
                // It may have taken effect all the same, or somebody else has paid it back
                // meanwhile: one read tells.
                _notes.Next[slot] = NextAsked.RefusedRefund;
                _change.Reset(
                    isCancel ? TransactionState.CancelRequested : TransactionState.Unknown,
                    _clock.UtcSeconds);
                _change.HttpStatus = answer.HttpStatus;
                return _journal.Change(slot, _change) == ChangeResult.Changed
                    ? ApplyResult.GoOn : ApplyResult.NotStored;
            case Verdict.NotTaken:
                bool isUnsent = !isCancel && !_notes.WasSentBefore[slot];
                Clear(
                    slot, isCancel ? TransactionState.CancelRequested
                        : isUnsent ? TransactionState.Pending : TransactionState.Unknown);
                return ApplyResult.AsRowSays;
            default:
                _change.Reset(
                    isCancel ? TransactionState.CancelRequested : TransactionState.Unknown,
                    _clock.UtcSeconds);
                _change.MarksSent = true;
                _journal.Change(slot, _change);
                return ApplyResult.AsRowSays;
        }
    }

    private ApplyResult ApplyRead(
        TransactionRecord record, Verdict verdict, AcquirerResponse answer, long nowMs)
    {
        int slot = record.Slot;
        if (verdict == Verdict.Declined)
        {
            return IsCancel(record) ? Move(slot, TransactionState.Cancelled)
                : IsCancelledByRefund(record, answer) ? Made(record)
                : Refuse(slot, TransactionState.Rejected);
        }

        if (verdict != Verdict.Approved)
        {
            Steps.Restart();
            if (verdict == Verdict.Mismatch || verdict == Verdict.NotOurs)
            {
                _applier.Raise(AttentionKind.Mismatch, slot);
            }

            return ApplyResult.AsRowSays;
        }

        if (answer.Status == PaymentStatus.Refunded && IsWhollyOurs(record, answer))
        {
            return IsCancel(record) || record.HasBaseline
                ? Made(record) : Refuse(slot, TransactionState.Rejected);
        }

        long sinceUtcSeconds = IsCancel(record)
            ? record.CreatedUtcSeconds : RefundOrder.SaleUtcSeconds(record);
        return Steps.TakePayment(answer, sinceUtcSeconds, nowMs)
            ? Decide(record, answer, nowMs) : ApplyResult.GoOn;
    }

    // Before the capture a whole refund cancels the payment: once one was sent, a cancelled payment
    // is that refund's doing.
    private static bool IsCancelledByRefund(TransactionRecord record, AcquirerResponse answer) =>
        record.HasBaseline && answer.Status == PaymentStatus.Canceled
        && record.AmountCents == answer.AmountCents;

    // The payment says that all of it was paid back. That is this refund's doing when this refund
    // would complete it; and where none was sent, nothing is left to pay back.
    private static bool IsWhollyOurs(TransactionRecord record, AcquirerResponse answer)
    {
        RefundBaseline baseline = record.Baseline;
        return !record.HasBaseline || (baseline.IsTold ? baseline.SumCents : 0L)
            + baseline.AmountCents >= answer.AmountCents;
    }

    private ApplyResult ApplyPage(
        TransactionRecord record, Verdict verdict, AcquirerResponse answer, long nowMs)
    {
        switch (verdict)
        {
            case Verdict.Page:
                return Steps.TakePage(answer, nowMs)
                    ? Decide(record, answer, nowMs) : ApplyResult.GoOn;
            case Verdict.EndOfList:
                Steps.EndList();
                return Decide(record, answer, nowMs);
            case Verdict.Mute:
                return Decide(record, answer, nowMs);
            default:
                Steps.Restart();
                return ApplyResult.AsRowSays;
        }
    }

    private ApplyResult Decide(TransactionRecord record, AcquirerResponse answer, long nowMs) =>
        record.HasBaseline ? Prove(record, answer, nowMs) : Prepare(record);

    // One was sent, and its answer is not known: only a new refund of its amount proves it.
    private ApplyResult Prove(TransactionRecord record, AcquirerResponse answer, long nowMs)
    {
        int slot = record.Slot;
        RefundBaseline seen = Steps.Seen;
        RefundBaseline before = record.Baseline;
        Steps.Restart();
        if (seen.IsTold && before.IsTold)
        {
            if (seen.SameCount > before.SameCount)
            {
                return Made(record);
            }

            if (seen.DeadCount > before.DeadCount)
            {
                return IsCancel(record) ? FailCancel(slot)
                    : Refuse(slot, TransactionState.Declined);
            }
        }

        if (_notes.Next[slot] == NextAsked.RefusedRefund)
        {
            _notes.Next[slot] = NextAsked.AsStateSays;
            bool isPaidBack = seen.IsTold && Steps.PaidCents >= 0
                && seen.SumCents >= Steps.PaidCents;
            return !IsCancel(record) ? Refuse(slot, TransactionState.Rejected)
                : isPaidBack ? Move(slot, TransactionState.Refunded) : FailCancel(slot);
        }

        if (!before.IsTold && (!seen.IsTold || seen.SameCount > 0))
        {
            return LeaveToPerson(record);
        }

        if (!_applier.IsSettled(slot, answer, nowMs))
        {
            return ApplyResult.Watch;
        }

        // Absent for so long in the acquirer's own words: it was never made, and is due as before.
        return seen.IsTold ? Clear(slot, _journal.State(slot)) : LeaveToPerson(record);
    }

    // None is under way: what has just been read says whether one may be sent, and how much.
    private ApplyResult Prepare(TransactionRecord record)
    {
        int slot = record.Slot;
        RefundBaseline seen = Steps.Seen;
        bool isKnown = seen.IsTold && Steps.PaidCents >= 0;
        long leftCents = isKnown ? Steps.PaidCents - seen.SumCents : record.AmountCents;
        if (!IsCancel(record))
        {
            if (record.AmountCents > leftCents)
            {
                return Refuse(slot, TransactionState.Rejected);
            }

            Steps.Send(record.AmountCents);
            return ApplyResult.GoOn;
        }

        if (leftCents <= 0)
        {
            return Move(slot, TransactionState.Refunded);
        }

        if (leftCents < Limits.AmountCentsMin)
        {
            return FailCancel(slot);
        }

        if (leftCents != _applier.RefundCents(record))
        {
            Steps.ReadAgainFor((int)leftCents);
            return ApplyResult.GoOn;
        }

        Steps.Send((int)leftCents);
        return ApplyResult.GoOn;
    }

    private ApplyResult Made(TransactionRecord record)
    {
        int slot = record.Slot;
        _attention.CloseOf(
            AttentionKind.RefundUndecided, record.Boot, record.Sequence, AttentionExit.Made);
        return Move(
            slot, IsCancel(record) ? TransactionState.Refunded : TransactionState.Approved);
    }

    // The charge stands and the acquirer does not take it back: the merchant is told.
    private ApplyResult FailCancel(int slot)
    {
        if (!_applier.Raise(AttentionKind.CancelFailed, slot))
        {
            return ApplyResult.NotStored;
        }

        _change.Reset(TransactionState.Approved, _clock.UtcSeconds);
        _change.AddFlags = TransactionFlags.CancelFailed;
        return Step(_journal.Change(slot, _change));
    }

    // Without a status of its own: what the acquirer said to the refund itself stands.
    // The state comes before the entry: it is told by a screen of its own until it is acknowledged,
    // while an entry that power parts from its state would stand though the refund is sent again.
    private ApplyResult Refuse(int slot, TransactionState to)
    {
        _change.Reset(to, _clock.UtcSeconds);
        if (_journal.Change(slot, _change) != ChangeResult.Changed)
        {
            return ApplyResult.NotStored;
        }

        _applier.Raise(AttentionKind.RefundRefused, slot);
        return ApplyResult.AsRowSays;
    }

    // No refund is under way any more.
    private ApplyResult Clear(int slot, TransactionState to)
    {
        _change.Reset(to, _clock.UtcSeconds);
        _change.ClearsBaseline = true;
        return _journal.Change(slot, _change) == ChangeResult.Changed
            ? ApplyResult.GoOn : ApplyResult.NotStored;
    }

    private ApplyResult Move(int slot, TransactionState to)
    {
        _change.Reset(to, _clock.UtcSeconds);
        return Step(_journal.Change(slot, _change));
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
}
