using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>The choice of the screens' language; each stands in its own words.</summary>
public sealed class LanguagePage : ListPage
{
    /// <summary>Makes the page.</summary>
    public LanguagePage(Menu menu)
        : base(menu)
    {
    }

    /// <inheritdoc/>
    protected override int Count => 2;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        base.Open(nowMs);
        Selected = Menu.Agent.Settings.Language;
    }

    /// <inheritdoc/>
    public override void Draw(MenuSheet sheet)
    {
        sheet.Title(TextId.LanguageMenu);
        DrawRows(sheet);
    }

    /// <inheritdoc/>
    protected override void Choose(int index, long nowMs)
    {
        if (Menu.Agent.Settings.Language != index)
        {
            Menu.Agent.Settings.Language = index;
            Menu.Agent.ChangeSettings();
        }
    }

    /// <inheritdoc/>
    protected override void DrawRow(MenuSheet sheet, int index, int y)
    {
        sheet.Line.Start().Number(index + 1);
        sheet.LeftAt(MenuSheet.LeftColumn, y);
        sheet.Words(index == 0 ? TextId.French : TextId.English, 12, y);
        if (index == Menu.Agent.Settings.Language)
        {
            sheet.Sheet.Frame.Icon(sheet.Sheet.Icons, IconCode.Tick, 110, y);
        }
    }
}
