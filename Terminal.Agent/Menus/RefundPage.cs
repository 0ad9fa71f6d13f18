using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Sale;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// Pays an approved sale back, whole or in part: amount, question, then a durable record like a
/// sale's, which the delivery takes to the acquirer. One refund of a sale at a time, and never more
/// in all than the sale. What a till asks for has been answered with the code: it is counted and
/// appended without another question.
/// </summary>
public sealed class RefundPage : MenuPage
{
    private readonly TransactionRecord _sale = new TransactionRecord();
    private readonly TransactionRecord _refund = new TransactionRecord();
    private RefundStage _stage;
    private int _saleSlot;
    private int _amountCents;

    // Sum of the refunds that are settled, and what they leave.
    private int _earlierCents;
    private int _leftCents;

    // The newest transaction when the count began, and how far back it has come.
    private int _newest;
    private int _counted;

    // The payment is not captured yet: all of it or nothing.
    private bool _isWholeOnly;

    // True until the first digit, which replaces the amount offered.
    private bool _isOffered;
    private int _slot = -1;
    private long _untilMs;

    // What a till asks for; null when somebody has chosen the sale here.
    private SaleOrder _order;
    private bool _isOrderRefused;

    /// <summary>Makes the page.</summary>
    public RefundPage(Menu menu)
        : base(menu)
    {
    }

    /// <summary>Says which sale it is about; before the page is opened.</summary>
    public void Choose(int saleSlot)
    {
        _saleSlot = saleSlot;
        _order = null;
        _isOrderRefused = false;
    }

    /// <summary>Says which refund a till asks for; before the page is opened.</summary>
    public void Choose(SaleOrder order)
    {
        _saleSlot = order.RefundedSlot;
        _order = order;
        _isOrderRefused = false;
    }

    /// <summary>True when nothing but reading is left to do.</summary>
    public bool IsEnded => _stage == RefundStage.Done || _stage == RefundStage.Refused
        || _stage == RefundStage.Kept || _stage == RefundStage.NotStored
        || _isOrderRefused;

    /// <inheritdoc/>
    public override int IdleMs =>
        _order != null && IsEnded ? Limits.ResultShownMs : Limits.MenuIdleMs;

    /// <summary>
    /// True for a payment that the acquirer takes back whole or not at all: it has not been
    /// captured.
    /// </summary>
    public static bool IsBeforeCapture(PaymentStatus status) =>
        status == PaymentStatus.ToCapture || status == PaymentStatus.Authorized;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _slot = -1;
        _stage = RefundStage.Nothing;
        _isWholeOnly = false;
        if (Menu.Agent.Journal.Load(_saleSlot, _sale)
            && _sale.State == TransactionState.Approved && _sale.Kind == TransactionKind.Sale)
        {
            BeginCount();
            _stage = CountEarlier();
        }

        OfferRest();
        if (_stage == RefundStage.Amount)
        {
            LookAtCapture();
        }

        if (_order != null)
        {
            TakeOrder(nowMs);
        }
    }

    /// <inheritdoc/>
    public override void Leave()
    {
        Menu.Agent.StoreAndForward.AskStatus(-1);
        if (_slot >= 0)
        {
            Menu.Agent.StoreAndForward.ClearLive();
            AcknowledgeRefusal();
            _slot = -1;
        }

        _stage = RefundStage.Nothing;
        _order = null;
    }

    /// <inheritdoc/>
    public override bool Cancel(long nowMs)
    {
        if (_stage != RefundStage.Confirm)
        {
            return false;
        }

        _stage = RefundStage.Amount;
        return true;
    }

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        switch (_stage)
        {
            case RefundStage.Amount:
                PressAmount(key);
                break;
            case RefundStage.Confirm:
                if (key == Key.Ok)
                {
                    Append(nowMs);
                }

                break;
            case RefundStage.Counting:
            case RefundStage.Waiting:
                break;
            default:
                if (key == Key.Ok)
                {
                    Menu.Back(nowMs);
                }

                break;
        }
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        if (_stage == RefundStage.Counting)
        {
            RefundStage next = CountEarlier();
            if (next != RefundStage.Counting)
            {
                OfferRest();
                Enter(next, nowMs);
                if (_order != null)
                {
                    LookAtCapture();
                    TakeOrder(nowMs);
                }
            }

            return 0;
        }

        if (_order == null
            && (_stage == RefundStage.Amount || _stage == RefundStage.Confirm))
        {
            LookAtCapture();
            return Limits.StatusMs;
        }

        if (_stage != RefundStage.Waiting && _stage != RefundStage.Kept)
        {
            return Limits.IdleStepMs;
        }

        TransactionState state = Menu.Agent.Journal.State(_slot);
        if (TransactionRules.IsFinal(state) && Menu.Agent.Journal.Load(_slot, _refund))
        {
            Enter(
                state == TransactionState.Approved ? RefundStage.Done : RefundStage.Refused,
                nowMs);
        }
        else if (_stage == RefundStage.Waiting
            && (nowMs >= _untilMs || Menu.Agent.Links.IsHopeless))
        {
            Menu.Agent.StoreAndForward.ClearLive();
            Enter(RefundStage.Kept, nowMs);
        }

        return Limits.StatusMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        switch (_stage)
        {
            case RefundStage.Amount:
                DrawAmount(canvas);
                break;
            case RefundStage.Confirm:
                DrawQuestion(canvas);
                break;
            case RefundStage.Counting:
                DrawWords(canvas, TextId.PleaseWait);
                break;
            case RefundStage.Busy:
                DrawWords(canvas, TextId.RefundBusy);
                break;
            case RefundStage.Nothing:
                DrawWords(canvas, TextId.RefundNothing);
                break;
            case RefundStage.WholeOnly:
                DrawWords(canvas, TextId.RefundWhole);
                break;
            case RefundStage.NotStored:
                DrawWords(canvas, TextId.RefundFailed);
                break;
            default:
                DrawResult(canvas.Canvas);
                break;
        }
    }

    // The code has been given for this amount: it is durable now, or never.
    private void TakeOrder(long nowMs)
    {
        if (_stage == RefundStage.Counting || _order.State != OrderState.Shown)
        {
            return;
        }

        _amountCents = _order.AmountCents;
        _isOffered = false;
        bool isWhole = _amountCents == _leftCents;
        if (_stage == RefundStage.Amount && _isWholeOnly && !isWhole)
        {
            _stage = RefundStage.WholeOnly;
        }

        if (_stage == RefundStage.Amount && !IsTooLow && _amountCents <= _leftCents)
        {
            Append(nowMs);
        }

        if (_slot < 0)
        {
            _order.State = OrderState.Refused;
            _isOrderRefused = true;
            Menu.NoteNews(nowMs);
        }
    }

    private void BeginCount()
    {
        _earlierCents = 0;
        _newest = Menu.Agent.Journal.Newest();
        _counted = _newest;
    }

    // Refunds are newer than their sale. A day's many are read a few at a step, and anew when one
    // more transaction has come meanwhile.
    private RefundStage CountEarlier()
    {
        TransactionJournal journal = Menu.Agent.Journal;
        if (journal.Newest() != _newest)
        {
            BeginCount();
        }

        int looks = 0;
        for (; _counted >= 0 && _counted != _saleSlot; _counted = journal.Older(_counted))
        {
            if ((journal.Flags(_counted) & TransactionFlags.IsRefund) == 0)
            {
                continue;
            }

            if (looks++ == Limits.RefundsPerStepCountMax)
            {
                return RefundStage.Counting;
            }

            if (!journal.Load(_counted, _refund) || _refund.OriginalBoot != _sale.Boot
                || _refund.OriginalSequence != _sale.Sequence)
            {
                continue;
            }

            if (!TransactionRules.IsFinal(_refund.State))
            {
                return RefundStage.Busy;
            }

            _earlierCents += _refund.State == TransactionState.Approved ? _refund.AmountCents : 0;
        }

        _leftCents = _sale.AmountCents - _earlierCents;
        return _leftCents > 0 ? RefundStage.Amount : RefundStage.Nothing;
    }

    private void OfferRest()
    {
        _amountCents = _leftCents;
        _isOffered = true;
    }

    // How the payment stands may be known only now: the PIN was quicker than the answer.
    private void LookAtCapture()
    {
        if (_isWholeOnly || !IsBeforeCapture(Menu.Agent.StoreAndForward.StatusOf(_saleSlot)))
        {
            return;
        }

        _isWholeOnly = true;
        if (_earlierCents > 0)
        {
            _stage = RefundStage.WholeOnly;
        }
        else if (_amountCents != _leftCents)
        {
            OfferRest();
            _stage = RefundStage.Amount;
        }

        Menu.Agent.View.Touch();
    }

    private void PressAmount(Key key)
    {
        if (_order != null || (_isWholeOnly && key != Key.Ok))
        {
            return;
        }

        if (key <= Key.Digit9)
        {
            int before = _isOffered ? 0 : _amountCents;
            int next = before <= Limits.AmountCentsCeiling / 10
                ? (before * 10) + (int)key : before;
            _amountCents = next <= Limits.AmountCentsCeiling ? next : before;
            _isOffered = false;
        }
        else if (key == Key.Clear)
        {
            _amountCents /= 10;
            _isOffered = false;
        }
        else if (key == Key.Ok && !IsTooLow && _amountCents <= _leftCents)
        {
            _stage = RefundStage.Confirm;
        }
    }

    // Durable before a byte of it is sent, like a sale.
    private void Append(long nowMs)
    {
        RefundOrder.Fill(_refund, _sale, _amountCents);
        _refund.CreatedUtcSeconds = Menu.Board.Clock.UtcSeconds;
        _refund.Till = _order == null ? null : _order.Till;
        if (Menu.Agent.Journal.Append(_refund) != AppendResult.Appended)
        {
            _stage = RefundStage.NotStored;
            return;
        }

        _slot = _refund.Slot;
        if (_order != null)
        {
            _order.Slot = _slot;
            _order.Boot = _refund.Boot;
            _order.Sequence = _refund.Sequence;
            _order.State = OrderState.Durable;
        }

        Menu.Agent.Log.Add(Diagnostics.EventKind.Appended, _slot, _amountCents);
        Menu.Agent.StoreAndForward.SetLive(_slot);
        _untilMs = nowMs + Limits.CustomerPatienceMs;
        _stage = RefundStage.Waiting;
    }

    // The acquirer takes no refund below 0.50, whatever is left.
    private bool IsTooLow => _amountCents < Limits.AmountCentsMin;

    private void Enter(RefundStage stage, long nowMs)
    {
        _stage = stage;
        if (_order != null)
        {
            Menu.NoteNews(nowMs);
        }

        Menu.Agent.View.Touch();
    }

    // Whoever leaves this page has read what stands on it.
    private void AcknowledgeRefusal()
    {
        if (_stage == RefundStage.Refused)
        {
            Menu.Agent.Journal.Acknowledge(_slot, Menu.Board.Clock.UtcSeconds);
        }
    }

    private void DrawAmount(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        canvas.Title(TextId.RefundAmount);
        Amount(all, all.Large, 12);
        if (_isWholeOnly)
        {
            all.Paragraph(TextId.RefundWholeOnly, 36, 2);
            all.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
            all.KeyAtRight(IconCode.KeyOk, TextId.Confirm);
            return;
        }

        bool isTooHigh = _amountCents > _leftCents;
        bool isTooLow = !isTooHigh && _amountCents > 0 && IsTooLow;
        all.Words(
            isTooHigh ? TextId.RefundTooHigh
            : isTooLow ? TextId.RefundTooLow : TextId.RefundLeft, 38);
        canvas.Line.Start().Amount(
            isTooLow ? Limits.AmountCentsMin : _leftCents, _sale.Currency,
            canvas.Texts.Language);
        all.Centred(all.Small, 47);
        if (_order != null)
        {
            all.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
            return;
        }

        all.KeyAtLeft(IconCode.KeyClear, TextId.Correct);
        if (!isTooHigh && !IsTooLow)
        {
            all.KeyAtRight(IconCode.KeyOk, TextId.Confirm);
        }
    }

    private void DrawQuestion(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        all.Heading(TextId.RefundAsk);
        Amount(all, all.Large, 19);
        all.StartWords(TextId.Card).Text(_sale.Last4);
        all.Centred(all.Small, 44);
        all.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
        all.KeyAtRight(IconCode.KeyOk, TextId.Refund);
    }

    private void DrawResult(ScreenCanvas all)
    {
        bool isDone = _stage == RefundStage.Done;
        bool isRefused = _stage == RefundStage.Refused;
        if (isDone || isRefused)
        {
            all.Heading(
                isDone ? TextId.RefundDone : TextId.RefundRefused,
                isDone ? IconCode.Tick : IconCode.Cross);
        }
        else
        {
            all.Heading(TextId.RefundOnWay);
        }

        Amount(all, all.Large, 19);
        if (!isDone)
        {
            all.Words(
                isRefused ? Reason()
                : _stage == RefundStage.Kept ? TextId.RefundKept : TextId.PleaseWait,
                44);
        }

        all.StartWords(TextId.Card).Text(_sale.Last4);
        all.AtLeft(ScreenCanvas.LastRow);
        if (isRefused && _refund.HttpStatus >= 400)
        {
            all.StartWords(TextId.HttpStatus).Number(_refund.HttpStatus);
            all.AtRight(ScreenCanvas.LastRow);
        }
    }

    // Why it was refused, in words: the bank did not honour it, nothing was left to pay back, or it
    // was a part of a payment that is not captured; else the request, whose status stands below.
    private TextId Reason() =>
        _refund.State == TransactionState.Declined ? TextId.RefundNotHonoured
        : _amountCents < _sale.AmountCents
            && IsBeforeCapture(Menu.Agent.StoreAndForward.ReadStatus)
            ? TextId.RefundNotCaptured
        : _refund.HttpStatus >= 400 ? TextId.RefundRefusedText : TextId.RefundNothing;

    private void DrawWords(MenuCanvas canvas, TextId words)
    {
        canvas.Title(TextId.RefundKind);
        canvas.Canvas.Paragraph(words, 22, 3);
        canvas.Canvas.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
    }

    private void Amount(ScreenCanvas all, Font font, int y)
    {
        all.Line.Start().Amount(_amountCents, _sale.Currency, Menu.Agent.Texts.Language);
        all.LargestLine(font, y);
    }
}
