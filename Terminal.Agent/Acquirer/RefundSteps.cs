using Terminal.Agent.Journal;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// The steps of the one refund that is being worked on: read the payment, read the list of refunds
/// where the payment does not tell them, send. The acquirer has no key against a refund sent twice,
/// so it is sent only on what has just been read.
/// </summary>
public sealed class RefundSteps
{
    private const int NoSlot = -1;

    private int _slot = NoSlot;
    private uint _sequence;
    private long _freshMs;
    private int _page;
    private RequestKind _next;

    /// <summary>What the payment shows, as far as it has been read.</summary>
    public RefundBaseline Seen { get; } = new RefundBaseline();

    /// <summary>What was paid, in hundredths, as the payment says; -1 when it does not.</summary>
    public long PaidCents { get; private set; }

    /// <summary>The amount whose refunds are counted; 0 for the one that the record says.</summary>
    public int AmountCents { get; private set; }

    /// <summary>UTC seconds since when the list of refunds is read.</summary>
    public long ListedSinceUtcSeconds { get; private set; }

    /// <summary>Number of the first refund on the page to read next.</summary>
    public int PageStart => _page * Limits.RefundPageRows;

    /// <summary>The request that moves a refund on; it begins anew for another one.</summary>
    public RequestKind Next(TransactionRecord record, long nowMs)
    {
        if (_slot != record.Slot || _sequence != record.Sequence
            || nowMs - _freshMs > Limits.RefundFreshMs)
        {
            _slot = record.Slot;
            _sequence = record.Sequence;
            _freshMs = nowMs;
            _next = RequestKind.Read;
            AmountCents = 0;
        }

        return _next;
    }

    /// <summary>
    /// Another amount than the record's is to be sent: the refunds of that one are counted.
    /// </summary>
    public void ReadAgainFor(int amountCents)
    {
        AmountCents = amountCents;
        _next = RequestKind.Read;
    }

    /// <summary>What was read counts no more.</summary>
    public void Restart()
    {
        _slot = NoSlot;
        AmountCents = 0;
    }

    /// <summary>Takes the payment as it was read.</summary>
    /// <returns>False when it does not tell its refunds, so that the list must be read.</returns>
    public bool TakePayment(AcquirerResponse answer, long sinceUtcSeconds, long nowMs)
    {
        Seen.Clear();
        PaidCents = answer.AmountCents;
        _freshMs = nowMs;
        if (answer.AreRefundsTold)
        {
            Seen.IsTold = true;
            Add(answer);
            return true;
        }

        ListedSinceUtcSeconds = answer.CreatedUtcSeconds > 0 ? answer.CreatedUtcSeconds
            : sinceUtcSeconds > Limits.PaymentOlderS ? sinceUtcSeconds - Limits.PaymentOlderS : 1;
        _page = 0;
        _next = RequestKind.ListRefunds;
        return false;
    }

    /// <summary>Takes a page of the list.</summary>
    /// <returns>True when it was the last one.</returns>
    public bool TakePage(AcquirerResponse answer, long nowMs)
    {
        _freshMs = nowMs;
        Add(answer);
        _page++;
        Seen.IsTold = !answer.HasMore;
        return Seen.IsTold || _page >= Limits.RefundPagesMax;
    }

    /// <summary>The list has ended before this page.</summary>
    public void EndList() => Seen.IsTold = true;

    /// <summary>Nothing stands in the way of sending it.</summary>
    public void Send(int amountCents)
    {
        Seen.AmountCents = amountCents;
        _next = RequestKind.Refund;
    }

    private void Add(AcquirerResponse answer)
    {
        Seen.Count += answer.RefundCount;
        Seen.SameCount += answer.SameRefundCount;
        Seen.DeadCount += answer.DeadRefundCount;
        Seen.SumCents += answer.RefundedCents;
    }
}
