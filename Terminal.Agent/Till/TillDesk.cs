using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Sale;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Till;

/// <summary>
/// What the terminal does for tills, whatever line they speak on. A reference is never charged
/// twice: whoever asks for it again is told what the journal says today. Every request is
/// answered, the latest after <see cref="Limits.TillAnswerMs"/>. SPEC.md, Till, has the table.
/// </summary>
public sealed class TillDesk
{
    // ISO 4217 numbers, in the order of Currencies.
    private static readonly short[] CurrencyNumbers = { 978, 826, 840, 756 };

    private readonly Agent _agent;
    private readonly TerminalSettings _settings;
    private readonly TransactionJournal _journal;
    private readonly TillSales _sales;
    private readonly Tickets _tickets;
    private readonly DayTotals _day = new DayTotals();
    private readonly IClock _clock;
    private readonly TillAnswer _answer = new TillAnswer();
    private readonly TillReference _asked = new TillReference();
    private readonly TillReference _original = new TillReference();
    private readonly SaleOrder _order = new SaleOrder();
    private readonly TillCaller[] _callers;
    private int _callerCount;

    // Who asked for the order first: only the same address may replace it.
    private uint _orderAddress;

    /// <summary>Makes the desk for at most so many callers.</summary>
    public TillDesk(Agent agent, IClock clock, int callersMax)
    {
        _agent = agent;
        _settings = agent.Settings;
        _journal = agent.Journal;
        _sales = new TillSales(agent.Journal, clock);
        _tickets = new Tickets(agent.Settings);
        _clock = clock;
        _callers = new TillCaller[callersMax];
    }

    /// <summary>Adds somebody who may ask; before the first step.</summary>
    public void Add(TillCaller caller) => _callers[_callerCount++] = caller;

    /// <summary>Moves on whoever waits.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    public int Step(long nowMs)
    {
        NoteOrder(nowMs);
        int waitMs = Limits.IdleStepMs;
        for (int i = 0; i < _callerCount; i++)
        {
            if (_callers[i].State != TillCallState.None)
            {
                StepCaller(_callers[i], nowMs);
                waitMs = Limits.TillStepMs;
            }
        }

        return waitMs;
    }

    /// <summary>Takes a request that is over.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="isMalformed">True when it is no request at all.</param>
    /// <param name="nowMs">Uptime.</param>
    public void Ask(TillCaller caller, bool isMalformed, long nowMs)
    {
        NoteOrder(nowMs);
        TillRequest request = caller.Request;
        caller.AskedMs = nowMs;
        caller.State = TillCallState.None;
        caller.Boot = 0;
        caller.Sequence = 0;
        int reason = isMalformed ? TillReason.BadFormat : request.Check(CurrencyNumber);
        if (reason != TillReason.None)
        {
            Refuse(caller, reason, nowMs);
            return;
        }

        TillField reference = request.Of(TillRequest.Reference);
        _asked.Set(
            (int)request.Of(TillRequest.Till).Number(), reference.Bytes, reference.Length);
        switch (request.ActionCode)
        {
            case TillAction.Debit:
                Debit(caller, nowMs);
                break;
            case TillAction.Credit:
                Credit(caller, nowMs);
                break;
            case TillAction.Cancellation:
                Cancel(caller, nowMs);
                break;
            case TillAction.Duplicate:
            case TillAction.Status:
                Tell(caller, nowMs);
                break;
            case TillAction.Totals:
                _answer.Clear(TillAnswer.Done, TillReason.None);
                LoadToday();
                _tickets.WriteDay(_answer.Ticket, _day, _clock.UtcSeconds);
                caller.Answer(_answer, nowMs);
                break;
            default:
                _answer.Clear(TillAnswer.Done, TillReason.None);
                _answer.HasSerial = true;
                caller.Answer(_answer, nowMs);
                break;
        }
    }

    /// <summary>
    /// Somebody who waits has gone: an amount that no card was read for goes with the last one
    /// who waits for it.
    /// </summary>
    public void Leave(TillCaller caller, long nowMs)
    {
        bool wasOfOrder = caller.State == TillCallState.Order;
        caller.State = TillCallState.None;
        if (wasOfOrder && !IsWaitedFor && _agent.Withdraw(_order, nowMs))
        {
            _order.State = OrderState.None;
        }
    }

    /// <summary>The answer that a caller was given has arrived.</summary>
    public void NoteTaken(TillCaller caller)
    {
        int slot = caller.Boot == 0 ? -1 : _journal.Find(caller.Boot, caller.Sequence);
        if (slot >= 0)
        {
            _sales.NoteTold(slot);
        }

        caller.Boot = 0;
    }

    private void LoadToday()
    {
        long now = _clock.UtcSeconds;
        int day = _journal.NewestDay(now);
        _journal.LoadDay(
            _day, day < 0 ? BusinessDays.None : day, _settings.CurrencyIndex, now);
    }

    private int CurrencyNumber
    {
        get
        {
            int index = Currencies.IndexOf(_settings.Currency, 0);
            return index < 0 ? 0 : CurrencyNumbers[index];
        }
    }

    private bool IsWaitedFor
    {
        get
        {
            for (int i = 0; i < _callerCount; i++)
            {
                if (_callers[i].State == TillCallState.Order)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private void Debit(TillCaller caller, long nowMs)
    {
        long amount = caller.Request.Of(TillRequest.Amount).Number();
        int slot = _sales.Find(_asked);
        bool isKnown = slot >= 0 && (_asked.Length > 0
            ? !IsOver(slot) : _journal.AmountCents(slot) == amount && _sales.IsRepeatable(slot));
        if (isKnown && _journal.AmountCents(slot) != amount)
        {
            Refuse(caller, TillReason.BadSelection, nowMs);
        }
        else if (isKnown)
        {
            Repeat(caller, slot, nowMs);
        }
        else if (_order.IsOpen)
        {
            OrderBeside(caller, amount, -1, nowMs);
        }
        else
        {
            Begin(caller, amount, -1, nowMs);
        }
    }

    // Pays back the sale of CH, else of CF. Its own reference is CF, else CH: under that it is made
    // once.
    private void Credit(TillCaller caller, long nowMs)
    {
        TillField reference = caller.Request.Of(TillRequest.Reference);
        TillField named = caller.Request.Of(TillRequest.Original);
        named = named.Length > 0 ? named : reference;
        if (!_settings.Till.MayRefund || named.Length == 0)
        {
            Refuse(
                caller, named.Length == 0 ? TillReason.BadSelection : TillReason.Forbidden, nowMs);
            return;
        }

        _original.Set(_asked.Number, named.Bytes, named.Length);
        if (_asked.Length == 0)
        {
            _asked.Set(_asked.Number, named.Bytes, named.Length);
        }

        long amount = caller.Request.Of(TillRequest.Amount).Number();
        int sale = _sales.Find(_original);
        int slot = _sales.FindRefund(_asked);
        if (slot >= 0 && !IsOver(slot))
        {
            bool isSame = _journal.AmountCents(slot) == amount
                && (sale < 0 || _sales.IsOf(slot, sale));
            if (isSame)
            {
                Repeat(caller, slot, nowMs);
            }
            else
            {
                Refuse(caller, TillReason.BadSelection, nowMs);
            }

            return;
        }

        int reason = sale < 0 ? TillReason.BadSelection : ReasonNotToRefund(sale, amount);
        if (reason != TillReason.None)
        {
            Refuse(caller, reason, nowMs);
        }
        else if (_order.IsOpen)
        {
            OrderBeside(caller, amount, sale, nowMs);
        }
        else
        {
            Begin(caller, amount, sale, nowMs);
        }
    }

    private int ReasonNotToRefund(int sale, long amount)
    {
        SaleStanding standing = _sales.Standing(sale);
        return standing == SaleStanding.Refused || standing == SaleStanding.TakenBack
            ? TillReason.BadSelection
            : _journal.State(sale) != TransactionState.Approved ? TillReason.NotCompleted
            : amount < Limits.AmountCentsMin || amount > _journal.AmountCents(sale)
                ? TillReason.Forbidden : TillReason.None;
    }

    // Nothing stays charged: the reference may be used again.
    private bool IsOver(int slot)
    {
        SaleStanding standing = _sales.Standing(slot);
        return standing == SaleStanding.Refused || standing == SaleStanding.TakenBack;
    }

    private void Repeat(TillCaller caller, int slot, long nowMs)
    {
        SaleStanding standing = _sales.Standing(slot);
        bool isRefund = IsRefund(slot);
        if (standing == SaleStanding.Open
            && (isRefund ? _agent.StoreAndForward.IsLive(slot) : IsAtCounter))
        {
            caller.State = TillCallState.Sale;
            caller.Boot = _journal.BootOf(slot);
            caller.Sequence = _journal.Sequence(slot);
            return;
        }

        if (standing == SaleStanding.Paid && !isRefund)
        {
            _agent.Sale.ShowRepeated(_asked.Number, _journal.AmountCents(slot), nowMs);
        }

        Tell(caller, slot, nowMs);
    }

    // A payment is on its way while the customer stands there: its end is worth waiting for.
    private bool IsAtCounter => _agent.Sale.State == SaleState.Waiting
        || _agent.Sale.State == SaleState.LateConsent;

    private bool IsRefund(int slot) => (_journal.Flags(slot) & TransactionFlags.IsRefund) != 0;

    // While the counter shows what a till asked for.
    private void OrderBeside(TillCaller caller, long amount, int refundedSlot, long nowMs)
    {
        bool isSame = _order.Till.IsSame(_asked) && _order.AmountCents == amount
            && _order.RefundedSlot == refundedSlot;
        bool isOwn = caller.Address == _orderAddress && _order.Till.Number == _asked.Number;
        if (isSame && _asked.Length > 0)
        {
            // The till asks again for what is under way: it learns the end of it too.
            Wait(caller, nowMs);
        }
        else if (isOwn && _agent.Withdraw(_order, nowMs))
        {
            EndOrder(nowMs);
            Begin(caller, amount, refundedSlot, nowMs);
        }
        else
        {
            Refuse(caller, TillReason.NotCompleted, nowMs);
        }
    }

    private void Begin(TillCaller caller, long amount, int refundedSlot, long nowMs)
    {
        if (amount > Limits.AmountCentsCeiling)
        {
            Refuse(caller, TillReason.Forbidden, nowMs);
            return;
        }

        if (!_agent.IsFreeForOrder(nowMs))
        {
            Refuse(caller, TillReason.NotCompleted, nowMs);
            return;
        }

        _order.Till.Clear();
        TillField reference = caller.Request.Of(TillRequest.Reference);
        if (reference.Length == 0 && refundedSlot >= 0)
        {
            reference = caller.Request.Of(TillRequest.Original);
        }

        _order.Till.Set(_asked.Number, reference.Bytes, reference.Length);
        _order.AmountCents = (int)amount;
        _order.RefundedSlot = refundedSlot;
        _order.MayBeOffline =
            _settings.Till.MayBeOffline && !caller.Request.Of(TillRequest.Forced).Is('1');
        _order.CardUntilMs = nowMs + Limits.TillCardMs;
        _order.ConsentUntilMs = nowMs + Limits.TillConsentMs;
        if (!_agent.Begin(_order, nowMs))
        {
            Refuse(caller, TillReason.Forbidden, nowMs);
            return;
        }

        _orderAddress = caller.Address;
        Wait(caller, nowMs);
        NoteOrder(nowMs);
    }

    private void NoteOrder(long nowMs)
    {
        if (_order.State != OrderState.None && !_order.IsOpen)
        {
            EndOrder(nowMs);
        }
    }

    // With BA 1 the till does not wait: it asks for the result.
    private void Wait(TillCaller caller, long nowMs)
    {
        caller.State = TillCallState.Order;
        if (_order.IsOpen && caller.Request.Of(TillRequest.AtOnce).Is('1'))
        {
            caller.State = TillCallState.None;
            _answer.Clear(TillAnswer.Taken, TillReason.None);
            caller.Answer(_answer, nowMs);
        }
    }

    private void Cancel(TillCaller caller, long nowMs)
    {
        TillField amount = caller.Request.Of(TillRequest.Amount);
        bool isOfTill = _order.IsOpen && _order.Till.Number == _asked.Number
            && (_asked.Length == 0 || _order.Till.IsSame(_asked))
            && (amount.Length == 0 || amount.Number() == _order.AmountCents);
        if (isOfTill && _agent.Withdraw(_order, nowMs))
        {
            EndOrder(nowMs);
            _answer.Clear(TillAnswer.Done, TillReason.None);
            caller.Answer(_answer, nowMs);
            return;
        }

        int slot = _asked.Length == 0 ? _sales.FindLast(_asked.Number) : _sales.Find(_asked);
        bool isTooLate = isOfTill
            || (slot >= 0 && _sales.Standing(slot) == SaleStanding.Open && IsAtCounter);
        Refuse(
            caller, isTooLate ? TillReason.NotCompleted : TillReason.BadSelection, nowMs);
    }

    // Status and duplicate: of a reference, or of the till's last sale. A reference that names a
    // sale tells the sale; a refund is told under a reference of its own.
    private void Tell(TillCaller caller, long nowMs)
    {
        bool isNamed = _asked.Length > 0;
        int slot = isNamed ? _sales.Find(_asked) : _sales.FindLast(_asked.Number);
        bool isAsked = _order.IsOpen && (_order.IsRefund
            ? slot < 0 && isNamed && _order.Till.IsSame(_asked)
            : isNamed ? _order.Till.IsSame(_asked) : _order.Till.Number == _asked.Number);
        if (isAsked)
        {
            Refuse(caller, TillReason.NotCompleted, nowMs);
            return;
        }

        slot = slot < 0 && isNamed ? _sales.FindRefund(_asked) : slot;
        if (slot < 0)
        {
            Refuse(
                caller,
                caller.Request.ActionCode == TillAction.Status
                    ? TillReason.Abandoned : TillReason.BadSelection,
                nowMs);
            return;
        }

        Tell(caller, slot, nowMs);
    }

    private void Tell(TillCaller caller, int slot, long nowMs)
    {
        SaleStanding standing = _sales.Standing(slot);
        if (!_sales.Load(slot))
        {
            Refuse(caller, TillReason.NotCompleted, nowMs);
            return;
        }

        TransactionRecord sale = _sales.Record;
        bool isPaid = standing == SaleStanding.Paid;
        _answer.Clear(isPaid ? TillAnswer.Done : TillAnswer.NotDone, ReasonOf(standing));
        if (isPaid && (sale.Flags & TransactionFlags.Offline) != 0)
        {
            _answer.Reason = TillReason.Forced;
        }

        _answer.AmountCents = sale.AmountCents;
        _answer.HasCard = isPaid;
        _answer.EntryMode = sale.EntryMode;
        System.Array.Copy(sale.Last4, 0, _answer.Last4, 0, 4);
        _answer.Reference = _sales.Till;
        bool isDuplicate = caller.Request.ActionCode == TillAction.Duplicate;
        TillField ticket = caller.Request.Of(TillRequest.Ticket);
        bool isWanted = ticket.Length > 0 ? ticket.Bytes[0] != '0' : isDuplicate;
        if (isWanted && (isPaid || isDuplicate))
        {
            _tickets.WriteSale(
                _answer.Ticket, sale, _sales.Till, TicketCopy.Customer, isDuplicate);
        }

        caller.Boot = sale.Boot;
        caller.Sequence = sale.Sequence;
        caller.Answer(_answer, nowMs);
    }

    private static int ReasonOf(SaleStanding standing)
    {
        switch (standing)
        {
            case SaleStanding.Paid:
                return TillReason.None;
            case SaleStanding.Refused:
                return TillReason.Refused;
            case SaleStanding.TakenBack:
                return TillReason.Abandoned;
            default:
                return TillReason.NotCompleted;
        }
    }

    // The order has come to a record, or to none: whoever waits for it learns that.
    private void EndOrder(long nowMs)
    {
        OrderState state = _order.State;
        _order.State = OrderState.None;
        if (state != OrderState.Durable)
        {
            AnswerAll(
                TillAnswer.NotDone,
                state == OrderState.Cancelled ? TillReason.OperatorAbandoned
                : state == OrderState.TimedOut ? TillReason.InputTimeout
                : state == OrderState.Refused ? TillReason.Forbidden : TillReason.Abandoned,
                nowMs);
            return;
        }

        for (int i = 0; i < _callerCount; i++)
        {
            TillCaller caller = _callers[i];
            if (caller.State == TillCallState.Order)
            {
                caller.State = TillCallState.Sale;
                caller.Boot = _order.Boot;
                caller.Sequence = _order.Sequence;
            }
        }
    }

    private void AnswerAll(int result, int reason, long nowMs)
    {
        for (int i = 0; i < _callerCount; i++)
        {
            if (_callers[i].State == TillCallState.Order)
            {
                _callers[i].State = TillCallState.None;
                _answer.Clear(result, reason);
                _callers[i].Answer(_answer, nowMs);
            }
        }
    }

    private void StepCaller(TillCaller caller, long nowMs)
    {
        bool isLate = nowMs - caller.AskedMs >= Limits.TillAnswerMs;
        if (caller.State == TillCallState.Order)
        {
            if (isLate)
            {
                caller.State = TillCallState.None;
                Refuse(caller, TillReason.NotCompleted, nowMs);
            }

            return;
        }

        int slot = _journal.Find(caller.Boot, caller.Sequence);
        if (slot < 0 || isLate || _sales.Standing(slot) != SaleStanding.Open)
        {
            caller.State = TillCallState.None;
            if (slot < 0)
            {
                Refuse(caller, TillReason.NotCompleted, nowMs);
            }
            else
            {
                Tell(caller, slot, nowMs);
            }
        }
    }

    private void Refuse(TillCaller caller, int reason, long nowMs)
    {
        _answer.Clear(TillAnswer.NotDone, reason);
        caller.Answer(_answer, nowMs);
    }
}
