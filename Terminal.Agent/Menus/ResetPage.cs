using Terminal.Agent.Ports;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// Factory reset, refused while a payment waits or is damaged: it says how many, because they are
/// money. Afterwards the terminal restarts.
/// </summary>
public sealed class ResetPage : MenuPage
{
    private bool _isDone;
    private long _restartAtMs;

    /// <summary>Makes the page.</summary>
    public ResetPage(Menu menu)
        : base(menu)
    {
    }

    /// <inheritdoc/>
    public override void Open(long nowMs) => _isDone = false;

    /// <inheritdoc/>
    public override bool Cancel(long nowMs) => _isDone;

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        if (key == Key.Ok && !_isDone && Menu.Agent.Reset())
        {
            _isDone = true;
            _restartAtMs = nowMs + Limits.ResetShownMs;
        }
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        if (_isDone && nowMs >= _restartAtMs && !Menu.Agent.IsSaving)
        {
            // On the device the call does not return.
            Menu.Board.Reboot.Reboot();
            Menu.Close(nowMs);
        }

        return Limits.StatusMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        int waiting = Menu.Agent.Journal.UndeliveredCount;
        if (_isDone)
        {
            all.Heading(TextId.ResetDone);
            all.Words(TextId.ResetDoneText, 32);
        }
        else if (waiting > 0)
        {
            all.Heading(TextId.ResetRefused);
            all.StartWaiting();
            all.Centred(all.Small, 22);
            all.Paragraph(TextId.ResetRefusedText, 34, 2);
            all.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
        }
        else if (Menu.Agent.Journal.DamagedCount > 0)
        {
            all.Heading(TextId.ResetRefused);
            all.Paragraph(TextId.ResetDamagedText, 24, 3);
            all.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
        }
        else
        {
            all.Heading(TextId.ResetAsk);
            all.Paragraph(TextId.ResetAskText, 22, 3);
            all.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
            all.KeyAtRight(IconCode.KeyOk, TextId.Erase);
        }
    }
}
