using Terminal.Agent.Ports;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>Typing one limit; the first digit replaces what stands there.</summary>
public sealed class NumberPage : MenuPage
{
    private readonly LimitsPage _owner;
    private int _index;
    private int _value;
    private bool _isOffered;

    /// <summary>Makes the page.</summary>
    public NumberPage(Menu menu, LimitsPage owner)
        : base(menu)
    {
        _owner = owner;
    }

    /// <summary>Says which limit is typed and what it is now.</summary>
    public void Choose(int index, int value)
    {
        _index = index;
        _value = value;
        _isOffered = true;
    }

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        int max = LimitsPage.Max(_index);
        if (key <= Key.Digit9)
        {
            int before = _isOffered ? 0 : _value;
            _value = before <= (max - (int)key) / 10 ? (before * 10) + (int)key : before;
            _isOffered = false;
        }
        else if (key == Key.Clear)
        {
            _value /= 10;
            _isOffered = false;
        }
        else if (key == Key.Ok)
        {
            _owner.Take(_index, _value);
            Menu.Back(nowMs);
        }
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        canvas.Title(LimitsPage.Words(_index));
        canvas.Line.Start();
        _owner.Put(canvas, _index, _value);
        all.LargestLine(all.Large, 17);
        all.StartWords(TextId.SettingMax);
        _owner.Put(canvas, _index, LimitsPage.Max(_index));
        all.Centred(all.Small, 43);
        all.KeyAtLeft(IconCode.KeyClear, TextId.Correct);
        all.KeyAtRight(IconCode.KeyOk, TextId.Confirm);
    }
}
