using Terminal.Agent.Ports;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// The networks in reach, the strongest first, each name once; hidden ones are left out. Clear
/// looks again.
/// </summary>
public sealed class ScanPage : ListPage
{
    private const int NameColumn = 18;
    private const int NameColumns = 92;
    private const int LockColumn = 114;

    private readonly WifiSetup _setup;
    private readonly FoundNetworks _found;
    private bool _isBegun;
    private bool _isOver;

    /// <summary>Makes the page.</summary>
    public ScanPage(Menu menu, WifiSetup setup)
        : base(menu)
    {
        _setup = setup;
        _found = menu.Networks;
    }

    /// <inheritdoc/>
    protected override int Count => _found.Count;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        base.Open(nowMs);
        Begin();
    }

    /// <inheritdoc/>
    public override void Leave() => Menu.Agent.Wifi.IsPaused = false;

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        if (key == Key.Clear || (key == Key.Ok && _isOver && _found.Count == 0))
        {
            Begin();
            return;
        }

        base.Press(key, nowMs);
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        IWifi wifi = Menu.Board.Wifi;
        if (_isOver)
        {
            return Limits.IdleStepMs;
        }

        if (!_isBegun)
        {
            // A station in the middle of a join takes the scan when that has ended.
            _isBegun = wifi.StartScan();
        }
        else if (wifi.State != WifiState.Scanning)
        {
            _found.Collect(wifi);
            _isOver = true;
            Menu.Agent.Wifi.IsPaused = false;
            Menu.Agent.View.Touch();
        }

        return Limits.StatusMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        canvas.Title(_found.Count > 0 && _found.At(0).IsStale ? TextId.WifiStale : TextId.WifiScan);
        if (_found.Count > 0)
        {
            DrawRows(canvas);
            return;
        }

        canvas.Canvas.Words(_isOver ? TextId.WifiNone : TextId.WifiScanning, 30);
        if (_isOver)
        {
            canvas.Canvas.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
            canvas.Canvas.KeyAtRight(IconCode.KeyOk, TextId.Retry);
        }
    }

    /// <inheritdoc/>
    protected override void Choose(int index, long nowMs) => _setup.Found(_found.At(index), nowMs);

    /// <inheritdoc/>
    protected override void DrawRow(MenuCanvas canvas, int index, int y)
    {
        WifiNetwork network = _found.At(index);
        canvas.Canvas.Frame.Icon(
            canvas.Canvas.Icons, (byte)(IconCode.Wifi0 + Bars(network.SignalDbm)), 2, y);
        if (network.IsUnusable)
        {
            canvas.Canvas.StartWords(TextId.WifiUnusable);
        }
        else
        {
            canvas.Line.Start();
        }

        canvas.Utf8(network.Ssid, network.SsidLength, NameColumns);
        canvas.LeftAt(NameColumn, y);
        if (network.IsLocked)
        {
            canvas.Canvas.Frame.Icon(canvas.Canvas.Icons, IconCode.Lock, LockColumn, y);
        }
    }

    private static int Bars(int dbm) => dbm >= Limits.Wifi4BarsDbm ? 4
        : dbm >= Limits.Wifi3BarsDbm ? 3
        : dbm >= Limits.Wifi2BarsDbm ? 2
        : dbm >= Limits.Wifi1BarDbm ? 1 : 0;

    private void Begin()
    {
        _found.Clear();
        _isBegun = false;
        _isOver = false;
        Menu.Agent.Wifi.IsPaused = true;
    }
}
