using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Menus;

/// <summary>The limits of offline sales; a count of 0 switches them off.</summary>
public sealed class LimitsPage : ListPage
{
    private const int Amount = 0;
    private const int Number = 1;
    private const int Sum = 2;
    private const int SecondsPerHour = 3_600;

    private readonly NumberPage _number;

    /// <summary>Makes the page.</summary>
    public LimitsPage(Menu menu)
        : base(menu)
    {
        _number = new NumberPage(menu, this);
    }

    /// <inheritdoc/>
    protected override int Count => 4;

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        canvas.Title(TextId.OfflineLimits);
        DrawRows(canvas);
    }

    /// <summary>The words for a limit.</summary>
    public static TextId Words(int index) => (TextId)((int)TextId.LimitAmount + index);

    /// <summary>The most that a limit may be: cents, sales or hours.</summary>
    public static int Max(int index) => index == Number ? Limits.OfflineCountCeiling
        : IsMoney(index) ? Limits.AmountCentsCeiling
        : Limits.OfflineAgeSCeiling / SecondsPerHour;

    /// <summary>A limit has been typed.</summary>
    public void Take(int index, int value)
    {
        TerminalSettings settings = Menu.Agent.Settings;
        switch (index)
        {
            case Amount:
                settings.OfflineAmountCents = value;
                break;
            case Number:
                settings.OfflineCount = value;
                break;
            case Sum:
                settings.OfflineTotalCents = value;
                break;
            default:
                settings.OfflineAgeS = value * SecondsPerHour;
                break;
        }

        Menu.Agent.ChangeSettings();
    }

    /// <summary>Writes a value of a limit into the line.</summary>
    public void Put(MenuCanvas canvas, int index, int value)
    {
        if (IsMoney(index))
        {
            canvas.Line.Amount(value, Menu.Agent.Settings.Currency, canvas.Texts.Language);
        }
        else if (index == Number)
        {
            canvas.Line.Number(value);
        }
        else
        {
            canvas.Line.Number(value).Text(canvas.Texts.Of(TextId.Hours));
        }
    }

    /// <inheritdoc/>
    protected override void Choose(int index, long nowMs)
    {
        _number.Choose(index, ValueOf(index));
        Menu.Go(_number, nowMs);
    }

    /// <inheritdoc/>
    protected override void DrawRow(MenuCanvas canvas, int index, int y)
    {
        canvas.Line.Start().Number(index + 1);
        canvas.LeftAt(MenuCanvas.LeftColumn, y);
        canvas.Words(Words(index), 12, y);
        int value = ValueOf(index);
        canvas.Line.Start();
        if (index == Number && value == 0)
        {
            canvas.Line.Text(canvas.Texts.Of(TextId.LimitOff));
        }
        else
        {
            Put(canvas, index, value);
        }

        canvas.RightAt(MenuCanvas.RightColumn, y);
    }

    private static bool IsMoney(int index) => index == Amount || index == Sum;

    private int ValueOf(int index)
    {
        TerminalSettings settings = Menu.Agent.Settings;
        return index == Amount ? settings.OfflineAmountCents
            : index == Number ? settings.OfflineCount
            : index == Sum ? settings.OfflineTotalCents
            : settings.OfflineAgeS / SecondsPerHour;
    }
}
