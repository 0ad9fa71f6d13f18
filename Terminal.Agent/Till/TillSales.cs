using Terminal.Agent.Journal;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Till;

/// <summary>
/// The journal as tills ask it: the sale of a reference, the last sale of a till, and what each
/// of them means today.
/// </summary>
public sealed class TillSales
{
    private readonly TransactionJournal _journal;
    private readonly IClock _clock;
    private readonly TransactionRecord _record = new TransactionRecord();
    private readonly TillReference _till = new TillReference();
    private readonly StateChange _change = new StateChange();

    /// <summary>Makes it.</summary>
    public TillSales(TransactionJournal journal, IClock clock)
    {
        _journal = journal;
        _clock = clock;
    }

    /// <summary>The sale loaded last; its payload has been wiped.</summary>
    public TransactionRecord Record => _record;

    /// <summary>Which till asked for it.</summary>
    public TillReference Till => _till;

    /// <summary>The newest sale that a till asked for under a reference; -1: none.</summary>
    public int Find(TillReference reference)
    {
        uint hash = reference.Hash;
        int slot = _journal.Newest();
        while (slot >= 0)
        {
            // A hash of 24 bits may be another's; one that cannot be read counts as the same,
            // because a sale must rather be refused than made twice.
            if (_journal.TillHash(slot) == hash
                && (!_journal.LoadTill(slot, _till) || _till.IsSame(reference)))
            {
                return slot;
            }

            slot = _journal.Older(slot);
        }

        return -1;
    }

    /// <summary>The newest refund that a till asked for under a reference; -1: none.</summary>
    public int FindRefund(TillReference reference)
    {
        int slot = _journal.Newest();
        while (slot >= 0)
        {
            // One that cannot be read counts as the same, as with sales.
            if ((_journal.Flags(slot) & TransactionFlags.IsRefund) != 0
                && (!_journal.LoadTill(slot, _till) || _till.IsSame(reference)))
            {
                return slot;
            }

            slot = _journal.Older(slot);
        }

        return -1;
    }

    /// <summary>True when a refund pays back the sale in a slot.</summary>
    public bool IsOf(int refundSlot, int saleSlot) => _journal.Load(refundSlot, _record)
        && _record.OriginalBoot == _journal.BootOf(saleSlot)
        && _record.OriginalSequence == _journal.Sequence(saleSlot);

    /// <summary>The newest sale of a till; -1: none.</summary>
    public int FindLast(int tillNumber)
    {
        uint first = (uint)(tillNumber + 1);
        int slot = _journal.Newest();
        while (slot >= 0 && _journal.TillHash(slot) >> 24 != first)
        {
            slot = _journal.Older(slot);
        }

        return slot;
    }

    /// <summary>What a sale means today.</summary>
    public SaleStanding Standing(int slot)
    {
        switch (_journal.State(slot))
        {
            case TransactionState.Approved:
                return SaleStanding.Paid;
            case TransactionState.Declined:
            case TransactionState.Rejected:
                return SaleStanding.Refused;
            case TransactionState.Cancelled:
            case TransactionState.Refunded:
                return SaleStanding.TakenBack;
            case TransactionState.CancelRequested:
            case TransactionState.Free:
                return SaleStanding.Open;
            default:
                return (_journal.Flags(slot) & TransactionFlags.Offline) != 0
                    ? SaleStanding.Paid : SaleStanding.Open;
        }
    }

    /// <summary>Reads a sale, without its payload.</summary>
    /// <returns>False when NVRAM is silent.</returns>
    public bool Load(int slot)
    {
        if (!_journal.Load(slot, _record))
        {
            return false;
        }

        _record.Wipe();
        if (!_journal.LoadTill(slot, _till))
        {
            _till.Clear();
        }

        return true;
    }

    /// <summary>
    /// True when a sale without a reference is taken for what the same till asks again: it did not
    /// take the answer, and that is less than <see cref="Limits.TillRepeatS"/> ago.
    /// </summary>
    public bool IsRepeatable(int slot)
    {
        SaleStanding standing = Standing(slot);
        if ((standing != SaleStanding.Paid && standing != SaleStanding.Open)
            || (_journal.Flags(slot) & TransactionFlags.TillTold) != 0)
        {
            return false;
        }

        long now = _clock.UtcSeconds;
        long at = _journal.Load(slot, _record) ? _record.ChangedUtcSeconds : 0;
        _record.Wipe();
        return now == 0 || at == 0 || now < at
            ? _journal.BootOf(slot) == _journal.Boot
                || _clock.UptimeMs < Limits.TillRepeatS * 1000
            : now - at <= Limits.TillRepeatS;
    }

    /// <summary>
    /// Notes, durably, that the till took the answer of a sale without reference.
    /// </summary>
    public void NoteTold(int slot)
    {
        if ((_journal.Flags(slot) & TransactionFlags.TillTold) == 0
            && _journal.TillHash(slot) != 0 && _journal.LoadTill(slot, _till)
            && _till.Length == 0)
        {
            _change.Reset(_journal.State(slot), _clock.UtcSeconds);
            _change.AddFlags = TransactionFlags.TillTold;
            _journal.Change(slot, _change);
        }
    }
}
