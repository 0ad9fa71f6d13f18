using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Support;

namespace Terminal.Agent.Menus;

/// <summary>
/// The case for support: a QR code for the camera of whoever stands at the terminal, and a short
/// code for the voice behind any of Up, Down and OK. Both are of the moment when it was opened.
/// </summary>
public sealed class CasePage : MenuPage
{
    private const int Group = 3;
    private const int HalfCharacters = Limits.SpokenCharacters / 2;

    /// <summary>The support number's first figures, which fill a line beside the code.</summary>
    private const int NumberBreak = 8;

    private readonly byte[] _text = new byte[Limits.CaseCharactersMax];
    private readonly byte[] _spoken = new byte[Limits.SpokenCharacters];
    private bool _isReady;
    private bool _isSpoken;

    /// <summary>Makes the page.</summary>
    public CasePage(Menu menu)
        : base(menu)
    {
    }

    /// <inheritdoc/>
    public override int IdleMs => Limits.MenuEntryIdleMs;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _isReady = false;
        _isSpoken = false;
        Menu.Agent.Case.Begin();
    }

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        if (key == Key.Up || key == Key.Down || key == Key.Ok)
        {
            _isSpoken = !_isSpoken;
        }
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        SupportCase support = Menu.Agent.Case;
        if (_isReady)
        {
            return Limits.IdleStepMs;
        }

        if (!support.Step())
        {
            return 0;
        }

        int count = support.Write(_text, nowMs);
        if (Menu.Code.Encode(_text, 0, count, QrMode.Alphanumeric, QrLevel.Medium) != QrResult.Done)
        {
            Menu.Code.Encode(_text, 0, count, QrMode.Alphanumeric, QrLevel.Low);
        }

        support.WriteSpoken(_spoken);
        _isReady = true;
        Menu.Agent.View.Touch();
        return 0;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        if (!_isReady)
        {
            canvas.Canvas.Words(TextId.PleaseWait, 28);
        }
        else if (_isSpoken)
        {
            DrawSpoken(canvas);
        }
        else
        {
            DrawCode(canvas);
        }
    }

    private void DrawCode(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        int column = all.Qr(Menu.Code) + 2;
        canvas.Words(TextId.CasePhoto, column, 1);
        canvas.Words(TextId.CaseSupport, column, 10);
        byte[] number = canvas.Texts.SupportNumber;
        canvas.Line.Start().Text(number, NumberBreak);
        canvas.LeftAt(column, 24);
        canvas.Line.Start();
        for (int i = NumberBreak + 1; i < number.Length; i++)
        {
            canvas.Line.Byte(number[i]);
        }

        canvas.LeftAt(column, 33);
        all.KeyAt(IconCode.Down, TextId.CaseSay, column, 47);
        all.KeyAt(IconCode.KeyCancel, TextId.CaseBack, column, ScreenCanvas.LastRow);
    }

    private void DrawSpoken(MenuCanvas canvas)
    {
        canvas.Title(TextId.CaseSayTitle);
        DrawGroups(canvas, 0, 13);
        DrawGroups(canvas, HalfCharacters, 31);
        canvas.Canvas.SupportLine(ScreenCanvas.LastRow - 4);
    }

    private void DrawGroups(MenuCanvas canvas, int from, int y)
    {
        canvas.Line.Start();
        for (int i = 0; i < HalfCharacters; i++)
        {
            if (i == Group)
            {
                canvas.Line.Byte((byte)' ').Byte((byte)' ');
            }

            canvas.Line.Byte(_spoken[from + i]);
        }

        canvas.Canvas.Centred(canvas.Canvas.Medium, y);
    }
}
