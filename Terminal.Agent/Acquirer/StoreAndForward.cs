using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// Takes transactions from the journal to the acquirer, each exactly once. One loop: choose a
/// transaction (<see cref="SendSchedule"/>), make durable that it is about to be sent, send it
/// (<see cref="AcquirerChannel"/>), find the outcome in the table, apply it to the journal
/// (<see cref="OutcomeApplier"/>), and schedule what comes next. Each step acts on how things
/// stand; none waits to see them change.
/// </summary>
public sealed class StoreAndForward : IProgress
{
    private const int NoSlot = LiveSale.NoSlot;

    private readonly TransactionJournal _journal;
    private readonly LinkManager _links;
    private readonly LiveSale _live;
    private readonly IClock _clock;
    private readonly TimeSync _time;
    private readonly IEventSink _events;
    private readonly RequestWriter _writer;
    private readonly OutcomeTable _table = new OutcomeTable();
    private readonly SendSchedule _schedule;
    private readonly AcquirerChannel _channel;
    private readonly AcquirerResponse _answer;
    private readonly OutcomeApplier _applier;
    private readonly AttentionList _attention;
    private readonly byte[] _uniqueId = new byte[Limits.UniqueIdBytesMax];

    // What is being asked about, or what was written behind it; Recall fetches the former.
    private readonly TransactionRecord _record = new TransactionRecord();
    private readonly StateChange _change = new StateChange();

    // While nothing was found to do, the uptime at which to look again; Wake brings it forward.
    private long _lookAgainMs;
    private bool _isWarmWanted;
    private FaultCode _serviceFault;
    private FaultCode _holdFault;
    private FaultCode _lastFault;

    // What answers of something in front of the acquirer may hint at, and since when.
    private FaultCode _suspectedFault;
    private long _suspectedSinceMs;
    private bool _isTimeVerified;

    private readonly DayComparison _comparison;

    // The sale whose payment somebody asks about, and what was answered.
    private int _askedSlot = NoSlot;
    private int _answeredSlot = NoSlot;
    private uint _askedSequence;
    private PaymentStatus _askedStatus;

    /// <summary>Makes the loop; everything it needs is allocated here.</summary>
    public StoreAndForward(
        TransactionJournal journal,
        LinkManager links,
        LiveSale live,
        IClock clock,
        TimeSync time,
        IRandom random,
        IEventSink events,
        AttentionList attention,
        RequestWriter writer)
    {
        _journal = journal;
        _links = links;
        _live = live;
        _clock = clock;
        _time = time;
        _events = events;
        _attention = attention;
        _writer = writer;
        var notes = new SlotNotes(journal);
        _schedule = new SendSchedule(journal, notes, live, random);
        _channel = new AcquirerChannel(links);
        _answer = _channel.Answer;
        _applier = new OutcomeApplier(journal, notes, live, clock, attention);
        _comparison = new DayComparison(journal, writer.Settings, clock, _answer);
    }

    /// <summary>
    /// S5xx while the acquirer's service is known to be unavailable, R34 while something in front
    /// of it answers; None otherwise.
    /// </summary>
    public FaultCode ServiceFault => _serviceFault;

    /// <summary>K401 or K403 while everything is held back; None otherwise.</summary>
    public FaultCode BlockingFault => _holdFault;

    /// <summary>
    /// Why the last exchange failed on its way; None after one that was answered.
    /// </summary>
    public FaultCode LastFault => _lastFault;

    /// <summary>
    /// K401 or K403 when something in front of the acquirer has answered 401, or 402 and 403, for
    /// so long that key or account may be the cause; None otherwise.
    /// </summary>
    public FaultCode SuspectedFault => _suspectedFault != FaultCode.None
        && _clock.UptimeMs - _suspectedSinceMs >= Limits.GatewaySuspectMs
        ? _suspectedFault : FaultCode.None;

    /// <summary>True while the clock agrees with what the acquirer told last.</summary>
    public bool IsTimeVerified => _isTimeVerified;

    /// <summary>
    /// Seconds after the last byte of a request until the acquirer cannot book it any more.
    /// </summary>
    public int SettleS
    {
        get => _applier.SettleS;
        set => _applier.SettleS = value;
    }

    /// <summary>The outcome table with the count of each row.</summary>
    public OutcomeTable Table => _table;

    /// <summary>Payments of the backlog that are under way together.</summary>
    public Pipeline Pipeline => _channel.Pipeline;

    /// <summary>True while an exchange goes on or a connection is being made.</summary>
    public bool IsUnderWay => !_channel.IsAtRest;

    /// <inheritdoc/>
    public int Mark => _channel.Mark;

    /// <summary>True while the live sale's bytes may be on their way.</summary>
    public bool IsLiveBusy => _live.IsThere && _channel.Slot == _live.Slot;

    /// <summary>True while somebody at the counter waits for the transaction in a slot.</summary>
    public bool IsLive(int slot) => _live.IsThere && _live.Slot == slot;

    /// <summary>True while the connection, or one in the making, is over a link.</summary>
    public bool IsUsing(ILink link) => _channel.IsUsing(link);

    /// <summary>Says where the acquirer is; takes effect with the next connection.</summary>
    public void SetHost(byte[] host, int hostLength, int port)
    {
        Interrupt(_clock.UptimeMs);
        _channel.SetHost(host, hostLength, port);
    }

    /// <summary>Puts a sale ahead of everything, at once.</summary>
    public void SetLive(int slot)
    {
        _live.Begin(slot, _clock.UptimeMs);
        _schedule.BeginLive();
        Wake();
    }

    /// <summary>Nobody waits any more; the sale goes on with the backlog.</summary>
    public void ClearLive()
    {
        if (_live.IsThere)
        {
            _schedule.EndLive();
            _live.End();
        }

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

    /// <summary>
    /// Asks the acquirer how the payment of an approved sale stands; the journal does not change.
    /// Another question takes the place of one that is open, and -1 takes it back.
    /// </summary>
    public void AskStatus(int slot)
    {
        _askedSlot = slot;
        _answeredSlot = NoSlot;
        if (slot != NoSlot)
        {
            _askedSequence = _journal.Sequence(slot);
            Warm();
        }
    }

    /// <summary>
    /// How the payment of a sale stood when it was asked about; Absent while that is not known.
    /// </summary>
    public PaymentStatus StatusOf(int slot) =>
        slot == _answeredSlot && _journal.Sequence(slot) == _askedSequence
            ? _askedStatus : PaymentStatus.Absent;

    /// <summary>The comparison of a day with the acquirer's lists.</summary>
    public DayComparison Comparison => _comparison;

    /// <summary>Begins to compare a day, between payments; nothing changes by it.</summary>
    public void Compare(int day, int currencyIndex)
    {
        StopComparing();
        _comparison.Begin(day, currencyIndex);
        Wake();
    }

    /// <summary>
    /// True while a comparison goes on; one that gets no answer for long is given up here.
    /// </summary>
    public bool IsComparing(long nowMs)
    {
        if (_comparison.IsSilent(nowMs))
        {
            _comparison.GiveUp();
            StopComparing();
        }

        return _comparison.IsUnderWay;
    }

    /// <summary>Gives the comparison up.</summary>
    public void StopComparing()
    {
        if (_comparison.IsAsking)
        {
            Interrupt(_clock.UptimeMs);
        }

        _comparison.Stop();
    }

    /// <summary>How the payment stood that was read last, whoever asked.</summary>
    public PaymentStatus ReadStatus { get; private set; }

    /// <summary>Lifts a hold, because key or account may have been put right.</summary>
    public void Release()
    {
        _holdFault = FaultCode.None;
        _schedule.Release();
        Wake();
    }

    /// <summary>
    /// A person has found out what became of a transaction that nothing else can tell: whether the
    /// payment, or the refund where one was asked for, was made. The record is final then.
    /// </summary>
    /// <returns>False when it is not such a transaction, or NVRAM did not take it.</returns>
    public bool Decide(int slot, bool isMade)
    {
        if (!IsForPerson(slot))
        {
            return false;
        }

        Leave(slot);
        bool isRefund = (_journal.Flags(slot) & TransactionFlags.IsRefund) != 0;
        bool isCancel = _journal.State(slot) == TransactionState.CancelRequested;
        _change.Reset(
            isCancel ? (isMade ? TransactionState.Refunded : TransactionState.Approved)
                : isMade ? TransactionState.Approved : TransactionState.Rejected,
            _clock.UtcSeconds);
        _change.AddFlags = TransactionFlags.DecidedByPerson
            | (isCancel && !isMade ? TransactionFlags.CancelFailed : 0);
        if (_journal.Change(slot, _change) != ChangeResult.Changed)
        {
            return false;
        }

        _events.Add(EventKind.DecidedByPerson, slot, isMade ? 1 : 0);
        AttentionExit exit = isMade ? AttentionExit.Made : AttentionExit.NotMade;
        CloseEntry(
            isRefund || isCancel ? AttentionKind.RefundUndecided : AttentionKind.Mismatch, slot,
            exit);
        CloseEntry(AttentionKind.PaymentNotOurs, slot, exit);
        return true;
    }

    /// <summary>
    /// A person has a refund sent again whose answer was lost, having found that it was not made.
    /// </summary>
    /// <returns>False when it is not such a refund, or NVRAM did not take it.</returns>
    public bool SendAgain(int slot)
    {
        if (!IsForPerson(slot) || (_journal.Flags(slot) & TransactionFlags.RefundSent) == 0)
        {
            return false;
        }

        Leave(slot);
        _change.Reset(_journal.State(slot), _clock.UtcSeconds);
        _change.ClearsBaseline = true;
        if (_journal.Change(slot, _change) != ChangeResult.Changed)
        {
            return false;
        }

        _events.Add(EventKind.DecidedByPerson, slot, 2);
        CloseEntry(AttentionKind.RefundUndecided, slot, AttentionExit.SentAgain);
        _schedule.ForgetWaits(slot);
        Wake();
        return true;
    }

    /// <summary>True for what a technician may decide: sent, and not decided.</summary>
    public bool IsForPerson(int slot)
    {
        TransactionState state = _journal.State(slot);
        return (state == TransactionState.Unknown || state == TransactionState.CancelRequested)
            && slot != _live.Slot;
    }

    // What is being asked about it right now would be answered too late.
    private void Leave(int slot)
    {
        if (slot == _channel.Slot)
        {
            Interrupt(_clock.UptimeMs);
        }
    }

    /// <summary>Moves the loop on.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    public int Step(long nowMs)
    {
        if (nowMs < _lookAgainMs && _channel.IsAtRest)
        {
            return (int)(_lookAgainMs - nowMs);
        }

        int waitMs = _channel.Step(nowMs);
        ConnectionState state = _channel.State;
        if (state == ConnectionState.Answered || state == ConnectionState.Failed)
        {
            Finish(nowMs);

            // The answer to what follows may have come along with this one.
            state = _channel.State;
            waitMs = 0;
        }
        else if (state == ConnectionState.Ready && _channel.TakeProof() && IsProofEnough())
        {
            _links.Report(_channel.Link, FaultCode.None, nowMs);
            OpenGate(nowMs);
        }

        if (_channel.IsLinkLost)
        {
            FollowLink(nowMs);
            state = ConnectionState.Closed;
        }

        if (state == ConnectionState.Busy)
        {
            if (_channel.Slot != _live.Slot && !GiveWay(nowMs) && _channel.MayFollow)
            {
                Follow(nowMs);
                waitMs = _channel.IsSending && waitMs > Limits.BusyStepMs
                    ? Limits.BusyStepMs : waitMs;
            }

            return waitMs;
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
        bool hasAnswerFailed = FaultCodes.Stage(_lastFault) == FaultStage.Peer
            || _lastFault == FaultCode.CaptivePortal || _lastFault == FaultCode.ProxyRefused;
        return !hasAnswerFailed || _journal.WaitingCount == 0;
    }

    private void OpenGate(long nowMs)
    {
        if (_serviceFault == FaultCode.None)
        {
            _schedule.OpenGate(nowMs);
            Wake();
        }
    }

    private int LookForWork(long nowMs, int waitMs)
    {
        if (_channel.Link == null || !_journal.IsWritable)
        {
            _lookAgainMs = nowMs + Limits.IdleStepMs;
            return Limits.IdleStepMs;
        }

        long dueMs = nowMs + Limits.IdleStepMs;
        int slot = _writer.MaySend ? _schedule.Choose(nowMs, true, ref dueMs) : NoSlot;
        ExpireFaults(slot, nowMs);
        bool isComparing =
            slot == NoSlot && _comparison.IsUnderWay && MayCompare(nowMs, ref dueMs);
        if (slot == NoSlot && !_isWarmWanted && !isComparing)
        {
            _lookAgainMs = dueMs;
            return (int)(dueMs - nowMs);
        }

        switch (_channel.State)
        {
            case ConnectionState.Closed:
                _channel.Connect(nowMs);
                return 0;
            case ConnectionState.Ready:
                _isWarmWanted = false;
                if (_askedSlot != NoSlot && MayAsk(nowMs))
                {
                    slot = _askedSlot;
                }

                if (slot != NoSlot)
                {
                    Send(slot, nowMs);
                }
                else if (isComparing && !_comparison.Read())
                {
                    RequestKind request = _comparison.Write(_writer, out IJsonSink sink);
                    _channel.Use(sink);
                    _channel.Send(NoSlot, request, _writer, nowMs);
                }

                return 0;
            default:
                return waitMs;
        }
    }

    // Somebody stands before the screen; but a customer goes first, and a question is not worth a
    // try of a link or a service that is known to be bad.
    private bool MayAsk(long nowMs)
    {
        if (_journal.Sequence(_askedSlot) != _askedSequence
            || _journal.State(_askedSlot) != TransactionState.Approved)
        {
            _askedSlot = NoSlot;
            return false;
        }

        return !_schedule.IsLiveWaiting && !_schedule.IsHeld(nowMs)
            && !_schedule.IsGateClosed(nowMs) && _writer.MaySend;
    }

    // A page is not worth a try of a link or a service that is known to be bad, and a customer
    // goes first.
    private bool MayCompare(long nowMs, ref long dueMs)
    {
        if (_schedule.IsLiveWaiting || _schedule.IsHeld(nowMs) || _schedule.IsGateClosed(nowMs)
            || !_writer.MaySend)
        {
            return false;
        }

        if (nowMs < _comparison.DueMs)
        {
            dueMs = _comparison.DueMs < dueMs ? _comparison.DueMs : dueMs;
            return false;
        }

        return true;
    }

    // With nothing to send nothing would ever prove a fault gone: a hold ends by time, an
    // unavailable service likewise, and a doubted link is proved by a connection.
    private void ExpireFaults(int slot, long nowMs)
    {
        if (_holdFault != FaultCode.None && !_schedule.IsHeld(nowMs))
        {
            _holdFault = FaultCode.None;
        }

        if (slot == NoSlot && !_schedule.IsGateClosed(nowMs))
        {
            _serviceFault = _journal.WaitingCount == 0 ? FaultCode.None : _serviceFault;
            _isWarmWanted |= _channel.State == ConnectionState.Closed
                && _links.IsDoubted(_channel.Link);
        }
    }

    // A link that is gone takes its connection along; a new one starts without the old one's waits.
    private void FollowLink(long nowMs)
    {
        Interrupt(nowMs);
        _channel.TakeLink();
        _schedule.MoveLink(nowMs);
        Wake();
    }

    // An exchange of the backlog that hangs must not keep a customer waiting, and nothing more of
    // the backlog goes out before the live sale.
    private bool GiveWay(long nowMs)
    {
        if (!_schedule.IsLiveWaiting)
        {
            return false;
        }

        if (_channel.IsTooSlow(_live.SinceMs, nowMs))
        {
            Interrupt(nowMs);
            Wake();
        }

        return true;
    }

    private void Interrupt(long nowMs)
    {
        _channel.Drop();
        if (_comparison.IsAsking)
        {
            _channel.Use(null);
            _comparison.Interrupt();
        }

        ApplyUnanswered(nowMs);
    }

    // The connection is gone: whatever was under way may have arrived, but for a last request of
    // which no byte has left.
    private void ApplyUnanswered(long nowMs)
    {
        for (int slot = _channel.TakeUnanswered(); slot >= 0; slot = _channel.TakeUnanswered())
        {
            Recall(slot);
            Verdict verdict = _channel.IsUnsent ? Verdict.NotTaken : Verdict.Unknown;
            _applier.Apply(_record, _channel.Request, verdict, _answer, nowMs);
        }

        _writer.Wipe();
    }

    private void CloseEntry(AttentionKind kind, int slot, AttentionExit exit) =>
        _attention.CloseOf(kind, _journal.BootOf(slot), _journal.Sequence(slot), exit);

    // The record may be another's by now, which was written behind it. One that cannot be read any
    // more gets enough of a sale to say that nothing is known of it; no answer fits its amount.
    private bool Recall(int slot)
    {
        if (_record.Slot == slot || _journal.Load(slot, _record))
        {
            return true;
        }

        _record.Slot = slot;
        _record.Kind = TransactionKind.Sale;
        _record.Flags = 0;
        _record.AmountCents = -1;
        return false;
    }

    // While the acquirer works on one payment the next of the backlog are sent, oldest first. Only
    // payments that were never sent follow others; whatever must be looked up goes alone, and so
    // does everything while the waits of a failure still shrink.
    private void Follow(long nowMs)
    {
        if (_channel.Request != RequestKind.Create || _serviceFault != FaultCode.None
            || !_schedule.MayFollow(nowMs))
        {
            return;
        }

        int slot = _journal.OldestWaiting();
        for (int i = 0; i < Limits.PipelineLookCount && slot >= 0; i++)
        {
            int next = _journal.NextWaiting(slot);
            if (slot != _channel.Slot && !_channel.Pipeline.Holds(slot)
                && _schedule.IsDue(slot, nowMs)
                && (!_channel.MayFollow || !Follow(slot, nowMs)))
            {
                return;
            }

            slot = next;
        }
    }

    private bool Follow(int slot, long nowMs)
    {
        if (_journal.State(slot) != TransactionState.Pending || !_journal.Load(slot, _record)
            || _applier.NextRequest(_record, nowMs) != RequestKind.Create)
        {
            return false;
        }

        if (!_applier.CommitBeforeSending(_record, RequestKind.Create, nowMs))
        {
            _schedule.PutOff(slot, nowMs);
            return false;
        }

        _writer.Create(_record);
        _record.Wipe();
        _channel.Follow(slot, _writer);
        return true;
    }

    private void Send(int slot, long nowMs)
    {
        if (!_journal.Load(slot, _record))
        {
            _schedule.PutOff(slot, nowMs);
            return;
        }

        bool isAsked = slot == _askedSlot;
        RequestKind request =
            isAsked ? RequestKind.Read : _applier.NextRequest(_record, nowMs);
        if (isAsked ? _record.PaymentIdLength == 0
            : !_applier.CommitBeforeSending(_record, request, nowMs))
        {
            _askedSlot = isAsked ? NoSlot : _askedSlot;
            _schedule.PutOff(slot, nowMs);
            return;
        }

        Write(request);
        _channel.Send(slot, request, _writer, nowMs);
    }

    private void Write(RequestKind request)
    {
        bool isSale = _record.Kind == TransactionKind.Sale;
        _answer.Reset(_uniqueId, isSale ? _writer.WriteUniqueId(_record, _uniqueId) : 0);
        if (OutcomeApplier.IsAboutRefund(_record))
        {
            _answer.CountRefunds(
                _record.PaymentId, _record.PaymentIdLength, _applier.RefundCents(_record));
        }

        switch (request)
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
            case RequestKind.ListRefunds:
                _writer.ListRefunds(
                    _applier.Steps.ListedSinceUtcSeconds, _applier.Steps.PageStart);
                break;
            default:
                _writer.LookUp(_record);
                break;
        }

        if (isSale)
        {
            _record.Wipe();
        }
    }

    // A request of the comparison: no transaction hangs on it.
    private void FinishComparing(long nowMs)
    {
        ExchangeEnd end = _channel.End;
        bool isAnswered = end == ExchangeEnd.Answered;
        bool isTooLong = _channel.IsTooLong;
        RequestKind request = _channel.Request;
        OutcomeRow row = _table.Find(
            request, end, isAnswered ? _answer.HttpStatus : 0,
            isAnswered ? _comparison.Judge() : ResponseBody.Empty);
        FaultCode fault = FaultOf(row);
        int retryAfterMs = isAnswered ? RetryAfterMs() : 0;
        _channel.Next(nowMs);
        _channel.Use(null);
        _comparison.Finish(row.Verdict, isTooLong, nowMs);
        if (!isTooLong)
        {
            Learn(row, fault, isAnswered, nowMs);
            RetryPolicy retry = row.Retry == RetryPolicy.Gateway ? RetryPolicy.Service : row.Retry;
            if (retry == RetryPolicy.Link || retry == RetryPolicy.Service
                || retry == RetryPolicy.Hold)
            {
                _schedule.Take(retry, NoSlot, retryAfterMs, nowMs);
            }
        }

        ApplyUnanswered(nowMs);
        Wake();
    }

    private void Finish(long nowMs)
    {
        if (_comparison.IsAsking)
        {
            FinishComparing(nowMs);
            return;
        }

        int slot = _channel.Slot;
        RequestKind request = _channel.Request;
        bool isKnown = slot == NoSlot || Recall(slot);
        ExchangeEnd end = _channel.End;
        bool isAnswered = end == ExchangeEnd.Answered;
        ResponseBody body = isAnswered ? Judge(request) : ResponseBody.Empty;
        int status = isAnswered ? _answer.HttpStatus : 0;
        OutcomeRow row = _table.Find(request, end, status, body);
        FaultCode fault = FaultOf(row);

        // A connection that could not be made ahead of a sale is not tried again before the sale's.
        _isWarmWanted &= isAnswered;
        RetryPolicy retry = row.Retry;
        Verdict verdict = row.Verdict;
        if ((!IsTrusted(row, body) || !isKnown)
            && (retry == RetryPolicy.Settled || verdict == Verdict.ReadNamed))
        {
            // Whose answer it is cannot be told: the payment is looked up.
            verdict = Verdict.Unknown;
            retry = RetryPolicy.Slow;
        }

        int next = _channel.Next(nowMs);
        Learn(row, fault, isAnswered, nowMs);
        ApplyResult step = ApplyResult.AsRowSays;
        if (slot != NoSlot)
        {
            _events.Add(EventKind.Outcome, row.Number, isAnswered ? status : (int)fault);
            if (request == RequestKind.Read && IsTold(verdict))
            {
                ReadStatus = _answer.Status;
            }

            if (_journal.State(slot) == TransactionState.Approved)
            {
                TakeStatus(slot, verdict);
            }
            else
            {
                step = _applier.Apply(_record, request, verdict, _answer, nowMs);
            }
        }

        switch (step)
        {
            case ApplyResult.AsRowSays:
                _schedule.Take(retry, slot, isAnswered ? RetryAfterMs() : 0, nowMs);
                break;
            case ApplyResult.GoOn:
                _schedule.GoOn(slot);
                break;
            case ApplyResult.Watch:
                _schedule.Watch(slot, _applier.SettlesInMs(slot, nowMs), nowMs);
                break;
            default:
                _schedule.Take(RetryPolicy.Slow, slot, 0, nowMs);
                break;
        }

        if (next != NoSlot)
        {
            _answer.Reset(_uniqueId, Recall(next) ? _writer.WriteUniqueId(_record, _uniqueId) : 0);
            _record.Wipe();
            if (!_channel.IsSending)
            {
                _writer.Wipe();
            }
        }
        else
        {
            ApplyUnanswered(nowMs);
        }

        Wake();
    }

    private void TakeStatus(int slot, Verdict verdict)
    {
        if (slot != _askedSlot)
        {
            return;
        }

        _askedStatus = IsTold(verdict) ? _answer.Status : PaymentStatus.Unknown;
        _answeredSlot = slot;
        _askedSlot = NoSlot;
    }

    private static bool IsTold(Verdict verdict) =>
        verdict == Verdict.Approved || verdict == Verdict.Declined;

    // Answers are matched by their order. One that settles a payment must name its id as well while
    // others are under way; at the first that does not, order counts for nothing any more.
    private bool IsTrusted(OutcomeRow row, ResponseBody body)
    {
        Pipeline pipeline = _channel.Pipeline;
        bool isSettled = row.Verdict == Verdict.Approved || row.Verdict == Verdict.Declined;
        if (isSettled && _channel.Request == RequestKind.Create && _answer.UniqueIdLength > 0)
        {
            pipeline.Trust();
            return true;
        }

        if (!pipeline.IsInUse)
        {
            return true;
        }

        pipeline.Doubt();
        if (isSettled || body == ResponseBody.Mismatch)
        {
            _channel.Drop();
        }

        return false;
    }

    private ResponseBody Judge(RequestKind request)
    {
        if (request == RequestKind.Refund)
        {
            return _answer.JudgeRefund();
        }

        if (request == RequestKind.ListRefunds)
        {
            return _answer.JudgePage();
        }

        // The payment that a refund reads has its sale's amount and unique_id.
        bool isSale = _record.Kind == TransactionKind.Sale;
        bool mayBeUnnamed = request != RequestKind.LookUp && !_applier.IsCandidate(_record);
        ResponseBody body = _answer.Judge(
            isSale ? _record.AmountCents : 0, _record.Currency, mayBeUnnamed);
        return isSale && _answer.PaymentCount > 0 && body != ResponseBody.Unnamed
            && body != ResponseBody.Alien ? CheckOwner(body, request) : body;
    }

    // A payment that was made long before the sale, of another id than the one that was read, or
    // (where only the 409 speaks for it) of another card, is not the sale's.
    private ResponseBody CheckOwner(ResponseBody body, RequestKind request)
    {
        long createdUtcSeconds = _answer.CreatedUtcSeconds;
        if (createdUtcSeconds > 0 && (_record.Flags & TransactionFlags.TimeVerified) != 0
            && createdUtcSeconds + Limits.PaymentOlderS < _record.CreatedUtcSeconds)
        {
            return ResponseBody.Older;
        }

        if (request != RequestKind.Read)
        {
            return body;
        }

        bool isOtherId = _answer.IdLength > 0 && (_answer.IdLength != _record.PaymentIdLength
            || !ByteCodec.Same(_answer.Id, 0, _record.PaymentId, 0, _answer.IdLength));
        bool isOtherCard = _answer.UniqueIdLength == 0 && _answer.Last4[0] != 0
            && _record.Last4[0] != 0 && _record.EntryMode == CardEntryMode.Chip
            && !ByteCodec.Same(_answer.Last4, 0, _record.Last4, 0, _record.Last4.Length);
        return isOtherId || isOtherCard ? ResponseBody.Mismatch : body;
    }

    private FaultCode FaultOf(OutcomeRow row)
    {
        switch (row.Source)
        {
            case FaultSource.Exchange:
                return _channel.Fault;
            case FaultSource.Status:
                return _answer.IsMaintenance
                    ? FaultCode.Maintenance : (FaultCode)_answer.HttpStatus;
            default:
                return row.Fault;
        }
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

        _links.Report(_channel.Link, _lastFault, nowMs);
        if (!isReached)
        {
            return;
        }

        bool isGateway = row.Retry == RetryPolicy.Gateway;
        _serviceFault = isGateway || row.Retry == RetryPolicy.Service ? fault : FaultCode.None;
        _holdFault = row.Retry == RetryPolicy.Hold ? fault : FaultCode.None;
        Suspect(isGateway ? _answer.HttpStatus : 0, nowMs);
        LearnTime(nowMs);
    }

    // Something in front of the acquirer that answers 401, 402 or 403 for long may be right about
    // key or account, though it is not the acquirer that says so.
    private void Suspect(int status, long nowMs)
    {
        FaultCode suspected = status == 401 ? FaultCode.KeyRefused
            : status == 402 || status == 403 ? FaultCode.AccountSuspended : FaultCode.None;
        if (suspected != _suspectedFault)
        {
            _suspectedFault = suspected;
            _suspectedSinceMs = nowMs;
        }
        else if (SuspectedFault != FaultCode.None)
        {
            _attention.Raise(
                suspected == FaultCode.KeyRefused
                    ? AttentionKind.KeySuspected : AttentionKind.AccountSuspected,
                0, 0, 0, _clock.UtcSeconds);
        }
    }

    private void LearnTime(long nowMs)
    {
        long told = _answer.DateUtcSeconds;
        if (told == 0)
        {
            return;
        }

        _time.Offer(TimeOrigin.Acquirer, told, nowMs);
        long wrongS = told - _clock.UtcSeconds;
        _isTimeVerified = wrongS <= Limits.ClockAgreementS && wrongS >= -Limits.ClockAgreementS;
    }

    private int RetryAfterMs()
    {
        long seconds = _answer.RetryAfterS;
        if (seconds < 0 && _answer.RetryAfterUtcSeconds > 0 && _clock.UtcSeconds > 0)
        {
            seconds = _answer.RetryAfterUtcSeconds - _clock.UtcSeconds;
        }

        return seconds <= 0 ? 0
            : (int)(seconds < Limits.RetryAfterCapS ? seconds : Limits.RetryAfterCapS) * 1000;
    }
}
