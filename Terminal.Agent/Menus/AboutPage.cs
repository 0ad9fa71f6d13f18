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
    public override void Draw(MenuSheet sheet)
    {
        sheet.Title(TextId.About);
        ScreenView view = Menu.Agent.View;
        sheet.Sheet.StartWords(TextId.SerialLong).Text(view.Serial, view.SerialLength);
        sheet.Sheet.Centred(sheet.Sheet.Small, 13);
        sheet.Sheet.StartWords(TextId.Firmware).Text(FirmwareVersion.Text);
        sheet.Sheet.Centred(sheet.Sheet.Small, 22);
        sheet.Sheet.Words(TextId.Replacement, 36);
        sheet.Sheet.SupportNumber(46);
    }
}
