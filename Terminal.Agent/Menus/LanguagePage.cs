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
    public override void Draw(MenuCanvas canvas)
    {
        canvas.Title(TextId.LanguageMenu);
        DrawRows(canvas);
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
    protected override void DrawRow(MenuCanvas canvas, int index, int y)
    {
        canvas.Line.Start().Number(index + 1);
        canvas.LeftAt(MenuCanvas.LeftColumn, y);
        canvas.Words(index == 0 ? TextId.French : TextId.English, 12, y);
        if (index == Menu.Agent.Settings.Language)
        {
            canvas.Canvas.Frame.Icon(canvas.Canvas.Icons, IconCode.Tick, 110, y);
        }
    }
}
