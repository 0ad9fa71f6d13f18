using System;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Menus;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Setup;

/// <summary>
/// The set-up by phone on the terminal's screen: a QR code that joins the phone to the terminal,
/// the same in words, the test, and the end. Cancel ends the set-up; Menu or a till's sale take the
/// screen for a payment, and it goes on.
/// </summary>
public sealed class PhonePage : MenuPage
{
    /// <summary>Room for the QR code's text.</summary>
    public const int TextBytes = 44;

    /// <summary>Bytes of the access point's passphrase that go through that room.</summary>
    public const int TextRoom = Limits.PhonePassphraseBytes;

    private const int Half = Limits.PhonePassphraseBytes / 2;
    private const int MarkColumn = 2;
    private const int WordsColumn = 16;

    private static readonly byte[] CodeStart = ByteCodec.Ascii("WIFI:T:WPA;S:");
    private static readonly byte[] CodeMiddle = ByteCodec.Ascii(";P:");
    private static readonly byte[] CodeEnd = ByteCodec.Ascii(";;");
    private static readonly byte[] Address = ByteCodec.Ascii("192.168.4.1");

    private readonly PhoneSetup _setup;
    private bool _isCoded;

    // How far the phone has come and what the page shows, in one number.
    private int _news;

    /// <summary>Makes the page.</summary>
    public PhonePage(Menu menu, PhoneSetup setup)
        : base(menu) => _setup = setup;

    /// <summary>What goes into the QR code; a passphrase on its way to the access point.</summary>
    public readonly byte[] Text = new byte[TextBytes];

    /// <inheritdoc/>
    public override int IdleMs => Limits.MenuEntryIdleMs;

    /// <inheritdoc/>
    public override bool GivesWay => _setup.Phase == PhonePhase.Serving;

    /// <inheritdoc/>
    public override bool IsHeld => _setup.Phase == PhonePhase.Opening;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _isCoded = false;
        _setup.Begin(nowMs);
    }

    /// <inheritdoc/>
    public override void Leave() => _setup.Withdraw();

    /// <inheritdoc/>
    public override bool Cancel(long nowMs)
    {
        bool isServing = _setup.Phase == PhonePhase.Serving;
        _setup.End(nowMs);
        return isServing || IsHeld;
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        int news = (_setup.PhoneProgress(nowMs) * 256)
            + (_setup.View == null ? 0 : _setup.View.Version & 255);
        if (news != _news)
        {
            // A phone that has gone is no news.
            if (news > _news)
            {
                Menu.NoteNews(nowMs);
            }

            _news = news;
            Menu.Agent.View.Touch();
        }

        if (!_isCoded && _setup.Phase == PhonePhase.Serving)
        {
            Encode();
            Menu.Agent.View.Touch();
        }

        // Afterwards the loop runs it.
        return _setup.Phase < PhonePhase.Serving ? _setup.Step(nowMs) : Limits.StatusMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        switch (_setup.Phase)
        {
            case PhonePhase.Serving:
                if (_setup.View.State == PageState.Testing
                    || _setup.View.Fault != FaultCode.None)
                {
                    DrawTest(canvas, _setup.View.Fault);
                }
                else if (_news >= 256)
                {
                    DrawConnected(canvas);
                }
                else if (_isCoded)
                {
                    DrawCode(canvas);
                }

                break;
            case PhonePhase.Ending:
            case PhonePhase.WaitingToClose:
            case PhonePhase.Closing:
                DrawEnd(canvas);
                break;
            case PhonePhase.Failed:
                canvas.Title(TextId.PhoneSetup);
                canvas.Canvas.Paragraph(TextId.PhoneFailed, 18, 3);
                canvas.Canvas.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
                break;
            default:
                canvas.Title(TextId.PhoneSetup);
                canvas.Canvas.Paragraph(TextId.PhoneOpening, 14, 4);
                break;
        }
    }

    private void Encode()
    {
        int at = ByteCodec.Put(Text, 0, CodeStart);
        at = ByteCodec.Put(Text, at, _setup.Name, _setup.NameLength);
        at = ByteCodec.Put(Text, at, CodeMiddle);
        Array.Copy(
            _setup.Record, SetupRecord.PassphraseAt, Text, at, Limits.PhonePassphraseBytes);
        at = ByteCodec.Put(Text, at + Limits.PhonePassphraseBytes, CodeEnd);
        _isCoded = Menu.Code.Encode(Text, 0, at, QrMode.Byte, QrLevel.Medium) == QrResult.Done;
        Array.Clear(Text, 0, Text.Length);
    }

    private void DrawCode(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        int column = all.Qr(Menu.Code) + 2;
        canvas.Words(TextId.PhoneScan, column, 0);
        canvas.Words(TextId.PhoneJoin, column, 9);
        canvas.Line.Start().Text(_setup.Name, _setup.NameLength);
        canvas.LeftAt(column, 18);
        canvas.Words(TextId.PhoneWith, column, 27);
        DrawHalf(canvas, 0, column, 36);
        DrawHalf(canvas, Half, column, 45);
        all.KeyAt(IconCode.KeyCancel, TextId.PhoneEnd, column, ScreenCanvas.LastRow);
    }

    private void DrawHalf(MenuCanvas canvas, int from, int column, int y)
    {
        canvas.Line.Start();
        for (int i = 0; i < Half; i++)
        {
            canvas.Line.Byte(_setup.Record[SetupRecord.PassphraseAt + from + i]);
        }

        canvas.LeftAt(column, y);
    }

    private void DrawConnected(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        canvas.Title(TextId.PhoneSetup);
        all.Words(TextId.PhoneConnected, 14);
        canvas.Line.Start().Text(canvas.Texts.Of(TextId.PhonePageAt)).Text(Address);
        all.Centred(all.Small, 26);
        all.Words(TextId.PhonePay, 40);
        all.KeyAtLeft(IconCode.KeyCancel, TextId.PhoneEnd);
        canvas.Line.Start().Number(_setup.Minutes).Text(canvas.Texts.Of(TextId.PhoneMinutes));
        all.AtRight(ScreenCanvas.LastRow);
    }

    // Under way, or failed: whoever has lost sight of the page reads it here.
    private void DrawTest(MenuCanvas canvas, FaultCode fault)
    {
        if (fault == FaultCode.None)
        {
            canvas.Title(TextId.WifiTest);
        }
        else
        {
            canvas.Title(fault);
        }

        for (int step = 0; step < WifiTest.StepCount; step++)
        {
            int y = MenuCanvas.RowTop(step);
            canvas.Mark(Menu.WifiTest.MarkOf(step), MarkColumn, y);
            canvas.Words((TextId)((int)TextId.WifiStepJoin + step), WordsColumn, y);
        }
    }

    private void DrawEnd(MenuCanvas canvas)
    {
        bool isPassed = _setup.View != null && _setup.View.State == PageState.Passed;
        bool isSaved = _setup.View != null && _setup.View.State == PageState.Saved;
        canvas.Title(TextId.PhoneSetup);
        if (isPassed || isSaved)
        {
            canvas.Canvas.Words(isPassed ? TextId.WifiWorks : TextId.PhoneSaved, 16);
        }

        canvas.Canvas.Paragraph(
            isSaved ? TextId.PhoneTestNext : TextId.PhoneRestarts,
            isPassed || isSaved ? 30 : 22,
            3);
    }
}
