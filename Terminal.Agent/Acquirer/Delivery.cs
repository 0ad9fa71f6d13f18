using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// Takes transactions from the journal to the acquirer, each exactly once: the live sale first,
/// then the backlog, oldest first, several on their way at once while all goes well. It commits
/// InFlight before the first byte leaves, looks up whatever the acquirer may have before it is sent
/// again, and lets the outcome table decide about everything that comes back.
/// </summary>
public sealed class Delivery
{
    private const int NoSlot = -1;

    private readonly TransactionJournal _journal;
    private readonly LinkManager _links;
    private readonly IClock _clock;
    private readonly TimeSync _time;
    private readonly IRandom _random;
    private readonly IEventSink _events;
    private readonly RequestWriter _writer;
    private readonly AcquirerResponse _answer = new AcquirerResponse();
    private readonly AcquirerConnection _exchange;
    private readonly OutcomeTable _table = new OutcomeTable();
    private readonly Pipeline _pipeline = new Pipeline();
    private readonly OutcomeApplier _applier;
    private readonly byte[] _uniqueId = new byte[Limits.UniqueIdBytesMax];
    private readonly Backoff _backoff;
    private readonly Backoff _liveBackoff;

    // For each slot: uptime in tenths of a second before which it is left alone, and how often it
    // was put off.
    private readonly int[] _dueTenths;
    private readonly byte[] _putOffs;

    // What is being asked about, or what was written behind it; Recall fetches the former.
    private readonly TransactionRecord _record = new TransactionRecord();

    // The slot of what is being asked about; NoSlot while only the connection is being made.
    private int _slot = NoSlot;
    private RequestKind _request;
    private ILink _link;
    private long _gateMs;
    private long _liveDueMs;
    private long _liveSinceMs;
    private long _holdUntilMs;

    // What the service itself asked for, for the backlog and for the live sale: it holds over every
    // link, while the waits of a link that failed end with the link.
    private long _serviceGateMs;
    private long _serviceLiveMs;

    // While nothing was found to do, the uptime at which to look again; Wake brings it forward.
    private long _lookAgainMs;
    private int _immediateRetries;
    private bool _isWarmWanted;
    private int _liveSlot;
    private FaultCode _serviceFault;
    private FaultCode _holdFault;
    private FaultCode _lastFault;

    /// <summary>Makes the delivery; everything it needs is allocated here.</summary>
    public Delivery(
        TransactionJournal journal,
        LinkManager links,
        IClock clock,
        TimeSync time,
        IRandom random,
        IEventSink events,
        RequestWriter writer)
    {
        _journal = journal;
        _links = links;
        _clock = clock;
        _time = time;
        _random = random;
        _events = events;
        _writer = writer;
        _exchange = new AcquirerConnection(_answer);
        _applier = new OutcomeApplier(journal, clock);
        _backoff = new Backoff(random, Limits.BackoffBaseMs, Limits.BackoffCapMs);
        _liveBackoff = new Backoff(random, Limits.LiveBackoffBaseMs, Limits.LiveBackoffCapMs);
        _dueTenths = new int[journal.SlotCount];
        _putOffs = new byte[journal.SlotCount];
        _liveSlot = NoSlot;
    }

    /// <summary>The sale that a customer waits for, or -1.</summary>
    public int LiveSlot => _liveSlot;

    /// <summary>
    /// S5xx while the acquirer's service is known to be unavailable; None otherwise.
    /// </summary>
    public FaultCode ServiceFault => _serviceFault;

    /// <summary>K401 or K403 while everything is held back; None otherwise.</summary>
    public FaultCode BlockingFault => _holdFault;

    /// <summary>
    /// Why the last exchange failed on its way; None after one that was answered.
    /// </summary>
    public FaultCode LastFault => _lastFault;

    /// <summary>The outcome table with the count of each row.</summary>
    public OutcomeTable Table => _table;

    /// <summary>Payments of the backlog that are under way together.</summary>
    public Pipeline Pipeline => _pipeline;

    /// <summary>True while the live sale's bytes may be on their way.</summary>
    public bool IsLiveBusy => _exchange.State == ConnectionState.Busy && _slot == _liveSlot;

    /// <summary>True while the connection, or one in the making, is over a link.</summary>
    public bool IsUsing(ILink link) => _link == link && _exchange.State != ConnectionState.Closed;

    /// <summary>Says where the acquirer is; takes effect with the next connection.</summary>
    public void SetHost(byte[] host, int hostLength, int port)
    {
        _exchange.SetHost(host, hostLength, port);
        _exchange.Close();
        _pipeline.End();
    }

    /// <summary>Puts a sale ahead of everything, at once.</summary>
    public void SetLive(int slot)
    {
        _liveSlot = slot;
        _liveSinceMs = _clock.UptimeMs;
        _journal.SetLive(slot);
        _links.IsPaymentUnderWay = true;
        _dueTenths[slot] = 0;
        _putOffs[slot] = 0;
        _liveDueMs = 0;
        _serviceLiveMs = 0;
        _liveBackoff.Reset();
        Wake();
    }

    /// <summary>Nobody waits any more; the sale goes on with the backlog.</summary>
    public void ClearLive()
    {
        if (_liveSlot != NoSlot)
        {
            // Its waits as the live one were short and many: they say nothing about the backlog's.
            _putOffs[_liveSlot] = 0;
            _dueTenths[_liveSlot] = 0;
        }

        _liveSlot = NoSlot;
        _journal.ClearLive();
        _links.IsPaymentUnderWay = false;
        Wake();
    }

    /// <summary>Something changed outside: look for work in the next step.</summary>
    public void Wake() => _lookAgainMs = 0;

    /// <summary>A sale has begun: have a connection ready by the time the card is read.</summary>
    public void Warm()
    {
        _isWarmWanted = true;
        Wake();
    }

    /// <summary>Lifts a hold, because key or account may have been put right.</summary>
    public void Release()
    {
        _holdFault = FaultCode.None;
        _holdUntilMs = 0;
        Wake();
    }

    /// <summary>Moves the delivery on.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    public int Step(long nowMs)
    {
        ConnectionState before = _exchange.State;
        if (nowMs < _lookAgainMs && _links.Active == _link
            && (before == ConnectionState.Ready || before == ConnectionState.Closed))
        {
            return (int)(_lookAgainMs - nowMs);
        }

        if (before == ConnectionState.Connecting)
        {
            _exchange.IsPatient = _links.IsLastHope(_link);
        }

        int waitMs = _exchange.Step(nowMs);
        ConnectionState state = _exchange.State;
        if (state != before)
        {
            if (state == ConnectionState.Answered || state == ConnectionState.Failed)
            {
                Finish(state, nowMs);
            }
            else if (state == ConnectionState.Ready && IsProofEnough())
            {
                _links.Report(_link, FaultCode.None, nowMs);
                OpenGate(nowMs);
            }
        }

        if (_links.Active != _link)
        {
            FollowLink(nowMs);
        }

        if (_exchange.State == ConnectionState.Busy)
        {
            if (_slot != _liveSlot && !GiveWay(nowMs) && _pipeline.HasRoom)
            {
                Follow(nowMs);
                waitMs = _exchange.IsSending ? Limits.BusyStepMs : waitMs;
            }

            // The answer to what follows may have come along with the last one.
            return state != before ? 0 : waitMs;
        }

        if (nowMs < _lookAgainMs)
        {
            long leftMs = _lookAgainMs - nowMs;
            return leftMs < waitMs ? (int)leftMs : waitMs;
        }

        return LookForWork(nowMs, waitMs);
    }

    // A verified certificate proves the link, unless it was an answer that failed last: then only
    // an answer will do, as long as there is something to ask.
    private bool IsProofEnough()
    {
        bool hasAnswerFailed = _lastFault >= FaultCode.AcquirerSilent
            || _lastFault == FaultCode.CaptivePortal || _lastFault == FaultCode.ProxyRefused;
        return !hasAnswerFailed || _journal.WaitingCount == 0;
    }

    private int LookForWork(long nowMs, int waitMs)
    {
        if (_link == null || !_journal.IsWritable)
        {
            _lookAgainMs = nowMs + Limits.IdleStepMs;
            return Limits.IdleStepMs;
        }

        long dueMs = nowMs + Limits.IdleStepMs;
        int slot = Choose(nowMs, ref dueMs);
        ExpireFaults(slot, nowMs);
        if (slot == NoSlot && !_isWarmWanted)
        {
            _lookAgainMs = dueMs;
            return (int)(dueMs - nowMs);
        }

        if (_exchange.State == ConnectionState.Closed)
        {
            _slot = NoSlot;
            _exchange.Connect(_link.Transport, nowMs);
            return 0;
        }

        if (_exchange.State == ConnectionState.Ready)
        {
            _isWarmWanted = false;
            if (slot != NoSlot)
            {
                Send(slot, nowMs);
            }

            return 0;
        }

        return waitMs;
    }

    // With nothing to send nothing would ever prove a fault gone: a hold ends by time, an
    // unavailable service likewise, and a doubted link is proved by a connection.
    private void ExpireFaults(int slot, long nowMs)
    {
        if (_holdFault != FaultCode.None && nowMs >= _holdUntilMs)
        {
            _holdFault = FaultCode.None;
        }

        if (slot == NoSlot && nowMs >= _gateMs)
        {
            _serviceFault = _journal.WaitingCount == 0 ? FaultCode.None : _serviceFault;
            _isWarmWanted |= _links.IsDoubted(_link)
                && _exchange.State == ConnectionState.Closed;
        }
    }

    // The live sale is due by itself; the backlog waits for the gate, and each of it for its own
    // time.
    private int Choose(long nowMs, ref long dueMs)
    {
        if (nowMs < _holdUntilMs)
        {
            Earlier(ref dueMs, _holdUntilMs);
            return NoSlot;
        }

        if (_liveSlot != NoSlot && !TransactionRules.IsFinal(_journal.State(_liveSlot)))
        {
            if (nowMs >= _liveDueMs)
            {
                return _liveSlot;
            }

            Earlier(ref dueMs, _liveDueMs);
        }

        if (nowMs < _gateMs)
        {
            Earlier(ref dueMs, _gateMs);
            return NoSlot;
        }

        // Without a serial number payments have no names to be known by.
        int slot = _writer.HasNames ? _journal.NextToSend() : NoSlot;
        while (slot >= 0)
        {
            long slotDueMs = _dueTenths[slot] * 100L;
            if (slot != _liveSlot && nowMs >= slotDueMs)
            {
                return slot;
            }

            Earlier(ref dueMs, slotDueMs);
            slot = _journal.NextToSendAfter(slot);
        }

        return NoSlot;
    }

    private static void Earlier(ref long dueMs, long otherMs)
    {
        if (otherMs > 0 && otherMs < dueMs)
        {
            dueMs = otherMs;
        }
    }

    // A link that is gone takes its connection along; a new one starts without the old one's waits.
    // The little that the backlog waits keeps terminals that lost a link together a little apart.
    private void FollowLink(long nowMs)
    {
        ILink active = _links.Active;
        if (_exchange.State == ConnectionState.Busy)
        {
            if (_links.IsUsable(_link))
            {
                // Better is not good enough to break an exchange that still has its link.
                return;
            }

            Interrupt(nowMs);
        }

        _exchange.Close();
        _link = active;
        _immediateRetries = 0;
        if (_gateMs > nowMs)
        {
            long soonMs = nowMs + (long)(_random.Next() % Limits.MoveJitterMs);
            _gateMs = _serviceGateMs > soonMs ? _serviceGateMs : soonMs;
        }

        _liveDueMs = _serviceLiveMs;
        Wake();
    }

    // An exchange of the backlog that hangs must not keep a customer waiting; but where connections
    // take long the next one would take longer than the answer that is under way.
    // Nothing more of the backlog goes out before the live sale.
    private bool GiveWay(long nowMs)
    {
        bool isLiveWaiting = _liveSlot != NoSlot
            && !TransactionRules.IsFinal(_journal.State(_liveSlot));
        if (isLiveWaiting)
        {
            long sinceMs = _pipeline.Count > 0 && _liveSinceMs < _exchange.BegunMs
                ? _liveSinceMs : _exchange.BegunMs;
            if (nowMs - sinceMs >= Limits.LivePreemptMs
                && nowMs - sinceMs >= _exchange.ConnectedInMs)
            {
                Interrupt(nowMs);
                Wake();
            }
        }

        return isLiveWaiting;
    }

    private void Interrupt(long nowMs)
    {
        bool isLatestBegun = _exchange.IsLatestBegun;
        _exchange.Close();
        Recall();
        _applier.Apply(_record, _request, Verdict.Unknown, _answer, nowMs);
        Abandon(isLatestBegun, nowMs);
        _slot = NoSlot;
    }

    // The connection is gone: whatever followed may have arrived, but for a last request of which
    // no byte has left.
    private void Abandon(bool isLatestBegun, long nowMs)
    {
        if (_pipeline.Count > 0)
        {
            _pipeline.Doubt();
        }

        while (_pipeline.Count > 0)
        {
            Name(_pipeline.Pop());
            Verdict verdict = _pipeline.Count == 0 && !isLatestBegun
                ? Verdict.NotTaken : Verdict.Unknown;
            _applier.Apply(_record, RequestKind.Create, verdict, _answer, nowMs);
        }

        _pipeline.End();
    }

    // What followed has been written from the same record.
    private bool Recall()
    {
        if (_record.Slot == _slot || _journal.Load(_slot, _record))
        {
            return true;
        }

        Name(_slot);
        return false;
    }

    // Enough of a sale to say that nothing is known of it; no answer fits its amount.
    private void Name(int slot)
    {
        _record.Slot = slot;
        _record.Kind = TransactionKind.Sale;
        _record.Flags = 0;
        _record.AmountCents = -1;
    }

    // While the acquirer works on one payment the next of the backlog are sent, oldest first. Only
    // payments that were never sent follow others; whatever must be looked up goes alone, and so
    // does everything while the waits of a failure still shrink.
    private void Follow(long nowMs)
    {
        if (_request != RequestKind.Create || nowMs < _gateMs
            || nowMs < _holdUntilMs || _serviceFault != FaultCode.None || _backoff.IsActive)
        {
            return;
        }

        int slot = _journal.NextToSend();
        for (int i = 0; i < Limits.PipelineLookCount && slot >= 0 && _exchange.CanFollow; i++)
        {
            int next = _journal.NextToSendAfter(slot);
            if (slot != _slot && !_pipeline.Holds(slot) && nowMs >= _dueTenths[slot] * 100L
                && (!_pipeline.HasRoom || !Follow(slot, nowMs)))
            {
                return;
            }

            slot = next;
        }
    }

    private bool Follow(int slot, long nowMs)
    {
        if (_journal.State(slot) != TransactionState.Pending || !_journal.Load(slot, _record)
            || _applier.NextRequest(_record) != RequestKind.Create)
        {
            return false;
        }

        if (!_applier.CommitBeforeSending(_record, RequestKind.Create))
        {
            PutOff(slot, nowMs);
            return false;
        }

        _writer.Create(_record);
        _pipeline.Push(slot);
        _exchange.Follow(_writer.Buffer, _writer.Length);
        return true;
    }

    private void Send(int slot, long nowMs)
    {
        if (!_journal.Load(slot, _record))
        {
            PutOff(slot, nowMs);
            return;
        }

        _request = _applier.NextRequest(_record);
        if (!_applier.CommitBeforeSending(_record, _request))
        {
            PutOff(slot, nowMs);
            return;
        }

        _slot = slot;
        Write();
        _exchange.Send(_writer.Buffer, _writer.Length, nowMs);
    }

    private void Write()
    {
        bool isSale = _record.Kind == TransactionKind.Sale;
        _answer.Reset(_uniqueId, isSale ? _writer.WriteUniqueId(_record, _uniqueId) : 0);
        switch (_request)
        {
            case RequestKind.Create:
                _writer.Create(_record);
                break;
            case RequestKind.Refund:
                _writer.Refund(_record.PaymentId, _record.PaymentIdLength, _record.AmountCents);
                break;
            case RequestKind.Read:
                _writer.Read(_record.PaymentId, _record.PaymentIdLength);
                break;
            default:
                _writer.LookUp(_record);
                break;
        }
    }

    private void Finish(ConnectionState state, long nowMs)
    {
        bool isAnswered = state == ConnectionState.Answered;
        bool isKnown = _slot == NoSlot || Recall();
        ExchangeEnd end = isAnswered ? ExchangeEnd.Answered
            : _exchange.IsStaleConnection ? ExchangeEnd.Stale
            : _exchange.MayBeReceived ? ExchangeEnd.NoAnswer : ExchangeEnd.NotSent;
        ResponseBody body = isAnswered ? Judge() : ResponseBody.Empty;
        int status = isAnswered ? _answer.HttpStatus : 0;
        OutcomeRow row = _table.Find(_request, end, status, body);
        FaultCode fault = FaultOf(row);
        // A connection that could not be made ahead of a sale is not tried again before the sale's.
        _isWarmWanted &= isAnswered;
        RetryPolicy retry = row.Retry;
        Verdict verdict = row.Verdict;
        if ((!Trust(row, body) || !isKnown)
            && (retry == RetryPolicy.Settled || verdict == Verdict.ReadNamed))
        {
            // Whose answer it is cannot be told: the payment is looked up.
            verdict = Verdict.Unknown;
            retry = RetryPolicy.Slow;
        }

        bool isLatestBegun = _exchange.IsLatestBegun;
        _exchange.Acknowledge(nowMs);
        Learn(row, fault, isAnswered, nowMs);
        ApplyResult step = ApplyResult.AsRowSays;
        if (_slot != NoSlot)
        {
            _events.Add(EventKind.Outcome, row.Number, isAnswered ? status : (int)fault);
            step = _applier.Apply(_record, _request, verdict, _answer, nowMs);
        }

        Schedule(step == ApplyResult.AsRowSays ? retry : RetryPolicy.Slow, nowMs);
        if (step == ApplyResult.LookAgainLater)
        {
            // The second look settles it, however long the first one was in coming.
            _dueTenths[_slot] = (int)((nowMs + Limits.CancelSettleMs) / 100) + 1;
        }

        _slot = NoSlot;
        if (_exchange.State == ConnectionState.Busy)
        {
            _slot = _pipeline.Pop();
            _answer.Reset(_uniqueId, Recall() ? _writer.WriteUniqueId(_record, _uniqueId) : 0);
        }
        else
        {
            Abandon(isLatestBegun, nowMs);
        }

        Wake();
    }

    // Answers are matched by their order. One that settles a payment must name its id as well while
    // others are under way; at the first that does not, order counts for nothing any more.
    private bool Trust(OutcomeRow row, ResponseBody body)
    {
        bool isSettled = row.Verdict == Verdict.Approved || row.Verdict == Verdict.Declined;
        if (isSettled && _request == RequestKind.Create && _answer.UniqueIdLength > 0)
        {
            _pipeline.Trust();
            return true;
        }

        if (!_pipeline.IsInUse)
        {
            return true;
        }

        _pipeline.Doubt();
        if (isSettled || body == ResponseBody.Mismatch)
        {
            _exchange.Close();
        }

        return false;
    }

    private ResponseBody Judge()
    {
        // A refund's answer carries the refund's own figures, and no unique_id of ours; the payment
        // that a refund reads has its sale's.
        bool isOther = _request == RequestKind.Refund || _record.Kind == TransactionKind.Refund;
        int amountCents = isOther ? 0 : _record.AmountCents;
        return _answer.Judge(amountCents, _record.Currency);
    }

    private FaultCode FaultOf(OutcomeRow row)
    {
        if (row.Fault == FaultCode.Starting)
        {
            return _exchange.Fault;
        }

        if (row.Fault != FaultCode.ServiceUnavailable)
        {
            return row.Fault;
        }

        return _answer.IsMaintenance ? FaultCode.Maintenance : (FaultCode)_answer.HttpStatus;
    }

    // What the end of an exchange says about link, service, key and clock, apart from its
    // transaction.
    private void Learn(OutcomeRow row, FaultCode fault, bool isAnswered, long nowMs)
    {
        bool isReached = isAnswered && row.Retry != RetryPolicy.Link;
        _lastFault = isReached ? FaultCode.None : fault;
        if (row.Retry == RetryPolicy.Now && !isAnswered)
        {
            return;
        }

        _links.Report(_link, _lastFault, nowMs);
        if (!isReached)
        {
            return;
        }

        _serviceFault = row.Retry == RetryPolicy.Service ? fault : FaultCode.None;
        _holdFault = row.Retry == RetryPolicy.Hold ? fault : FaultCode.None;
        _time.Offer(TimeOrigin.Acquirer, _answer.DateUtcSeconds, nowMs);
    }

    private void Schedule(RetryPolicy retry, long nowMs)
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
                _dueTenths[_slot] = 0;
                _putOffs[_slot] = 0;
                _liveBackoff.Reset();
                EaseGate(nowMs);
                break;
            case RetryPolicy.Hold:
                _holdUntilMs = nowMs + Limits.HoldProbeMs;
                break;
            case RetryPolicy.Slow:
                _backoff.Reset();
                PutOff(_slot, nowMs);
                break;
            default:
                CloseGate(RetryAfterMs(), nowMs);
                if (retry == RetryPolicy.Service)
                {
                    _serviceGateMs = _gateMs;
                    _serviceLiveMs = _liveDueMs;
                }

                break;
        }
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

    // A connection proves the link again: what waits for it waits no longer than its first try.
    private void OpenGate(long nowMs)
    {
        long openMs = nowMs + (_random.Next() % Limits.BackoffBaseMs);
        if (_serviceFault == FaultCode.None && openMs < _gateMs)
        {
            _gateMs = openMs;
            Wake();
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

    private int RetryAfterMs()
    {
        if (_exchange.Fault != FaultCode.None)
        {
            return 0;
        }

        long seconds = _answer.RetryAfterS;
        if (seconds < 0 && _answer.RetryAfterUtcSeconds > 0 && _clock.UtcSeconds > 0)
        {
            seconds = _answer.RetryAfterUtcSeconds - _clock.UtcSeconds;
        }

        return seconds <= 0 ? 0
            : (int)(seconds < Limits.RetryAfterCapS ? seconds : Limits.RetryAfterCapS) * 1000;
    }

    // One transaction waits, twice as long each time, with a quarter of jitter; the others go on.
    private void PutOff(int slot, long nowMs)
    {
        int shift = _putOffs[slot] < Limits.PutOffDoublingsMax ? _putOffs[slot]++ : _putOffs[slot];
        long waitMs = (long)Limits.UnresolvedBaseMs << shift;
        waitMs = waitMs < Limits.UnresolvedCapMs ? waitMs : Limits.UnresolvedCapMs;
        waitMs += (long)(_random.Next() % (ulong)((waitMs / 4) + 1));
        _dueTenths[slot] = (int)((nowMs + waitMs) / 100) + 1;
        if (slot == _liveSlot)
        {
            _liveDueMs = nowMs + _liveBackoff.Next();
        }
    }
}
