using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// The attention list, one open entry at a time, the oldest first: what happened, which sale, what
/// to do. OK acknowledges an entry, or leads on to a technician's decision where a person must
/// find out what became of the money.
/// </summary>
public sealed class AttentionPage : MenuPage
{
    private const int SaleRow = 20;
    private const int TextRow = 30;

    // By AttentionKind.
    private static readonly TextId[] Headings =
    {
        TextId.AttentionMore, TextId.UnknownDeclined, TextId.UnknownDeclined, TextId.CutApproved,
        TextId.CancelFailed, TextId.RefundRefusedText, TextId.RefundUndecided,
        TextId.LateDeclined, TextId.Mismatch, TextId.QueueHeld, TextId.NotOurs,
        TextId.KeySuspected, TextId.AccountSuspected, TextId.RootEnds,
    };

    private static readonly TextId[] WhatToDo =
    {
        TextId.AttentionMoreText, TextId.UnknownDeclinedText, TextId.CutDeclinedText,
        TextId.CutApprovedText, TextId.CancelFailedText, TextId.RefundRefusedToDo,
        TextId.RefundUndecidedText, TextId.LateDeclinedText, TextId.MismatchText,
        TextId.QueueHeldText, TextId.NotOursText, TextId.KeySuspectedText,
        TextId.AccountSuspectedText, TextId.RootEndsText,
    };

    private readonly AttentionEntry _entry = new AttentionEntry();
    private readonly DecidePage _decide;

    // Place among the open entries, from 0; the count of more is behind the last.
    private int _index;
    private int _shownCount = -1;

    /// <summary>Makes the page.</summary>
    public AttentionPage(Menu menu)
        : base(menu)
    {
        _decide = new DecidePage(menu);
    }

    private AttentionList List => Menu.Agent.Attention;

    private int Pages => List.OpenCount + (List.MoreCount > 0 ? 1 : 0);

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _index = 0;
        Seek();
    }

    /// <inheritdoc/>
    public override void Resume(long nowMs) => Seek();

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        int pages = Pages;
        if (pages == 0)
        {
            return;
        }

        if (key == Key.Down)
        {
            _index = _index + 1 < pages ? _index + 1 : 0;
        }
        else if (key == Key.Up)
        {
            _index = _index > 0 ? _index - 1 : pages - 1;
        }
        else if (key == Key.Ok)
        {
            Acknowledge(nowMs);
        }

        Seek();
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        if (List.Count != _shownCount)
        {
            Seek();
            Menu.Agent.View.Touch();
        }

        return Limits.StatusMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        int pages = Pages;
        if (pages == 0)
        {
            canvas.Title(TextId.Attention);
            all.Words(TextId.AttentionEmpty, 32);
            all.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
            return;
        }

        canvas.Title(TextId.Attention, _index + 1, pages);
        canvas.Words(Headings[(int)_entry.Kind], MenuCanvas.LeftColumn, MenuCanvas.FirstRow);
        DrawSale(canvas);
        all.Paragraph(WhatToDo[(int)_entry.Kind], TextRow, 3);
        all.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
        all.KeyAtRight(IconCode.KeyOk, NeedsPerson() ? TextId.Decide : TextId.Noted);
    }

    /// <summary>True when only a person can find out what became of the money.</summary>
    private bool NeedsPerson() => _entry.Kind == AttentionKind.CancelFailed
        || _entry.Kind == AttentionKind.RefundUndecided || _entry.Kind == AttentionKind.Mismatch
        || _entry.Kind == AttentionKind.PaymentNotOurs || _entry.Kind == AttentionKind.QueueHeld;

    private void DrawSale(MenuCanvas canvas)
    {
        LineWriter line = canvas.Line.Start();
        if (_entry.Kind == AttentionKind.None)
        {
            line.Number(List.MoreCount);
            canvas.LeftAt(MenuCanvas.LeftColumn, SaleRow);
            return;
        }

        if (_entry.AmountCents > 0)
        {
            line.Amount(
                _entry.AmountCents, Menu.Agent.Settings.Currency, canvas.Texts.Language);
            canvas.LeftAt(MenuCanvas.LeftColumn, SaleRow);
            line = canvas.Line.Start();
        }

        canvas.Date(_entry.UtcSeconds, false);
        canvas.RightAt(MenuCanvas.RightColumn, SaleRow);
    }

    private void Acknowledge(long nowMs)
    {
        if (_entry.Kind == AttentionKind.None)
        {
            List.AcknowledgeMore();
            return;
        }

        if (_entry.Kind == AttentionKind.QueueHeld)
        {
            Menu.DecideQueue(nowMs);
            return;
        }

        if (NeedsPerson())
        {
            _decide.Choose(_entry.Number);
            Menu.AskPin(_decide, nowMs);
            return;
        }

        Menu.Agent.Decide(_entry.Number, AttentionExit.Acknowledged);
    }

    private void Seek()
    {
        int pages = Pages;
        _shownCount = List.Count;
        _index = _index < pages ? _index : pages > 0 ? pages - 1 : 0;
        _entry.Kind = AttentionKind.None;
        if (_index >= List.OpenCount)
        {
            return;
        }

        uint number = 0;
        for (int i = 0; i <= _index; i++)
        {
            number = List.Next(number, true);
        }

        List.Read(number, _entry);
    }
}
