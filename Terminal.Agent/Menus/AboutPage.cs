using Terminal.Agent.Ports;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>What to say on the telephone: serial number, firmware, and whom to call.</summary>
public sealed class AboutPage : MenuPage
{
    /// <summary>Makes the page.</summary>
    public AboutPage(Menu menu)
        : base(menu)
    {
    }

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        if (key == Key.Ok || key == Key.Up)
        {
            Menu.ShowCase(nowMs);
        }
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        canvas.Title(TextId.About);
        ScreenModel view = Menu.Agent.View;
        canvas.Canvas.StartWords(TextId.SerialLong).Text(view.Serial, view.SerialLength);
        canvas.Canvas.Centred(canvas.Canvas.Small, 13);
        canvas.Canvas.StartWords(TextId.Firmware).Text(FirmwareVersion.Text);
        canvas.Canvas.Centred(canvas.Canvas.Small, 22);
        canvas.Canvas.KeyAtRight(IconCode.KeyOk, TextId.CaseKey, 22);
        if (Menu.Agent.IsConsoleMissing)
        {
            canvas.Canvas.Words(TextId.ConsoleMissing, 29);
        }

        canvas.Canvas.Words(TextId.Replacement, 36);
        canvas.Canvas.SupportNumber(46);
    }
}
