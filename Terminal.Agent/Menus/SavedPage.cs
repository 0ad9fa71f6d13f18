using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Menus;

/// <summary>
/// The saved networks in the order in which they are tried; OK asks to forget one.
/// </summary>
public sealed class SavedPage : ListPage
{
    private readonly WifiSetup _setup;
    private bool _isAsked;

    /// <summary>Makes the page.</summary>
    public SavedPage(Menu menu, WifiSetup setup)
        : base(menu)
    {
        _setup = setup;
    }

    /// <inheritdoc/>
    protected override int Count => Menu.Agent.Settings.WifiProfileCount;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        base.Open(nowMs);
        _isAsked = false;
    }

    /// <inheritdoc/>
    public override bool Cancel(long nowMs)
    {
        bool wasAsked = _isAsked;
        _isAsked = false;
        return wasAsked;
    }

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        if (!_isAsked)
        {
            base.Press(key, nowMs);
        }
        else if (key == Key.Ok)
        {
            _isAsked = false;
            _setup.Forget(Selected);
        }
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        if (_isAsked)
        {
            all.Heading(TextId.WifiForget);
            Name(canvas, Selected, 124);
            all.Centred(all.Small, 30);
            all.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
            all.KeyAtRight(IconCode.KeyOk, TextId.Forget);
            return;
        }

        canvas.Title(TextId.WifiSaved);
        if (Count == 0)
        {
            all.Words(TextId.WifiNoneSaved, 32);
            return;
        }

        DrawRows(canvas);
        all.KeyAtRight(IconCode.KeyOk, TextId.Forget);
    }

    /// <inheritdoc/>
    protected override void Choose(int index, long nowMs) => _isAsked = true;

    /// <inheritdoc/>
    protected override void DrawRow(MenuCanvas canvas, int index, int y)
    {
        canvas.Line.Start().Number(index + 1);
        canvas.LeftAt(MenuCanvas.LeftColumn, y);
        Name(canvas, index, 104);
        canvas.LeftAt(12, y);
    }

    private void Name(MenuCanvas canvas, int index, int columns)
    {
        WifiProfile profile = Menu.Agent.Settings.WifiProfiles[index];
        canvas.Line.Start();
        canvas.Utf8(profile.Ssid, profile.SsidLength, columns);
    }
}
