using System;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Sale;

/// <summary>
/// The sale as cashier and customer live it: amount, card, durable record, answer. Whatever is
/// shown as a result has been made durable before; whatever is cancelled is cancelled in the
/// journal first.
/// </summary>
public sealed class SaleFlow
{
    private readonly SerialCardReader _reader;
    private readonly TransactionJournal _journal;
    private readonly StoreAndForward _forward;
    private readonly LiveSale _live;
    private readonly LinkManager _links;
    private readonly OfflinePolicy _policy;
    private readonly TerminalSettings _settings;
    private readonly IClock _clock;
    private readonly IEventSink _events;
    private readonly ScreenModel _view;
    private readonly ToldSale _told;
    private readonly TransactionRecord _record = new TransactionRecord();
    private readonly StateChange _change = new StateChange();
    private readonly CardRead _card = new CardRead();

    private int _amountCents;
    private long _deadlineMs;
    private long _patienceMs;
    private long _progressMs;

    // When the question or result on the screen was put there.
    private long _shownMs;
    private CardReaderState _shownReader;
    private ScreenId _cardScreen;
    private SaleState _state;

    // What a till asked for; null while the cashier types.
    private SaleOrder _order;

    /// <summary>Makes the flow; everything it needs is allocated here.</summary>
    public SaleFlow(
        SerialCardReader reader,
        TransactionJournal journal,
        StoreAndForward forward,
        LiveSale live,
        LinkManager links,
        OfflinePolicy policy,
        TerminalSettings settings,
        IClock clock,
        IEventSink events,
        ScreenModel view,
        ToldSale told)
    {
        _told = told;
        _reader = reader;
        _journal = journal;
        _forward = forward;
        _live = live;
        _links = links;
        _policy = policy;
        _settings = settings;
        _clock = clock;
        _events = events;
        _view = view;
    }

    /// <summary>Where the sale stands.</summary>
    public SaleState State => _state;

    /// <summary>A record for use within one step: nothing in it is kept.</summary>
    public TransactionRecord Scratch => _record;

    /// <summary>True while nobody is in the middle of a sale.</summary>
    public bool IsIdle => _state == SaleState.Idle;

    /// <summary>
    /// Why no sale can be begun at all: key, account or memory; None when one can.
    /// </summary>
    public FaultCode Obstacle { get; set; }

    /// <summary>
    /// True when a sale may begin that was not typed: nobody types, pays or is asked something.
    /// </summary>
    public bool IsFree => _state == SaleState.Idle || _state == SaleState.Result;

    /// <summary>
    /// Begins a sale that a till asks for. What becomes of it stands in the order, from now on.
    /// </summary>
    /// <returns>False when the counter is not free: then the order is not taken.</returns>
    public bool Begin(SaleOrder order, long nowMs)
    {
        if (!IsFree)
        {
            return false;
        }

        ToIdle();
        order.Slot = -1;
        order.State = OrderState.Refused;
        if (Obstacle != FaultCode.None)
        {
            ShowObstacle(nowMs);
            return true;
        }

        _amountCents = order.AmountCents;
        ShowEntry(nowMs);
        _order = order;
        _view.TillNumber = order.Till.Number;
        order.State = OrderState.Shown;
        AcceptAmount(nowMs);
        if (_state == SaleState.EntryRefused)
        {
            _state = SaleState.Result;
            EndOrder(OrderState.Refused);
        }

        return true;
    }

    /// <summary>Takes a result away that only waits to be read.</summary>
    /// <returns>False while somebody is in the middle of a sale.</returns>
    public bool LeaveResult()
    {
        if (_state == SaleState.Result)
        {
            ToIdle();
        }

        return IsIdle;
    }

    /// <summary>Takes an amount away that no card has been read for.</summary>
    /// <returns>False when it is too late: the sale goes its way.</returns>
    public bool Withdraw(SaleOrder order, long nowMs)
    {
        if (_order != order || order.State != OrderState.Shown)
        {
            return false;
        }

        EndOrder(OrderState.Withdrawn);
        Abandon(nowMs);
        return true;
    }

    /// <summary>
    /// Says at the counter that a till was given the answer of a sale that is paid already.
    /// </summary>
    public void ShowRepeated(int tillNumber, int amountCents, long nowMs)
    {
        if (IsFree)
        {
            ToIdle();
            _view.TillNumber = tillNumber;
            _view.AmountCents = amountCents;
            Array.Copy(_settings.Currency, 0, _view.Currency, 0, 3);
            ShowResult(ScreenId.TillRepeated, nowMs);
        }
    }

    /// <summary>Moves the sale on.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    public int Step(long nowMs)
    {
        switch (_state)
        {
            case SaleState.Idle:
                return Limits.IdleStepMs;
            case SaleState.Card:
                StepCard(nowMs);
                break;
            case SaleState.Consent:
                StepConsent(nowMs);
                break;
            case SaleState.Waiting:
                StepWaiting(nowMs);
                long leftMs = _progressMs + Limits.ProgressMs - nowMs;
                return leftMs > 0 ? (int)leftMs : Limits.ReaderStepMs;
            case SaleState.LateConsent:
            case SaleState.Unknown:
                StepOpenQuestion(nowMs);
                break;
            default:
                if (_told.IsOpen && nowMs > _shownMs)
                {
                    // The result has been on the screen since the step before.
                    _told.End();
                }

                if (nowMs >= _deadlineMs)
                {
                    ToIdle();
                }

                break;
        }

        return Limits.ReaderStepMs;
    }

    /// <summary>Takes a key.</summary>
    /// <returns>False when the sale has no use for it.</returns>
    public bool Press(Key key, long nowMs)
    {
        switch (_state)
        {
            case SaleState.Idle:
                return PressIdle(key, nowMs);
            case SaleState.Entry:
                PressEntry(key, nowMs);
                return true;
            case SaleState.EntryRefused:
                BackToEntry(key, nowMs);
                return true;
            case SaleState.Card:
                if (key == Key.Cancel)
                {
                    EndOrder(OrderState.Cancelled);
                    Abandon(nowMs);
                }

                return true;
            case SaleState.SameAmount:
                PressSameAmount(key, nowMs);
                return true;
            case SaleState.Consent:
                PressConsent(key, nowMs);
                return true;
            case SaleState.Waiting:
                if (key == Key.Cancel)
                {
                    CancelDurable(nowMs);
                }

                return true;
            case SaleState.LateConsent:
                PressLateConsent(key, nowMs);
                return true;
            case SaleState.Unknown:
                return PressUnknown(key, nowMs);
            default:
                bool isOfCancel = _view.Id == ScreenId.SaleCancelled
                    || _view.Id == ScreenId.CancelKept;
                if (isOfCancel && key == Key.Cancel && nowMs - _shownMs < Limits.QuestionReadMs)
                {
                    // A second Cancel of the same hand: what the first one did stays readable.
                    return true;
                }

                if (AsksForTicket(key))
                {
                    if (!Ticket.IsOffered)
                    {
                        // The menus show it.
                        ToIdle();
                    }

                    return Ticket.IsOffered;
                }

                ToIdle();
                return !IsDigit(key) || PressIdle(key, nowMs);
        }
    }

    /// <summary>Where a key on the screen of a result asks for a ticket.</summary>
    public readonly TicketOrder Ticket = new TicketOrder();

    // Down gives the customer's copy, who must ask for it; Up the merchant's, where it is printed.
    private bool AsksForTicket(Key key)
    {
        bool isCustomer = key == Key.Down;
        bool isAsked = (isCustomer || (key == Key.Up && Ticket.IsOffered))
            && (_view.Id == ScreenId.Approved || _view.Id == ScreenId.AcceptedOffline
                || _view.Id == ScreenId.Declined)
            && _record.Sequence == _view.Sequence;
        if (isAsked)
        {
            Ticket.Ask(
                _record.Boot, _record.Sequence,
                isCustomer ? TicketCopy.Customer : TicketCopy.Merchant, false);
        }

        return isAsked;
    }

    /// <summary>True when the offline limits leave room for a sale, if a small one.</summary>
    public bool IsOfflinePossible => _policy.Check(Limits.AmountCentsMin) == OfflineLimit.None;

    /// <summary>
    /// After a start: when power went in the middle of a payment, says at once which sale that was,
    /// and then how it ended; when it had ended and nobody was told, how.
    /// </summary>
    public void Resume(long nowMs)
    {
        if (!_journal.IsWritable)
        {
            // What a mount has read before memory failed may be any sale; it is told by the next.
            return;
        }

        _told.Mount();
        int slot = _journal.Newest();
        if (slot < 0 || (_journal.Flags(slot) & TransactionFlags.IsRefund) != 0
            || !_journal.Load(slot, _record) || _told.IsTold(_record.Boot, _record.Sequence))
        {
            return;
        }

        Array.Clear(_record.Sealed, 0, _record.Sealed.Length);
        _amountCents = _record.AmountCents;
        _view.AmountCents = _amountCents;
        _view.Sequence = _record.Sequence;
        Array.Copy(_record.Currency, 0, _view.Currency, 0, 3);
        Array.Copy(_record.Last4, 0, _view.Last4, 0, 4);
        _told.Begin(_record.Boot, _record.Sequence);
        TransactionState state = _record.State;
        if (TransactionRules.IsFinal(state))
        {
            _view.HttpStatus = _journal.Answered(slot, _view.ResponseCode);
            ShowResult(SaleScreen.OfState(state), nowMs);
        }
        else if (state == TransactionState.CancelRequested)
        {
            ShowResult(ScreenId.CancelKept, nowMs);
        }
        else if ((_record.Flags & TransactionFlags.Offline) != 0)
        {
            ShowResult(ScreenId.AcceptedOffline, nowMs);
        }
        else
        {
            _forward.SetLive(slot);
            Show(ScreenId.Interrupted, nowMs, Limits.EntryIdleMs);
            _state = SaleState.Unknown;
        }
    }

    private static bool IsDigit(Key key) => key >= Key.Digit0 && key <= Key.Digit9;

    private bool PressIdle(Key key, long nowMs)
    {
        if (!IsDigit(key))
        {
            return false;
        }

        if (Obstacle != FaultCode.None)
        {
            ShowObstacle(nowMs);
            return true;
        }

        _amountCents = 0;
        _state = SaleState.Entry;
        PressEntry(key, nowMs);
        return true;
    }

    private void ShowObstacle(long nowMs)
    {
        _view.Fault = Obstacle;
        if (Obstacle == FaultCode.JournalFull)
        {
            _view.Detail = _journal.WaitingCount;
        }

        Show(SaleScreen.OfObstacle(Obstacle), nowMs, Limits.ResultShownMs);
        _state = SaleState.Result;
    }

    private void PressEntry(Key key, long nowMs)
    {
        if (IsDigit(key))
        {
            int next = _amountCents <= Limits.AmountCentsCeiling / 10
                ? (_amountCents * 10) + (int)key : Limits.AmountCentsCeiling + 1;
            _amountCents = next <= Limits.AmountCentsCeiling ? next : _amountCents;
        }
        else if (key == Key.Clear)
        {
            if (_amountCents == 0)
            {
                ToIdle();
                return;
            }

            _amountCents /= 10;
        }
        else if (key == Key.Cancel)
        {
            ToIdle();
            return;
        }
        else if (key == Key.Ok)
        {
            AcceptAmount(nowMs);
            return;
        }

        ShowEntry(nowMs);
    }

    private void ShowEntry(long nowMs)
    {
        _view.AmountCents = _amountCents;
        Array.Copy(_settings.Currency, 0, _view.Currency, 0, 3);
        Show(ScreenId.AmountEntry, nowMs, Limits.EntryIdleMs);
        _state = SaleState.Entry;
        _forward.Warm();
    }

    private void BackToEntry(Key key, long nowMs)
    {
        if (key == Key.Cancel)
        {
            ToIdle();
            return;
        }

        ShowEntry(nowMs);
    }

    private void AcceptAmount(long nowMs)
    {
        bool isLow = _amountCents < Limits.AmountCentsMin;
        if (isLow || _amountCents > _settings.AmountCentsMax)
        {
            _view.Detail = isLow ? Limits.AmountCentsMin : _settings.AmountCentsMax;
            Show(ScreenId.AmountRefused, nowMs, Limits.ResultShownMs);
            _state = SaleState.EntryRefused;
            return;
        }

        int slot = _journal.FindUnconfirmed(_amountCents);
        if (slot >= 0 && _journal.Load(slot, _record))
        {
            AskSameAmount(nowMs);
            return;
        }

        BeginCard(nowMs);
    }

    // The customer may be about to pay a second time what has been paid already.
    private void AskSameAmount(long nowMs)
    {
        Array.Clear(_record.Sealed, 0, _record.Sealed.Length);
        long utcSeconds = _record.CreatedUtcSeconds;
        _view.DetailMinutes = utcSeconds == 0 ? -1
            : (int)((utcSeconds + _settings.LocalOffsetS(utcSeconds))
                % Calendar.SecondsPerDay / 60);
        Ask(ScreenId.SameAmount, SaleState.SameAmount, nowMs);
        HoldToOrder();
    }

    private void PressSameAmount(Key key, long nowMs)
    {
        if (key == Key.Cancel)
        {
            EndOrder(OrderState.Cancelled);
            ToIdle();
        }
        else if (key == Key.Ok && !IsTooEarly(nowMs))
        {
            BeginCard(nowMs);
        }
    }

    private void BeginCard(long nowMs)
    {
        _reader.Begin(_amountCents, _settings.Currency);
        _shownReader = CardReaderState.WaitingForCard;
        _view.Reader = _shownReader;
        _cardScreen = _order == null ? ScreenId.PresentCard : ScreenId.TillAmount;
        Show(_cardScreen, nowMs, Limits.PresentCardMs);
        HoldToOrder();
        _state = SaleState.Card;
    }

    // A till waits for its answer: the customer has less time.
    private void HoldToOrder()
    {
        if (_order != null)
        {
            _deadlineMs = _order.CardUntilMs;
        }
    }

    private void StepCard(long nowMs)
    {
        CardReaderState state = _reader.State;
        if (state == CardReaderState.CardRead)
        {
            _reader.Take(_card);
            AcceptCard(nowMs);
            return;
        }

        if (nowMs >= _deadlineMs)
        {
            Abandon(nowMs);
            return;
        }

        if (state != _shownReader)
        {
            ShowReader(state);
        }
    }

    private void ShowReader(CardReaderState state)
    {
        bool isTrouble = state == CardReaderState.TornRead
            || state == CardReaderState.UnsupportedCard || state == CardReaderState.InsertCard
            || state == CardReaderState.Silent;
        _shownReader = state;
        _view.Reader = state;
        _view.Id = isTrouble ? ScreenId.CardTrouble : _cardScreen;
        _view.Touch();
    }

    private void AcceptCard(long nowMs)
    {
        if (IsWayOpen())
        {
            Commit(0, nowMs);
            return;
        }

        OfflineLimit limit = OfflineBound();
        if (limit != OfflineLimit.None)
        {
            _card.Erase();
            EndOrder(OrderState.Refused);
            ShowOfflineRefused(limit, nowMs);
            return;
        }

        Ask(ScreenId.OfflineConsent, SaleState.Consent, nowMs);
        if (_order != null)
        {
            _order.State = OrderState.CardRead;
            _deadlineMs = _order.ConsentUntilMs;
        }
    }

    // What a till asks for is kept offline only where the merchant has said so.
    private OfflineLimit OfflineBound() => _order != null && !_order.MayBeOffline
        ? OfflineLimit.Till : _policy.Check(_amountCents);

    // A link that is still coming up for the first time is worth waiting for.
    private bool IsWayOpen() =>
        !_links.IsHopeless && _forward.ServiceFault == FaultCode.None;

    private void ShowOfflineRefused(OfflineLimit limit, long nowMs)
    {
        _view.OfflineLimit = limit;
        _view.Detail = _policy.Bound(limit);
        Show(ScreenId.OfflineRefused, nowMs, Limits.ResultShownMs);
        _state = SaleState.Result;
    }

    // Before anything is durable: a link that comes back answers the question.
    private void StepConsent(long nowMs)
    {
        if (IsWayOpen())
        {
            Commit(0, nowMs);
        }
        else if (nowMs >= _deadlineMs)
        {
            Abandon(nowMs);
        }
    }

    private void PressConsent(Key key, long nowMs)
    {
        if (key == Key.Cancel)
        {
            EndOrder(OrderState.Cancelled);
            Abandon(nowMs);
        }
        else if (key == Key.Ok && !IsTooEarly(nowMs))
        {
            Commit(TransactionFlags.Offline, nowMs);
        }
    }

    private void Ask(ScreenId question, SaleState state, long nowMs)
    {
        Show(question, nowMs, Limits.EntryIdleMs);
        _state = state;
    }

    // A key that was on its way before the question could be read is no answer, and is told so.
    private bool IsTooEarly(long nowMs)
    {
        if (nowMs - _shownMs >= Limits.QuestionReadMs)
        {
            return false;
        }

        _view.IsTooEarly = true;
        _view.Touch();
        return true;
    }

    // The record is durable before a byte of it is sent, and before anything is promised.
    private void Commit(int flags, long nowMs)
    {
        TransactionRecord record = _record;
        FillRecord(flags);
        AppendResult result = _journal.Append(record);
        record.Wipe();
        if (result != AppendResult.Appended)
        {
            EndOrder(OrderState.Refused);
            bool isFull = result == AppendResult.Full;
            Obstacle = isFull ? FaultCode.JournalFull : FaultCode.NvramSilent;
            ShowObstacle(nowMs);
            _view.IsTakenBack = isFull;
            return;
        }

        int slot = record.Slot;
        _view.Sequence = record.Sequence;
        _told.Begin(record.Boot, record.Sequence);
        _events.Add(EventKind.Appended, slot, _amountCents);
        if (_order != null)
        {
            _order.Slot = slot;
            _order.Boot = record.Boot;
            _order.Sequence = record.Sequence;
            _order.State = OrderState.Durable;
        }

        if (flags != 0)
        {
            _forward.Wake();
            ShowResult(ScreenId.AcceptedOffline, nowMs);
            return;
        }

        _forward.SetLive(slot);
        _view.Progress = 0;
        _progressMs = nowMs;
        _patienceMs = nowMs + Limits.CustomerPatienceMs;
        Show(ScreenId.InProgress, nowMs, Limits.CustomerPatienceMs);
        _state = SaleState.Waiting;
    }

    private void FillRecord(int flags)
    {
        TransactionRecord record = _record;
        CardRead card = _card;
        record.Kind = TransactionKind.Sale;
        record.Flags =
            flags | (_forward.IsTimeVerified ? TransactionFlags.TimeVerified : 0);
        record.AmountCents = _amountCents;
        Array.Copy(_settings.Currency, 0, record.Currency, 0, 3);
        record.CreatedUtcSeconds = _clock.UtcSeconds;
        record.EntryMode = card.EntryMode;
        Array.Copy(card.Last4, 0, record.Last4, 0, 4);
        Array.Copy(card.Last4, 0, _view.Last4, 0, 4);
        record.KsnLength = card.KsnLength;
        Array.Copy(card.Ksn, 0, record.Ksn, 0, card.KsnLength);
        record.SealedLength = card.SealedLength;
        Array.Copy(card.Sealed, 0, record.Sealed, 0, card.SealedLength);
        record.PaymentIdLength = 0;
        record.OriginalBoot = 0;
        record.OriginalSequence = 0;
        record.Till = null;
        if (_order != null)
        {
            record.Till = _order.Till;
            record.OriginalBoot = _order.Till.Hash;
            record.OriginalSequence = _order.Till.Mark;
        }

        card.Erase();
    }

    private void StepWaiting(long nowMs)
    {
        TransactionState state = _journal.State(_live.Slot);
        if (state == TransactionState.InFlight && nowMs < _progressMs + Limits.ProgressMs
            && _forward.ServiceFault == FaultCode.None && nowMs < _patienceMs)
        {
            // As nearly always: it is on its way.
            return;
        }

        if (ShowFinal(nowMs))
        {
            return;
        }

        bool isHeld = _forward.BlockingFault != FaultCode.None
            && state == TransactionState.Pending;
        if (isHeld)
        {
            // Nothing can be sent and nobody knows until when: the sale is taken back.
            if (ChangeTo(TransactionState.Cancelled, 0, nowMs))
            {
                EndLive();
                Obstacle = _forward.BlockingFault;
                ShowObstacle(nowMs);
                _view.IsTakenBack = true;
            }

            return;
        }

        bool isSurelyUnsent = state == TransactionState.Pending && !_forward.IsLiveBusy;
        bool isServiceDown = _forward.ServiceFault != FaultCode.None;
        if ((isSurelyUnsent && !IsWayOpen()) || (isServiceDown && !_forward.IsLiveBusy))
        {
            AskLate(nowMs);
        }
        else if (nowMs >= _patienceMs)
        {
            LosePatience(isSurelyUnsent, nowMs);
        }
        else if (nowMs >= _progressMs + Limits.ProgressMs)
        {
            _progressMs = nowMs;
            _view.Progress = (_view.Progress + 1) & 7;
        }
    }

    private void LosePatience(bool isSurelyUnsent, long nowMs)
    {
        if (isSurelyUnsent)
        {
            AskLate(nowMs);
            return;
        }

        TransactionState state = _journal.State(_live.Slot);
        if (state == TransactionState.InFlight || state == TransactionState.Unknown)
        {
            // The screen is true whether NVRAM takes the flag or not.
            Change(TransactionState.Unknown, TransactionFlags.ShownUnknown);
        }

        Show(ScreenId.ResultUnknown, nowMs, Limits.EntryIdleMs);
        _state = SaleState.Unknown;
    }

    // Within the limits the cashier may keep the sale and let the customer go; beyond them it is
    // taken back.
    private void AskLate(long nowMs)
    {
        OfflineLimit limit = OfflineBound();
        if (limit == OfflineLimit.None)
        {
            Ask(ScreenId.OfflineConsent, SaleState.LateConsent, nowMs);
            return;
        }

        if (_journal.State(_live.Slot) != TransactionState.Pending)
        {
            LosePatience(false, nowMs);
            return;
        }

        if (ChangeTo(TransactionState.Cancelled, 0, nowMs))
        {
            EndLive();
            ShowOfflineRefused(limit, nowMs);
        }
    }

    private void StepOpenQuestion(long nowMs)
    {
        if (ShowFinal(nowMs))
        {
            return;
        }

        bool isQuestion = _state == SaleState.LateConsent;
        if (isQuestion && _forward.IsLiveBusy && _forward.ServiceFault == FaultCode.None)
        {
            // The way has opened while the question stood: the answer may settle it. A service
            // that is known to be down is tried without taking the question away.
            _patienceMs = nowMs + Limits.CustomerPatienceMs;
            Show(ScreenId.InProgress, nowMs, Limits.CustomerPatienceMs);
            _state = SaleState.Waiting;
            return;
        }

        if (nowMs < _deadlineMs)
        {
            return;
        }

        if (isQuestion)
        {
            CancelDurable(nowMs);
        }
        else
        {
            EndLive();
            ToIdle();
        }
    }

    private void PressLateConsent(Key key, long nowMs)
    {
        if (key == Key.Cancel)
        {
            CancelDurable(nowMs);
        }
        else if (key == Key.Ok && !IsTooEarly(nowMs)
            && ChangeTo(_journal.State(_live.Slot), TransactionFlags.Offline, nowMs))
        {
            EndLive();
            ShowResult(ScreenId.AcceptedOffline, nowMs);
        }
    }

    private bool PressUnknown(Key key, long nowMs)
    {
        if (key == Key.Cancel)
        {
            CancelDurable(nowMs);
            return true;
        }

        // After a start nobody may be there who knows of the sale that was interrupted.
        bool isNext = _view.Id == ScreenId.Interrupted && (IsDigit(key) || key == Key.Menu);
        if (key == Key.Ok || isNext)
        {
            EndLive();
            ToIdle();
        }

        return !isNext || PressIdle(key, nowMs);
    }

    // What was surely never sent is simply taken back; anything else is settled with the acquirer
    // first.
    private void CancelDurable(long nowMs)
    {
        TransactionState state = _journal.State(_live.Slot);
        if (state == TransactionState.Pending)
        {
            if (ChangeTo(TransactionState.Cancelled, 0, nowMs))
            {
                EndLive();
                ShowResult(ScreenId.SaleCancelled, nowMs);
            }

            return;
        }

        if (!TransactionRules.IsFinal(state)
            && ChangeTo(TransactionState.CancelRequested, 0, nowMs))
        {
            EndLive();
            ShowResult(ScreenId.CancelKept, nowMs);
        }
    }

    // Shows the result once the journal has one.
    private bool ShowFinal(long nowMs)
    {
        TransactionState state = _journal.State(_live.Slot);
        if (!TransactionRules.IsFinal(state))
        {
            return false;
        }

        _view.HttpStatus = _journal.Answered(_live.Slot, _view.ResponseCode);
        EndLive();
        ShowResult(SaleScreen.OfState(state), nowMs);
        return true;
    }

    // What NVRAM does not take is not promised: the screen says that the memory is out of order.
    private bool ChangeTo(TransactionState to, int addFlags, long nowMs)
    {
        if (Change(to, addFlags) == ChangeResult.Changed)
        {
            return true;
        }

        EndLive();
        Obstacle = FaultCode.NvramSilent;
        ShowObstacle(nowMs);
        return false;
    }

    private ChangeResult Change(TransactionState to, int addFlags)
    {
        _change.Reset(to, _clock.UtcSeconds);
        _change.AddFlags = addFlags;
        return _journal.Change(_live.Slot, _change);
    }

    // Of an order that came to no record; one that is durable tells the rest in the journal.
    private void EndOrder(OrderState state)
    {
        if (_order != null)
        {
            if (_order.IsOpen)
            {
                _order.State = state;
            }

            _order = null;
        }
    }

    private void Abandon(long nowMs)
    {
        EndOrder(OrderState.TimedOut);
        _reader.Cancel();
        _card.Erase();
        ShowResult(ScreenId.SaleCancelled, nowMs);
    }

    private void EndLive() => _forward.ClearLive();

    private void ShowResult(ScreenId screen, long nowMs)
    {
        Show(screen, nowMs, Limits.ResultShownMs);
        _state = SaleState.Result;
    }

    private void Show(ScreenId screen, long nowMs, int shownMs)
    {
        _view.Id = screen;
        _shownMs = nowMs;
        _view.IsTooEarly = false;
        _view.IsTakenBack = false;
        _view.Touch();
        _deadlineMs = nowMs + shownMs;
    }

    private void ToIdle()
    {
        EndOrder(OrderState.TimedOut);
        if (_told.IsOpen)
        {
            _told.End();
        }

        _view.IsTakenBack = false;
        _state = SaleState.Idle;
    }
}
