namespace Terminal.Agent.Screens;

/// <summary>
/// The screens of faults. The support number stands only where a call helps: not where the
/// acquirer's service is at fault, nor where the merchant can act alone.
/// </summary>
public sealed class FaultScreens
{
    /// <summary>Where the cause of a link begins, after its name.</summary>
    private const int SimCauseColumn = 21;
    private const int WifiCauseColumn = 25;

    /// <summary>Where a title begins that leaves room for a key at its right.</summary>
    private const int TitleColumn = 2;

    private readonly ScreenCanvas _canvas;
    private readonly ScreenModel _view;
    private readonly Texts _texts;

    /// <summary>Builds them.</summary>
    public FaultScreens(ScreenCanvas canvas, ScreenModel view, Texts texts)
    {
        _canvas = canvas;
        _view = view;
        _texts = texts;
    }

    /// <summary>Draws one of them.</summary>
    /// <returns>False when the screen is none of them.</returns>
    public bool Draw(ScreenId id)
    {
        switch (id)
        {
            case ScreenId.ConnectivityFault:
                ConnectivityFault();
                return true;
            case ScreenId.ServiceUnavailable:
                ServiceUnavailable();
                return true;
            case ScreenId.AccountProblem:
                AccountProblem();
                return true;
            case ScreenId.JournalFull:
                JournalFull();
                return true;
            case ScreenId.MemoryFault:
                MemoryFault();
                return true;
            case ScreenId.QueueHeld:
                QueueHeld();
                return true;
            default:
                return false;
        }
    }

    private void ConnectivityFault()
    {
        byte[] title = _texts.Of(TextId.NoConnection);
        _canvas.Frame.Text(_canvas.Small, title, 0, title.Length, TitleColumn, 1);
        _canvas.KeyAtRight(IconCode.Up, TextId.CaseKey, 1);
        _canvas.Frame.Invert(0, 0, FrameBuffer.Columns, 9);
        Cause(TextId.Sim, _view.SimFault, SimCauseColumn, 11);
        Cause(TextId.Wifi, _view.WifiFault, WifiCauseColumn, 20);
        _canvas.Words(
            _view.IsOfflinePossible ? TextId.OfflineAndSupport : TextId.Support, 30);
        _canvas.SupportNumber(39);
        _canvas.StartSerial();
        _canvas.AtLeft(ScreenCanvas.LastRow);
        _canvas.WaitingCountAtRight(ScreenCanvas.LastRow);
    }

    /// <summary>A link's name, why it does not work, and the code.</summary>
    private void Cause(TextId name, FaultCode fault, int column, int y)
    {
        _canvas.WordsAtLeft(name, y);
        byte[] text = _texts.OfFault(fault);
        _canvas.Frame.Text(_canvas.Small, text, 0, text.Length, column, y);
        _canvas.CodeAtRight(fault, y);
    }

    private void ServiceUnavailable()
    {
        _canvas.Heading(TextId.Service);
        _canvas.Paragraph(TextId.ServiceText, ScreenCanvas.BodyRow - 1, 2);
        _canvas.Words(TextId.ServiceNoCall, 36);
        _canvas.Words(
            _view.IsOfflinePossible ? TextId.OfflinePossible : TextId.PaymentsKept, 45);
        WaitingAndCode();
    }

    private void AccountProblem()
    {
        switch (_view.Fault)
        {
            case FaultCode.KeyMissing:
                KeyProblem(TextId.KeyMissing, TextId.KeyMissingText);
                WaitingAndCode();
                break;
            case FaultCode.KeyOfOtherMode:
                KeyProblem(TextId.KeyOfOtherMode, TextId.KeyOfOtherModeText);
                WaitingAndCode();
                break;
            case FaultCode.AccountSuspended:
                _canvas.Heading(TextId.AccountSuspended);
                if (_view.IsTakenBack)
                {
                    TakenBack();
                }
                else
                {
                    _canvas.Paragraph(TextId.AccountSuspendedText, 25, 3);
                }

                CodeAndRetry();
                break;
            default:
                KeyProblem(TextId.KeyRefused, TextId.KeyRefusedText);
                CodeAndRetry();
                break;
        }
    }

    private void KeyProblem(TextId heading, TextId text)
    {
        _canvas.Heading(heading);
        if (_view.IsTakenBack)
        {
            TakenBack();
            return;
        }

        _canvas.Paragraph(text, ScreenCanvas.BodyRow - 1, 3);
        _canvas.SupportLine(46);
    }

    // The sale that met the obstacle: what it was, and that nothing of it was sent.
    private void TakenBack()
    {
        _canvas.Amount(_canvas.Figures, 26);
        _canvas.Words(TextId.NothingCharged, 44);
    }

    private void JournalFull()
    {
        _canvas.Heading(TextId.JournalFull);
        if (_view.IsTakenBack)
        {
            TakenBack();
            return;
        }

        _canvas.Paragraph(TextId.JournalFullText, ScreenCanvas.BodyRow + 2, 3);
        _canvas.StartWaiting();
        _canvas.Centred(_canvas.Small, ScreenCanvas.LastRow);
    }

    private void MemoryFault()
    {
        _canvas.Heading(TextId.MemoryFault);
        byte[] text = _texts.OfFault(_view.Fault);
        _canvas.Frame.Text(_canvas.Small, text, 0, text.Length, 0, ScreenCanvas.BodyRow);
        _canvas.CodeAtRight(_view.Fault, ScreenCanvas.BodyRow);
        _canvas.Words(TextId.Replacement, 29);
        _canvas.SupportNumber(38);
        _canvas.StartSerial();
        _canvas.AtLeft(ScreenCanvas.LastRow);
        _canvas.KeyAtRight(IconCode.Up, TextId.CaseKey);
    }

    private void QueueHeld()
    {
        _canvas.Heading(TextId.HeldHeading);
        _canvas.Paragraph(
            _view.Fault == FaultCode.QueueOfOtherTerminal ? TextId.HeldOtherTerminal
                : _view.Fault == FaultCode.QueueOfOtherAccount ? TextId.HeldOtherAccount
                : TextId.HeldRolledBack,
            ScreenCanvas.BodyRow - 1, 3);
        _canvas.SupportLine(46);
        LineWriter line = _canvas.Line.Start().Fault(_view.Fault);
        int column = _canvas.Frame.Text(
            _canvas.Small, line.Bytes, 0, line.Count, 0, ScreenCanvas.LastRow);
        _canvas.WaitingCountAt(column + 4, ScreenCanvas.LastRow);
        _canvas.KeyAtRight(IconCode.KeyOk, TextId.Decide);
    }

    /// <summary>On the last line: payments waiting at the left, the code at the right.</summary>
    private void WaitingAndCode()
    {
        if (_view.WaitingCount > Limits.ScreenWaitingWordsCount)
        {
            _canvas.WaitingCountAt(0, ScreenCanvas.LastRow);
        }
        else
        {
            _canvas.StartWaiting();
            _canvas.AtLeft(ScreenCanvas.LastRow);
        }

        _canvas.CodeAtRight(_view.Fault, ScreenCanvas.LastRow);
    }

    /// <summary>On the last line: code and payments waiting at the left; OK asks again.</summary>
    private void CodeAndRetry()
    {
        LineWriter line = _canvas.Line.Start().Fault(_view.Fault);
        int column = _canvas.Frame.Text(
            _canvas.Small, line.Bytes, 0, line.Count, 0, ScreenCanvas.LastRow);
        _canvas.WaitingCountAt(column + 4, ScreenCanvas.LastRow);
        _canvas.KeyAtRight(IconCode.KeyOk, TextId.Retry);
    }
}
