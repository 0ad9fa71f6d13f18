using System;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Menus;

/// <summary>
/// The door to what only whoever has the code may do: the technician's, or the merchant's. Where
/// there is none one is to be chosen, twice; a wrong one closes the door for a time that doubles.
/// </summary>
public sealed class PinPage : MenuPage
{
    private const int DotColumns = 10;

    private readonly byte[] _digits = new byte[Limits.PinDigitsMax];
    private readonly byte[] _chosen = new byte[Limits.PinDigitsMax];
    private MenuPage _inside;
    private PinGuard _guard;
    private PinStage _stage;
    private bool _isChange;
    private int _count;
    private int _chosenCount;
    private bool _isJudging;
    private TextId _note;

    /// <summary>Makes the page.</summary>
    public PinPage(Menu menu)
        : base(menu)
    {
    }

    /// <summary>
    /// Says which code is asked for and where it leads; null sets a new one and leads back.
    /// </summary>
    public void Choose(MenuPage inside, PinGuard guard)
    {
        _inside = inside;
        _guard = guard;
    }

    private bool IsMerchant => _guard == Menu.Agent.MerchantPin;

    private TextId LengthNote => IsMerchant ? TextId.PinLength : TextId.PinLengthTechnician;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _isChange = _inside == null;
        _stage = _isChange || !_guard.IsSet ? PinStage.Choose : PinStage.Enter;
        _note = _stage == PinStage.Choose ? LengthNote : TextId.None;
        _isJudging = false;
        Erase();
    }

    /// <inheritdoc/>
    public override void Leave()
    {
        Erase();
        Array.Clear(_chosen, 0, _chosen.Length);
    }

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        if (_isJudging || _guard.WaitMs(nowMs) > 0)
        {
            return;
        }

        if (key <= Key.Digit9 && _count < _digits.Length)
        {
            _note = TextId.None;
            _digits[_count++] = (byte)('0' + (int)key);
        }
        else if (key == Key.Clear && _count > 0)
        {
            _digits[--_count] = 0;
        }
        else if (key == Key.Ok)
        {
            Accept(nowMs);
        }
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        if (_isJudging)
        {
            PinVerdict verdict = _guard.Verdict;
            if (verdict != PinVerdict.Busy)
            {
                _isJudging = false;
                Conclude(verdict, nowMs);
                Menu.Agent.View.Touch();
            }

            return Limits.BusyStepMs;
        }

        if (_guard.WaitMs(nowMs) > 0 || _note == TextId.PinLocked)
        {
            // The time that is left moves.
            _note = _guard.WaitMs(nowMs) > 0 ? TextId.PinLocked : TextId.PinWrong;
            Menu.Agent.View.Touch();
        }

        return Limits.StatusMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        canvas.Title(_stage == PinStage.Choose
            ? IsMerchant ? TextId.PinChooseMerchant : TextId.PinChoose
            : _stage == PinStage.Repeat ? TextId.PinRepeat
            : IsMerchant ? TextId.MerchantPin : TextId.PinEnter);
        if (_note == TextId.PinLocked)
        {
            DrawLocked(canvas);
        }
        else
        {
            DrawDots(all);
            all.Words(_isJudging ? TextId.PleaseWait : _note, 40);
        }

        all.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
        if (_count >= _guard.DigitsMin)
        {
            all.KeyAtRight(IconCode.KeyOk, TextId.Confirm);
        }
    }

    private void Accept(long nowMs)
    {
        if (_count < _guard.DigitsMin)
        {
            _note = LengthNote;
            return;
        }

        switch (_stage)
        {
            case PinStage.Enter:
                _isJudging = _guard.Check(_digits, 0, _count, nowMs) == PinVerdict.Busy;
                break;
            case PinStage.Choose:
                Array.Copy(_digits, 0, _chosen, 0, _count);
                _chosenCount = _count;
                _stage = PinStage.Repeat;
                _note = TextId.None;
                break;
            default:
                Repeat();
                break;
        }

        Erase();
    }

    private void Repeat()
    {
        if (_count == _chosenCount && ByteCodec.Same(_digits, 0, _chosen, 0, _count))
        {
            _isJudging = _guard.Set(_digits, 0, _count) == PinVerdict.Busy;
            return;
        }

        _stage = PinStage.Choose;
        _note = TextId.PinDiffers;
    }

    private void Conclude(PinVerdict verdict, long nowMs)
    {
        if (verdict != PinVerdict.Right)
        {
            _note = TextId.PinWrong;
            return;
        }

        if (_stage == PinStage.Repeat)
        {
            Menu.Agent.ChangeSettings();
        }

        if (_isChange)
        {
            Menu.Back(nowMs);
        }
        else
        {
            Menu.Replace(_inside, nowMs);
        }
    }

    private void DrawDots(ScreenCanvas all)
    {
        int places = _count < _guard.DigitsMin ? _guard.DigitsMin : _count;
        int column = (FrameBuffer.Columns - (places * DotColumns)) / 2;
        for (int i = 0; i < places; i++)
        {
            if (i < _count)
            {
                all.Frame.Fill(column + 2, 22, 6, 6);
            }
            else
            {
                all.Frame.Fill(column + 1, 28, 8, 1);
            }

            column += DotColumns;
        }
    }

    private void DrawLocked(MenuCanvas canvas)
    {
        canvas.Canvas.Words(TextId.PinLocked, 18);
        long seconds = (_guard.WaitMs(Menu.Board.Clock.UptimeMs) + 999) / 1000;
        int minutes = (int)(seconds / 60);
        canvas.Line.Start().TwoFigures(minutes).Byte((byte)':').TwoFigures((int)(seconds % 60));
        canvas.Canvas.Centred(canvas.Canvas.Medium, 30);
    }

    private void Erase()
    {
        Array.Clear(_digits, 0, _digits.Length);
        _count = 0;
    }
}
