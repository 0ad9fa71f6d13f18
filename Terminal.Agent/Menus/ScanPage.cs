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
    private readonly WifiNetwork[] _found = new WifiNetwork[Limits.MenuNetworksMax + 1];
    private int _count;
    private bool _isBegun;
    private bool _isOver;

    /// <summary>Makes the page.</summary>
    public ScanPage(Menu menu, WifiSetup setup)
        : base(menu)
    {
        _setup = setup;
        for (int i = 0; i < _found.Length; i++)
        {
            _found[i] = new WifiNetwork();
        }
    }

    /// <inheritdoc/>
    protected override int Count => _count;

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
        if (key == Key.Clear || (key == Key.Ok && _isOver && _count == 0))
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
            Collect(wifi);
            _isOver = true;
            Menu.Agent.Wifi.IsPaused = false;
            Menu.Agent.View.Touch();
        }

        return Limits.StatusMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        canvas.Title(_count > 0 && _found[0].IsStale ? TextId.WifiStale : TextId.WifiScan);
        if (_count > 0)
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
    protected override void Choose(int index, long nowMs) => _setup.Found(_found[index], nowMs);

    /// <inheritdoc/>
    protected override void DrawRow(MenuCanvas canvas, int index, int y)
    {
        WifiNetwork network = _found[index];
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
        _count = 0;
        _isBegun = false;
        _isOver = false;
        Menu.Agent.Wifi.IsPaused = true;
    }

    private void Collect(IWifi wifi)
    {
        int total = wifi.ScanCount;
        for (int i = 0; i < total; i++)
        {
            WifiNetwork next = _found[_count];
            if (wifi.ScanResult(i, next) && next.SsidLength > 0)
            {
                Place(next);
            }
        }
    }

    // Where the name is known already, the stronger one stays.
    private void Place(WifiNetwork next)
    {
        int at = _count;
        for (int i = 0; i < _count; i++)
        {
            WifiNetwork other = _found[i];
            if (other.SsidLength == next.SsidLength
                && ByteCodec.Same(other.Ssid, 0, next.Ssid, 0, next.SsidLength))
            {
                if (next.SignalDbm <= other.SignalDbm)
                {
                    return;
                }

                _found[i] = next;
                _found[_count] = other;
                at = i;
                _count--;
                break;
            }
        }

        _count = _count < Limits.MenuNetworksMax ? _count + 1 : _count;
        while (at > 0 && _found[at - 1].SignalDbm < next.SignalDbm)
        {
            _found[at] = _found[at - 1];
            at--;
            _found[at] = next;
        }
    }
}
