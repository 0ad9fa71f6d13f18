using Terminal.Agent.Sale;

namespace Terminal.Agent.Screens;

/// <summary>
/// The screens of sales that no bank has answered for: consent, acceptance, limits, late decline.
/// </summary>
public sealed class OfflineScreens
{
    /// <summary>Top row of the bound that stands in the way.</summary>
    private const int BoundRow = 38;

    private readonly Sheet _sheet;
    private readonly ScreenView _view;
    private readonly Texts _texts;

    /// <summary>Builds them.</summary>
    public OfflineScreens(Sheet sheet, ScreenView view, Texts texts)
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
            case ScreenId.OfflineConsent:
                Consent();
                return true;
            case ScreenId.AcceptedOffline:
                Accepted();
                return true;
            case ScreenId.OfflineRefused:
                Refused();
                return true;
            case ScreenId.LateDecline:
                LateDecline();
                return true;
            default:
                return false;
        }
    }

    private void Consent()
    {
        _sheet.Heading(TextId.OfflineAsk);
        _sheet.Paragraph(TextId.OfflineAskText, Sheet.BodyRow - 1, 2);
        _sheet.Amount(_sheet.Figures, 38);
        _sheet.KeyAtLeft(IconCode.KeyCancel, TextId.Refuse);
        _sheet.KeyAtRight(IconCode.KeyOk, TextId.Accept);
    }

    /// <summary>
    /// A heading of two lines, so that nobody takes it for an answer of the bank.
    /// </summary>
    private void Accepted()
    {
        _sheet.Heading(TextId.Approved);
        _sheet.Words(TextId.AcceptedOffline, 16);
        _sheet.Frame.Invert(0, 16, FrameBuffer.Columns, 9);
        _sheet.Amount(_sheet.Large, 28);
        _sheet.WordsAtLeft(TextId.AcceptedOfflineText, Sheet.LastRow);
        _sheet.WaitingCountAtRight(Sheet.LastRow);
    }

    private void Refused()
    {
        _sheet.Heading(TextId.OfflineRefused);
        _sheet.Words(TextId.NothingCharged, Sheet.LastRow);
        switch (_view.OfflineLimit)
        {
            case OfflineLimit.Amount:
                Refused(TextId.OfflineAmount);
                _sheet.Amount(_view.Detail, _sheet.Figures, BoundRow);
                break;
            case OfflineLimit.Total:
                Refused(TextId.OfflineTotal);
                _sheet.Amount(_view.Detail, _sheet.Figures, BoundRow);
                break;
            case OfflineLimit.Count:
                Refused(TextId.OfflineCount);
                _sheet.Line.Start().Number(_view.Detail);
                _sheet.Centred(_sheet.Figures, BoundRow);
                break;
            case OfflineLimit.Age:
                Refused(TextId.OfflineAge);
                _sheet.Line.Start().Number(_view.Detail).Text(_texts.Of(TextId.Hours));
                _sheet.Centred(_sheet.Medium, BoundRow);
                break;
            default:
                Refused(TextId.OfflineOff);
                break;
        }
    }

    private void Refused(TextId text) => _sheet.Paragraph(text, Sheet.BodyRow - 1, 2);

    private void LateDecline()
    {
        bool isRefund = _view.IsRefund;
        _sheet.Heading(isRefund ? TextId.RefundRefused : TextId.LateDecline, IconCode.Cross);
        _sheet.WordsAtLeft(
            isRefund ? TextId.RefundKind : TextId.LateDeclineText, Sheet.BodyRow - 1);
        _sheet.SequenceAtRight(Sheet.BodyRow - 1);
        _sheet.Amount(_sheet.Figures, 29);
        if (_view.ResponseCode[0] == 0 && _view.HttpStatus != 0)
        {
            _sheet.StartWords(TextId.HttpStatus).Number(_view.HttpStatus);
            _sheet.Centred(_sheet.Small, 46);
        }
        else
        {
            _sheet.Words(_sheet.Small, _texts.OfResponse(_view.ResponseCode), 46);
        }

        _sheet.CardAtLeft(Sheet.LastRow);
        _sheet.KeyAtRight(IconCode.KeyOk, TextId.Noted);
    }
}
