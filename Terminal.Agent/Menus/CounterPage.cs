using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Menus;

/// <summary>
/// What the merchant chooses for ears and eyes: volume, large figures, contrast. OK takes the next
/// value, which is heard and seen at once.
/// </summary>
public sealed class CounterPage : ListPage
{
    private const int Volume = 0;
    private const int Size = 1;

    /// <summary>Makes the page.</summary>
    public CounterPage(Menu menu)
        : base(menu)
    {
    }

    /// <inheritdoc/>
    protected override int Count => 3;

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        canvas.Title(TextId.CounterMenu);
        DrawRows(canvas);
        canvas.Canvas.KeyAtRight(IconCode.KeyOk, TextId.CounterNext);
    }

    /// <inheritdoc/>
    protected override void Choose(int index, long nowMs)
    {
        CounterSettings settings = Menu.Agent.Settings.Counter;
        switch (index)
        {
            case Volume:
                settings.Volume =
                    settings.Volume == Limits.VolumeMax ? 0 : settings.Volume + 1;
                Menu.Agent.TrySound(nowMs);
                break;
            case Size:
                settings.IsLarge = !settings.IsLarge;
                break;
            default:
                settings.Contrast =
                    settings.Contrast == Limits.ContrastMax ? 0 : settings.Contrast + 1;
                break;
        }

        Menu.Agent.ChangeSettings();
    }

    /// <inheritdoc/>
    protected override void DrawRow(MenuCanvas canvas, int index, int y)
    {
        CounterSettings settings = Menu.Agent.Settings.Counter;
        canvas.Line.Start().Number(index + 1);
        canvas.LeftAt(MenuCanvas.LeftColumn, y);
        canvas.Words((TextId)((int)TextId.CounterVolume + index), 12, y);
        if (index == Size)
        {
            canvas.WordsRight(
                settings.IsLarge ? TextId.CounterYes : TextId.CounterNo,
                MenuCanvas.RightColumn, y);
            return;
        }

        int value = index == Volume ? settings.Volume : settings.Contrast;
        if (index == Volume && value == 0)
        {
            canvas.WordsRight(TextId.CounterSilent, MenuCanvas.RightColumn, y);
            return;
        }

        canvas.Line.Start().Number(value).Byte((byte)'/').Number(Limits.VolumeMax);
        canvas.RightAt(MenuCanvas.RightColumn, y);
    }
}
