using Terminal.Agent.Links;

namespace Terminal.Agent.Screens;

/// <summary>
/// The top line of quiet screens: mobile signal, WiFi, payments waiting, TEST marker, time. In
/// words it says SIM and WiFi with their bars, or x while a link is down and - while it starts.
/// </summary>
public sealed class StatusLine
{
    private const int TopRow = 1;
    private const int WifiColumn = 16;
    private const int WaitingColumn = 32;
    private const int CentreLeft = 58;
    private const int CentreRight = 100;
    private const int BarsMax = 4;

    private readonly Sheet _sheet;
    private readonly ScreenView _view;
    private readonly Texts _texts;

    /// <summary>Builds it.</summary>
    public StatusLine(Sheet sheet, ScreenView view, Texts texts)
    {
        _sheet = sheet;
        _view = view;
        _texts = texts;
    }

    /// <summary>Draws it on the top rows.</summary>
    public void Draw()
    {
        Link(TextId.Sim, 0, _view.SimState, _view.SimBars, IconCode.Bars0, IconCode.BarsCrossed,
            IconCode.BarsStarting);
        Link(TextId.Wifi, WifiColumn, _view.WifiState, _view.WifiBars, IconCode.Wifi0,
            IconCode.WifiCrossed, IconCode.WifiStarting);
        _sheet.WaitingCountAt(WaitingColumn, TopRow);
        Test();
        Time();
    }

    /// <summary>A link's icon. One that is off is not shown: nobody has to look after it.</summary>
    private void Link(
        TextId name, int column, LinkState state, int bars, byte icon, byte crossed, byte starting)
    {
        byte word;
        switch (state)
        {
            case LinkState.Off:
                return;
            case LinkState.Starting:
                icon = starting;
                word = (byte)'-';
                break;
            case LinkState.Failed:
            case LinkState.Degraded:
                icon = crossed;
                word = (byte)'x';
                break;
            default:
                bars = bars < 0 ? 0 : bars > BarsMax ? BarsMax : bars;
                icon = (byte)(icon + bars);
                word = (byte)('0' + bars);
                break;
        }

        _sheet.Frame.Icon(_sheet.Icons, icon, column, TopRow);
        LineWriter line = _sheet.Line.Start().Text(_texts.Of(name)).Byte(word);
        _sheet.Frame.Say(0, line.Bytes, 0, line.Count);
    }

    private void Test()
    {
        if (_view.IsTestMode)
        {
            byte[] text = _texts.Of(TextId.Test);
            int columns = _sheet.Small.Measure(text, 0, text.Length);
            int column = CentreLeft + ((CentreRight - CentreLeft - columns) >> 1);
            _sheet.Frame.Text(_sheet.Small, text, 0, text.Length, column, TopRow);
            _sheet.Frame.Invert(column - 2, 0, columns + 4, 9);
        }
    }

    private void Time()
    {
        int minutes = _view.LocalMinutes;
        if (minutes >= 0)
        {
            _sheet.Line.Start().TwoFigures(minutes / 60).Byte((byte)':').TwoFigures(minutes % 60);
            _sheet.AtRight(TopRow);
        }
    }
}
