using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Sale;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// A till asks for a refund: says which, of which card, and leads to the merchant's code. Whoever
/// gives it has the money paid back.
/// </summary>
public sealed class TillRefundPage : MenuPage
{
    private readonly TransactionRecord _sale = new TransactionRecord();
    private SaleOrder _order;
    private long _openedMs;

    /// <summary>Makes the page.</summary>
    public TillRefundPage(Menu menu)
        : base(menu)
    {
    }

    /// <summary>Says what the till asks for; before the page is opened.</summary>
    public void Choose(SaleOrder order) => _order = order;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _openedMs = nowMs;
        Menu.Agent.Journal.Load(_order.RefundedSlot, _sale);
        _sale.Wipe();
    }

    /// <inheritdoc/>
    public override void Leave() => _order = null;

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        // A key that was on its way before the question could be read is no answer.
        if (key == Key.Ok && nowMs - _openedMs >= Limits.QuestionReadMs)
        {
            Menu.GoOnToRefund(nowMs);
        }
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        all.Heading(TextId.RefundAsk);
        all.Line.Start().Amount(_order.AmountCents, _sale.Currency, Menu.Agent.Texts.Language);
        all.LargestLine(all.Large, 19);
        all.StartWords(TextId.Till).TwoFigures(_order.Till.Number);
        all.AtLeft(44);
        all.StartWords(TextId.Card).Text(_sale.Last4);
        all.AtRight(44);
        all.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
        all.KeyAtRight(IconCode.KeyOk, TextId.Refund);
    }
}
