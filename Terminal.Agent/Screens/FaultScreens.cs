using Terminal.Agent.Links;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Screens;

/// <summary>
/// The screens of faults. The support number stands only where a call helps: not where the
/// acquirer's service is at fault, nor where the merchant can act alone.
/// </summary>
public sealed class FaultScreens
{
    /// <summary>Where the cause of a link begins, after its name.</summary>
    private const int CauseColumn = 21;

    private readonly Sheet _sheet;
    private readonly ScreenView _view;
    private readonly Texts _texts;

    /// <summary>Builds them.</summary>
    public FaultScreens(Sheet sheet, ScreenView view, Texts texts)
    {
        _sheet = sheet;
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
            default:
                return false;
        }
    }

    private void ConnectivityFault()
    {
        _sheet.Words(TextId.NoConnection, 1);
        _sheet.Frame.Invert(0, 0, FrameBuffer.Columns, 9);
        Cause(TextId.Sim, _view.SimFault, 11);
        Cause(TextId.Wifi, _view.WifiFault, 20);
        _sheet.Words(TextId.Support, 30);
        _sheet.SupportNumber(39);
        _sheet.StartSerial();
        _sheet.AtLeft(Sheet.LastRow);
        _sheet.WaitingCountAtRight(Sheet.LastRow);
    }

    /// <summary>A link's name, why it does not work, and the code.</summary>
    private void Cause(TextId name, FaultCode fault, int y)
    {
        _sheet.WordsAtLeft(name, y);
        byte[] text = _texts.OfFault(fault);
        _sheet.Frame.Text(_sheet.Small, text, 0, text.Length, CauseColumn, y);
        _sheet.CodeAtRight(fault, y);
    }

    private void ServiceUnavailable()
    {
        _sheet.Heading(TextId.Service);
        _sheet.Paragraph(TextId.ServiceText, Sheet.BodyRow - 1, 2);
        _sheet.Words(TextId.ServiceNoCall, 36);
        _sheet.Words(TextId.PaymentsKept, 45);
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
                _sheet.Heading(TextId.AccountSuspended);
                _sheet.Paragraph(TextId.AccountSuspendedText, 25, 3);
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
        _sheet.Heading(heading);
        _sheet.Paragraph(text, Sheet.BodyRow - 1, 3);
        _sheet.SupportLine(46);
    }

    private void JournalFull()
    {
        _sheet.Heading(TextId.JournalFull);
        _sheet.Paragraph(TextId.JournalFullText, Sheet.BodyRow + 2, 3);
        _sheet.StartWaiting();
        _sheet.Centred(_sheet.Small, Sheet.LastRow);
    }

    private void MemoryFault()
    {
        _sheet.Heading(TextId.MemoryFault);
        byte[] text = _texts.OfFault(_view.Fault);
        _sheet.Frame.Text(_sheet.Small, text, 0, text.Length, 0, Sheet.BodyRow);
        _sheet.CodeAtRight(_view.Fault, Sheet.BodyRow);
        _sheet.Words(TextId.Replacement, 29);
        _sheet.SupportNumber(38);
        _sheet.StartSerial();
        _sheet.Centred(_sheet.Small, Sheet.LastRow);
    }

    /// <summary>On the last line: payments waiting at the left, the code at the right.</summary>
    private void WaitingAndCode()
    {
        if (_view.WaitingCount > Limits.ScreenWaitingWordsCount)
        {
            _sheet.WaitingCountAt(0, Sheet.LastRow);
        }
        else
        {
            _sheet.StartWaiting();
            _sheet.AtLeft(Sheet.LastRow);
        }

        _sheet.CodeAtRight(_view.Fault, Sheet.LastRow);
    }

    /// <summary>On the last line: code and payments waiting at the left; OK asks again.</summary>
    private void CodeAndRetry()
    {
        LineWriter line = _sheet.Line.Start().Fault(_view.Fault);
        int column = _sheet.Frame.Text(
            _sheet.Small, line.Bytes, 0, line.Count, 0, Sheet.LastRow);
        _sheet.WaitingCountAt(column + 4, Sheet.LastRow);
        _sheet.KeyAtRight(IconCode.KeyOk, TextId.Retry);
    }
}
