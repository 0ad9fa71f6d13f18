using Terminal.Agent.Journal;
using Terminal.Agent.Sale;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// The customer's ticket in its short form, as a code for a camera: where nothing prints, whoever
/// asks for a ticket on the screen of a result, or in the history, gets it here.
/// </summary>
public sealed class TicketPage : MenuPage
{
    private readonly TransactionRecord _record = new TransactionRecord();
    private readonly byte[] _text = new byte[Tickets.ShortBytesMax];
    private readonly QrCode _code = new QrCode();
    private readonly Tickets _tickets;
    private bool _isDuplicate;
    private bool _isThere;

    /// <summary>Makes the page.</summary>
    public TicketPage(Menu menu)
        : base(menu) => _tickets = new Tickets(menu.Agent.Settings);

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        TicketOrder order = Menu.Agent.Sale.Ticket;
        TransactionJournal journal = Menu.Agent.Journal;
        _isDuplicate = order.IsDuplicate;
        order.Take();
        int slot = journal.Find(order.Boot, order.Sequence);
        _isThere = slot >= 0 && journal.Load(slot, _record);
        _record.Wipe();
        if (_isThere)
        {
            int count = _tickets.WriteShort(_record, _isDuplicate, _text);
            _isThere = _code.Encode(_text, 0, count, QrMode.Byte, QrLevel.Low)
                == QrResult.Done;
        }
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        int column = 0;
        if (_isThere)
        {
            column = all.Qr(_code) + 2;
            canvas.Words(TextId.Ticket, column, 1);
            canvas.Line.Start()
                .Amount(_record.AmountCents, _record.Currency, canvas.Texts.Language);
            int columns = all.Small.Measure(canvas.Line.Bytes, 0, canvas.Line.Count);
            if (column + columns > FrameBuffer.Columns)
            {
                canvas.Line.Start().Number(_record.AmountCents / 100).Byte((byte)',')
                    .TwoFigures(_record.AmountCents % 100);
            }

            canvas.LeftAt(column, 14);
            if (_isDuplicate)
            {
                canvas.Words(TextId.TicketDuplicate, column, 27);
            }
        }

        all.KeyAt(IconCode.KeyCancel, TextId.CaseBack, column, ScreenCanvas.LastRow);
    }
}
