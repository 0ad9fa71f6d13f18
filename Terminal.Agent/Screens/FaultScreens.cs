using Terminal.Agent.Links;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Screens;

/// <summary>
/// The screens of faults. The support number stands only where a call helps: not where the
/// acquirer's service is at fault, nor where the merchant can act alone.
/// </summary>
public sealed class FaultScreens
{
    private const int Columns = FrameBuffer.Columns;

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
        _sheet.Words(_sheet.Small, TextId.NoConnection, 0);
        _sheet.Frame.Invert(0, 0, Columns);
        Cause(TextId.Sim, _view.SimFault, 1);
        Cause(TextId.Wifi, _view.WifiFault, 2);
        _sheet.Words(_sheet.Small, TextId.Support, 3);
        _sheet.SupportNumber(4);
        _sheet.Serial(6);
        _sheet.Waiting(7);
    }

    /// <summary>A link's name, why it does not work, and the code.</summary>
    private void Cause(TextId name, FaultCode fault, int page)
    {
        byte[] text = _texts.Of(name);
        _sheet.Frame.Text(_sheet.Small, text, 0, text.Length, 0, page);
        text = _texts.OfFault(fault);
        _sheet.Frame.Text(_sheet.Small, text, 0, text.Length, CauseColumn, page);
        _sheet.CodeAtRight(fault, page);
    }

    private void ServiceUnavailable()
    {
        _sheet.Heading(TextId.Service);
        _sheet.Paragraph(TextId.ServiceText, 2, 2);
        _sheet.Words(_sheet.Small, TextId.ServiceNoCall, 4);
        _sheet.Words(_sheet.Small, TextId.PaymentsKept, 5);
        WaitingAndCode();
    }

    private void AccountProblem()
    {
        switch (_view.Fault)
        {
            case FaultCode.KeyMissing:
                Account(TextId.KeyMissing, TextId.KeyMissingText);
                break;
            case FaultCode.KeyOfOtherMode:
                Account(TextId.KeyOfOtherMode, TextId.KeyOfOtherModeText);
                break;
            case FaultCode.AccountSuspended:
                Account(TextId.AccountSuspended, TextId.AccountSuspendedText);
                break;
            default:
                Account(TextId.KeyRefused, TextId.KeyRefusedText);
                break;
        }
    }

    private void Account(TextId heading, TextId text)
    {
        _sheet.Heading(heading);
        _sheet.Paragraph(text, 2, 3);
        if (_view.Fault != FaultCode.AccountSuspended)
        {
            _sheet.SupportLine(5);
        }

        WaitingAndCode();
    }

    private void JournalFull()
    {
        _sheet.Heading(TextId.JournalFull);
        _sheet.Paragraph(TextId.JournalFullText, 3, 3);
        _sheet.Waiting(7);
    }

    private void MemoryFault()
    {
        _sheet.Heading(TextId.MemoryFault);
        byte[] text = _texts.OfFault(_view.Fault);
        _sheet.Frame.Text(_sheet.Small, text, 0, text.Length, 0, 2);
        _sheet.CodeAtRight(_view.Fault, 2);
        _sheet.Words(_sheet.Small, TextId.Replacement, 3);
        _sheet.SupportNumber(4);
        _sheet.Serial(7);
    }

    /// <summary>On the last page: payments waiting at the left, the code at the right.</summary>
    private void WaitingAndCode()
    {
        int count = _view.WaitingCount;
        if (count > 0)
        {
            LineWriter line = _sheet.Line.Start().Number(count);
            line.Text(_texts.Of(count == 1 ? TextId.WaitingOne : TextId.WaitingMany));
            _sheet.Frame.Text(_sheet.Small, line.Bytes, 0, line.Count, 0, 7);
        }

        _sheet.CodeAtRight(_view.Fault, 7);
    }
}
