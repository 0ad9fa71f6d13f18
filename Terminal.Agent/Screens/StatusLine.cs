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

    private readonly ScreenCanvas _canvas;
    private readonly ScreenModel _view;
    private readonly Texts _texts;

    /// <summary>Builds it.</summary>
    public StatusLine(ScreenCanvas canvas, ScreenModel view, Texts texts)
    {
        _canvas = canvas;
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
        _canvas.WaitingCountAt(WaitingColumn, TopRow);
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

        _canvas.Frame.Icon(_canvas.Icons, icon, column, TopRow);
        LineWriter line = _canvas.Line.Start().Text(_texts.Of(name)).Byte(word);
        _canvas.Frame.Say(0, line.Bytes, 0, line.Count);
    }

    private void Test()
    {
        if (_view.IsTestMode)
        {
            byte[] text = _texts.Of(TextId.Test);
            int columns = _canvas.Small.Measure(text, 0, text.Length);
            int column = CentreLeft + ((CentreRight - CentreLeft - columns) >> 1);
            _canvas.Frame.Text(_canvas.Small, text, 0, text.Length, column, TopRow);
            _canvas.Frame.Invert(column - 2, 0, columns + 4, 9);
        }
    }

    private void Time()
    {
        int minutes = _view.LocalMinutes;
        if (minutes >= 0)
        {
            _canvas.Line.Start().TwoFigures(minutes / 60).Byte((byte)':').TwoFigures(minutes % 60);
            _canvas.AtRight(TopRow);
        }
    }
}
