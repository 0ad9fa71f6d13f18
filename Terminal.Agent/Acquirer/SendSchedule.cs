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

    private readonly SlotNotes _notes;

    private long _gateMs;
    private long _liveDueMs;
    private long _holdUntilMs;

    // What the service itself asked for, for the backlog and for the live sale: it holds over every
    // link, while the waits of a link that failed end with the link.
    private long _serviceGateMs;
    private long _serviceLiveMs;
    private int _immediateRetries;

    /// <summary>Makes the schedule of a journal; it allocates here and nowhere else.</summary>
    public SendSchedule(
        TransactionJournal journal, SlotNotes notes, LiveSale live, IRandom random)
    {
        _journal = journal;
        _notes = notes;
        _live = live;
        _random = random;
        _backoff = new Backoff(random, Limits.BackoffBaseMs, Limits.BackoffCapMs);
        _liveBackoff = new Backoff(random, Limits.LiveBackoffBaseMs, Limits.LiveBackoffCapMs);
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
        int live = _live.Slot;
        _notes.Claim(live);
        _notes.ForgetPutOffs(live);
        _liveDueMs = 0;
        _serviceLiveMs = 0;
        _liveBackoff.Reset();
    }

    /// <summary>
    /// The live sale joins the backlog. Its waits were short and many: they say nothing about the
    /// backlog's.
    /// </summary>
    public void EndLive() => _notes.ForgetPutOffs(_live.Slot);

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
                _notes.Claim(slot);
                long slotDueMs = _notes.DueTenths[slot] * 100L;
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
    public bool IsDue(int slot, long nowMs)
    {
        _notes.Claim(slot);
        return nowMs >= _notes.DueTenths[slot] * 100L;
    }

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
                _notes.ForgetPutOffs(slot);
                _notes.GatewayAnswers[slot] = 0;
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
            case RetryPolicy.Gateway:
                TakeGateway(slot, retryAfterMs, nowMs);
                break;
            case RetryPolicy.Service:
                CloseServiceGate(retryAfterMs, nowMs);
                break;
            default:
                CloseGate(retryAfterMs, nowMs);
                break;
        }
    }

    /// <summary>The next request of a transaction follows at once.</summary>
    public void GoOn(int slot)
    {
        _immediateRetries = 0;
        _backoff.Reset();
        ForgetWaits(slot);
    }

    /// <summary>A transaction is due at once.</summary>
    public void ForgetWaits(int slot)
    {
        _notes.DueTenths[slot] = 0;
        _liveDueMs = slot == _live.Slot ? 0 : _liveDueMs;
    }

    /// <summary>
    /// One transaction waits, twice as long each time, with a quarter of jitter; others go on.
    /// </summary>
    public void PutOff(int slot, long nowMs)
    {
        long waitMs = Doubled(slot, Limits.UnresolvedBaseMs, Limits.UnresolvedCapMs);
        _notes.DueTenths[slot] = (int)((nowMs + waitMs) / 100) + 1;
        if (slot == _live.Slot)
        {
            _liveDueMs = nowMs + _liveBackoff.Next();
        }
    }

    /// <summary>
    /// One transaction is watched: looked at again at growing intervals, and once more when the
    /// acquirer has had the time that settles it.
    /// </summary>
    /// <param name="slot">Which one.</param>
    /// <param name="settlesInMs">When that will be; 0 when it is past or cannot be known.</param>
    /// <param name="nowMs">Uptime.</param>
    public void Watch(int slot, long settlesInMs, long nowMs)
    {
        _immediateRetries = 0;
        _backoff.Reset();
        _notes.GatewayAnswers[slot] = 0;
        long waitMs = Doubled(slot, Limits.WatchBaseMs, Limits.WatchCapMs);
        waitMs = settlesInMs > 0 && settlesInMs < waitMs ? settlesInMs : waitMs;
        _notes.DueTenths[slot] = (int)((nowMs + waitMs) / 100) + 1;
        if (slot == _live.Slot)
        {
            _liveDueMs = nowMs + _liveBackoff.Next();
        }
    }

    private static void Earlier(ref long dueMs, long otherMs)
    {
        if (otherMs > 0 && otherMs < dueMs)
        {
            dueMs = otherMs;
        }
    }

    private long Doubled(int slot, int baseMs, int capMs)
    {
        byte[] putOffs = _notes.PutOffs;
        int shift = putOffs[slot] < Limits.PutOffDoublingsMax ? putOffs[slot]++ : putOffs[slot];
        long waitMs = (long)baseMs << shift;
        waitMs = waitMs < capMs ? waitMs : capMs;
        return waitMs + (long)(_random.Next() % (ulong)((waitMs / 4) + 1));
    }

    // What stands before the acquirer may refuse one transaction and let others pass.
    private void TakeGateway(int slot, int retryAfterMs, long nowMs)
    {
        if (++_notes.GatewayAnswers[slot] < Limits.GatewayAnswersMax)
        {
            CloseServiceGate(retryAfterMs, nowMs);
            return;
        }

        _notes.GatewayAnswers[slot] = Limits.GatewayAnswersMax;
        PutOff(slot, nowMs);
    }

    private void CloseServiceGate(int retryAfterMs, long nowMs)
    {
        CloseGate(retryAfterMs, nowMs);
        _serviceGateMs = _gateMs;
        _serviceLiveMs = _liveDueMs;
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
