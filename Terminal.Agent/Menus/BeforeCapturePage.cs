using Terminal.Agent.Ports;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// Stands before the PIN of a refund whose payment is not captured yet: the acquirer takes it back
/// whole or not at all.
/// </summary>
public sealed class BeforeCapturePage : MenuPage
{
    /// <summary>Makes the page.</summary>
    public BeforeCapturePage(Menu menu)
        : base(menu)
    {
    }

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
    }

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        if (key == Key.Ok)
        {
            Menu.GoOnToRefund(nowMs);
        }
    }

    /// <inheritdoc/>
    public override int Step(long nowMs) => Limits.StatusMs;

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        canvas.Title(TextId.RefundKind);
        canvas.Canvas.Paragraph(TextId.RefundWhole, 16, 4);
        canvas.Canvas.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
        canvas.Canvas.KeyAtRight(IconCode.KeyOk, TextId.SameAmountMeant);
    }
}
