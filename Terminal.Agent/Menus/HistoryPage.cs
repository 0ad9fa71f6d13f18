using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Sale;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// One transaction at a time, the newest first: amount, state, local time, card, number. Down goes
/// to the one before, Up to the one after; OK pays an approved sale back.
/// </summary>
public sealed class HistoryPage : MenuPage
{
    private const int StateRow = 29;
    private const int TimeRow = 38;
    private const int CardRow = 47;

    // The customer's copy, printed or as a code; the merchant's, where something prints.
    private const Key CustomerKey = (Key)((int)Key.Digit0 + 1);
    private const Key MerchantKey = (Key)((int)Key.Digit0 + 2);

    private readonly TransactionRecord _record = new TransactionRecord();
    private int _index;
    private int _count;
    private int _slot = -1;

    // When the sale came on the screen, until its payment is asked about.
    private long _askMs;
    private bool _isAsked;

    /// <summary>Makes the page.</summary>
    public HistoryPage(Menu menu)
        : base(menu)
    {
    }

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _index = 0;
        Show(nowMs);
    }

    /// <inheritdoc/>
    public override void Resume(long nowMs)
    {
        // A refund stands in front of the sale that it pays back: that is what one wants to see.
        _index = 0;
        Show(nowMs);
    }

    /// <inheritdoc/>
    public override void Leave() => Menu.Agent.StoreAndForward.AskStatus(-1);

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        if (key == Key.Down && _index + 1 < _count)
        {
            _index++;
            Show(nowMs);
        }
        else if (key == Key.Up && _index > 0)
        {
            _index--;
            Show(nowMs);
        }
        else if (key == Key.Ok && CanRefund())
        {
            Menu.RefundSale(_slot, nowMs);
        }
        else if (_slot >= 0 && (key == CustomerKey || key == MerchantKey))
        {
            TicketOrder ticket = Menu.Agent.Sale.Ticket;
            ticket.Ask(
                _record.Boot, _record.Sequence,
                key == CustomerKey ? TicketCopy.Customer : TicketCopy.Merchant, true);
            if (!ticket.IsOffered)
            {
                Menu.ShowTicket(nowMs);
            }
        }
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        if (_slot >= 0 && Menu.Agent.Journal.State(_slot) != _record.State)
        {
            Seek();
            Menu.Agent.View.Touch();
        }

        if (!_isAsked && nowMs >= _askMs && CanRefund())
        {
            // Whoever stays here may want to pay it back: whether that can be done in part hangs
            // on how the payment stands.
            _isAsked = true;
            Menu.Agent.StoreAndForward.AskStatus(_slot);
        }

        return Limits.StatusMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        if (_slot < 0)
        {
            canvas.Title(TextId.History);
            canvas.Canvas.Words(TextId.HistoryEmpty, 32);
            return;
        }

        ScreenCanvas all = canvas.Canvas;
        canvas.Title(TextId.History, _index + 1, _count);
        StartAmount(canvas);
        all.LargestLine(all.Figures, 12);
        DrawState(canvas);
        canvas.Line.Start();
        canvas.Date(_record.CreatedUtcSeconds, true);
        all.Centred(all.Small, TimeRow);
        if (_record.Last4[0] != 0)
        {
            all.StartWords(TextId.Card).Text(_record.Last4);
            all.AtLeft(CardRow);
        }

        all.StartWords(TextId.Number).Number(_record.Sequence % Limits.ScreenSequenceCount);
        all.AtRight(CardRow);
        all.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
        if (CanRefund())
        {
            all.KeyAtRight(IconCode.KeyOk, TextId.Refund);
        }
    }

    private void StartAmount(MenuCanvas canvas) => canvas.Line.Start()
        .Amount(_record.AmountCents, _record.Currency, canvas.Texts.Language);

    private void DrawState(MenuCanvas canvas)
    {
        LineWriter line = canvas.Line.Start();
        if (_record.Kind == TransactionKind.Refund)
        {
            line.Text(canvas.Texts.Of(TextId.RefundKind)).Byte((byte)' ').Byte((byte)'-')
                .Byte((byte)' ');
        }

        line.Text(canvas.Texts.Of(TotalsPage.Words(_record.State)));
        if (_record.State == TransactionState.Declined && _record.ResponseCode[0] != 0)
        {
            line.Byte((byte)' ').Text(_record.ResponseCode);
        }
        else if ((_record.Flags & TransactionFlags.Offline) != 0)
        {
            line.Text(canvas.Texts.Of(TextId.OfflineMark));
        }

        canvas.Canvas.Centred(canvas.Canvas.Small, StateRow);
    }

    private bool CanRefund() => _slot >= 0 && _record.Kind == TransactionKind.Sale
        && _record.State == TransactionState.Approved && _record.PaymentIdLength > 0;

    private void Show(long nowMs)
    {
        _isAsked = false;
        _askMs = nowMs + Limits.PaymentAskMs;
        Seek();
    }

    private void Seek()
    {
        TransactionJournal journal = Menu.Agent.Journal;
        _count = 0;
        _slot = -1;
        for (int slot = journal.Newest(); slot >= 0; slot = journal.Older(slot))
        {
            if (_count == _index)
            {
                _slot = slot;
            }

            _count++;
        }

        if (_slot >= 0 && !journal.Load(_slot, _record))
        {
            _slot = -1;
        }

        _record.Wipe();
    }
}
