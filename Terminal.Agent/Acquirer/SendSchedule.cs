using Terminal.Agent.Journal;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// When which transaction may go. It keeps every wait: the gate that closes after a failure of link
/// or service, the live sale's own shorter patience, the hold because of key or account, and for
/// each transaction the time before which it is left alone. It sends nothing itself.
/// </summary>
public sealed class SendSchedule
{
    private const int NoSlot = LiveSale.NoSlot;

    private readonly TransactionJournal _journal;
    private readonly LiveSale _live;
    private readonly IRandom _random;
    private readonly Backoff _backoff;
    private readonly Backoff _liveBackoff;

    // For each slot: uptime in tenths of a second before which it is left alone, and how often it
    // was put off.
    private readonly int[] _dueTenths;
    private readonly byte[] _putOffs;

    private long _gateMs;
    private long _liveDueMs;
    private long _holdUntilMs;

    // What the service itself asked for, for the backlog and for the live sale: it holds over every
    // link, while the waits of a link that failed end with the link.
    private long _serviceGateMs;
    private long _serviceLiveMs;
    private int _immediateRetries;

    /// <summary>Makes the schedule of a journal; it allocates here and nowhere else.</summary>
    public SendSchedule(TransactionJournal journal, LiveSale live, IRandom random)
    {
        _journal = journal;
        _live = live;
        _random = random;
        _backoff = new Backoff(random, Limits.BackoffBaseMs, Limits.BackoffCapMs);
        _liveBackoff = new Backoff(random, Limits.LiveBackoffBaseMs, Limits.LiveBackoffCapMs);
        _dueTenths = new int[journal.SlotCount];
        _putOffs = new byte[journal.SlotCount];
    }

    /// <summary>True while a live sale is undelivered.</summary>
    public bool IsLiveWaiting
    {
        get
        {
            int live = _live.Slot;
            return live != NoSlot && !TransactionRules.IsFinal(_journal.State(live));
        }
    }

    /// <summary>A live sale has begun: no earlier wait is its own.</summary>
    public void BeginLive()
    {
        ForgetPutOffs(_live.Slot);
        _liveDueMs = 0;
        _serviceLiveMs = 0;
        _liveBackoff.Reset();
    }

    /// <summary>
    /// The live sale joins the backlog. Its waits were short and many: they say nothing about the
    /// backlog's.
    /// </summary>
    public void EndLive() => ForgetPutOffs(_live.Slot);

    /// <summary>Key or account may have been put right.</summary>
    public void Release() => _holdUntilMs = 0;

    /// <summary>True while everything is held because of key or account.</summary>
    public bool IsHeld(long nowMs) => nowMs < _holdUntilMs;

    /// <summary>True while the backlog waits because link or service failed.</summary>
    public bool IsGateClosed(long nowMs) => nowMs < _gateMs;

    /// <summary>
    /// Chooses what to send: the live sale when it is due; else, when the gate is open, the oldest
    /// transaction that is due.
    /// </summary>
    /// <param name="nowMs">Uptime.</param>
    /// <param name="isBacklogNamed">False keeps the backlog: its payments have no names.</param>
    /// <param name="dueMs">Comes down to when something will be due, if that is sooner.</param>
    /// <returns>The slot; -1 when nothing is due.</returns>
    public int Choose(long nowMs, bool isBacklogNamed, ref long dueMs)
    {
        if (nowMs < _holdUntilMs)
        {
            Earlier(ref dueMs, _holdUntilMs);
            return NoSlot;
        }

        int live = _live.Slot;
        if (live != NoSlot && !TransactionRules.IsFinal(_journal.State(live)))
        {
            if (nowMs >= _liveDueMs)
            {
                return live;
            }

            Earlier(ref dueMs, _liveDueMs);
        }

        if (nowMs < _gateMs)
        {
            Earlier(ref dueMs, _gateMs);
            return NoSlot;
        }

        int slot = isBacklogNamed ? _journal.OldestWaiting() : NoSlot;
        while (slot >= 0)
        {
            if (slot != live)
            {
                long slotDueMs = _dueTenths[slot] * 100L;
                if (nowMs >= slotDueMs)
                {
                    return slot;
                }

                Earlier(ref dueMs, slotDueMs);
            }

            slot = _journal.NextWaiting(slot);
        }

        return NoSlot;
    }

    /// <summary>True when a transaction need not wait for a time of its own.</summary>
    public bool IsDue(int slot, long nowMs) => nowMs >= _dueTenths[slot] * 100L;

    /// <summary>
    /// True while more of the backlog may follow what is under way: nothing holds it back, and no
    /// wait of an earlier failure is still shrinking.
    /// </summary>
    public bool MayFollow(long nowMs) =>
        nowMs >= _gateMs && nowMs >= _holdUntilMs && !_backoff.IsActive;

    /// <summary>
    /// Traffic moves to another link without the old one's waits. The little that the backlog waits
    /// keeps terminals that lost a link together a little apart.
    /// </summary>
    public void MoveLink(long nowMs)
    {
        _immediateRetries = 0;
        if (_gateMs > nowMs)
        {
            long soonMs = nowMs + (long)(_random.Next() % Limits.MoveJitterMs);
            _gateMs = _serviceGateMs > soonMs ? _serviceGateMs : soonMs;
        }

        _liveDueMs = _serviceLiveMs;
    }

    /// <summary>
    /// A connection proves the link again: what waits for it waits no longer than its first try.
    /// </summary>
    public void OpenGate(long nowMs)
    {
        long openMs = nowMs + (_random.Next() % Limits.BackoffBaseMs);
        _gateMs = openMs < _gateMs ? openMs : _gateMs;
    }

    /// <summary>Takes the end of an exchange.</summary>
    /// <param name="retry">When the next try is to be made.</param>
    /// <param name="slot">What it was about; -1 for a connection alone.</param>
    /// <param name="retryAfterMs">What the service asked for; 0 for nothing.</param>
    /// <param name="nowMs">Uptime.</param>
    public void Take(RetryPolicy retry, int slot, int retryAfterMs, long nowMs)
    {
        bool isNow = retry == RetryPolicy.Now && _immediateRetries < Limits.ImmediateRetriesMax;
        _immediateRetries = isNow ? _immediateRetries + 1 : 0;
        if (isNow)
        {
            return;
        }

        switch (retry)
        {
            case RetryPolicy.Settled:
                ForgetPutOffs(slot);
                _liveBackoff.Reset();
                EaseGate(nowMs);
                break;
            case RetryPolicy.Hold:
                _holdUntilMs = nowMs + Limits.HoldProbeMs;
                break;
            case RetryPolicy.Slow:
                _backoff.Reset();
                PutOff(slot, nowMs);
                break;
            default:
                CloseGate(retryAfterMs, nowMs);
                if (retry == RetryPolicy.Service)
                {
                    _serviceGateMs = _gateMs;
                    _serviceLiveMs = _liveDueMs;
                }

                break;
        }
    }

    /// <summary>
    /// One transaction waits, twice as long each time, with a quarter of jitter; others go on.
    /// </summary>
    public void PutOff(int slot, long nowMs)
    {
        int shift = _putOffs[slot] < Limits.PutOffDoublingsMax ? _putOffs[slot]++ : _putOffs[slot];
        long waitMs = (long)Limits.UnresolvedBaseMs << shift;
        waitMs = waitMs < Limits.UnresolvedCapMs ? waitMs : Limits.UnresolvedCapMs;
        waitMs += (long)(_random.Next() % (ulong)((waitMs / 4) + 1));
        PutOffFor(slot, waitMs, nowMs);
        if (slot == _live.Slot)
        {
            _liveDueMs = nowMs + _liveBackoff.Next();
        }
    }

    /// <summary>One transaction waits for a given time.</summary>
    public void PutOffFor(int slot, long waitMs, long nowMs) =>
        _dueTenths[slot] = (int)((nowMs + waitMs) / 100) + 1;

    private static void Earlier(ref long dueMs, long otherMs)
    {
        if (otherMs > 0 && otherMs < dueMs)
        {
            dueMs = otherMs;
        }
    }

    private void ForgetPutOffs(int slot)
    {
        _dueTenths[slot] = 0;
        _putOffs[slot] = 0;
    }

    // Link and service failures concern every transaction; the live sale has its own, shorter
    // patience, and its tries while the gate is closed do not lengthen the backlog's wait.
    private void CloseGate(int retryAfterMs, long nowMs)
    {
        int liveMs = _liveBackoff.Next();
        _liveDueMs = nowMs + (retryAfterMs > liveMs ? retryAfterMs : liveMs);
        if (nowMs >= _gateMs || retryAfterMs > 0)
        {
            int waitMs = _backoff.Next();
            _gateMs = nowMs + (retryAfterMs > waitMs ? retryAfterMs + waitMs : waitMs);
        }
    }

    // A sale that the acquirer settled proves that the backlog need not wait either; but after an
    // outage every terminal has one, so the waits shrink step by step.
    private void EaseGate(long nowMs)
    {
        _gateMs = nowMs + _backoff.Ease();
        _serviceGateMs = _gateMs;
        _serviceLiveMs = 0;
    }
}
