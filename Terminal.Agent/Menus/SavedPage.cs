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
    public override void Draw(MenuSheet sheet)
    {
        Sheet all = sheet.Sheet;
        if (_isAsked)
        {
            all.Heading(TextId.WifiForget);
            Name(sheet, Selected, 124);
            all.Centred(all.Small, 30);
            all.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
            all.KeyAtRight(IconCode.KeyOk, TextId.Forget);
            return;
        }

        sheet.Title(TextId.WifiSaved);
        if (Count == 0)
        {
            all.Words(TextId.WifiNoneSaved, 32);
            return;
        }

        DrawRows(sheet);
        all.KeyAtRight(IconCode.KeyOk, TextId.Forget);
    }

    /// <inheritdoc/>
    protected override void Choose(int index, long nowMs) => _isAsked = true;

    /// <inheritdoc/>
    protected override void DrawRow(MenuSheet sheet, int index, int y)
    {
        sheet.Line.Start().Number(index + 1);
        sheet.LeftAt(MenuSheet.LeftColumn, y);
        Name(sheet, index, 104);
        sheet.LeftAt(12, y);
    }

    private void Name(MenuSheet sheet, int index, int columns)
    {
        WifiProfile profile = Menu.Agent.Settings.WifiProfiles[index];
        sheet.Line.Start();
        sheet.Utf8(profile.Ssid, profile.SsidLength, columns);
    }
}
