using Terminal.Agent.Sale;

namespace Terminal.Agent.Screens;

/// <summary>
/// The screens of sales that no bank has answered for: consent, acceptance, limits, late decline.
/// </summary>
public sealed class OfflineScreens
{
    private const int Columns = FrameBuffer.Columns;

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
        _sheet.Paragraph(TextId.OfflineAskText, 2, 2);
        _sheet.Amount(_view.AmountCents, 4, _sheet.Large);
        _sheet.Keys(IconCode.KeyCancel, TextId.Refuse, IconCode.KeyOk, TextId.Accept);
    }

    private void Accepted()
    {
        _sheet.Heading(TextId.Approved, TextId.AcceptedOffline);
        _sheet.Amount(3);
        _sheet.Words(_sheet.Small, TextId.AcceptedOfflineText, 6);
        _sheet.Waiting(7);
    }

    private void Refused()
    {
        _sheet.Heading(TextId.OfflineRefused);
        switch (_view.OfflineLimit)
        {
            case OfflineLimit.Amount:
                _sheet.Paragraph(TextId.OfflineAmount, 2, 2);
                _sheet.Amount(_view.Detail, 4, _sheet.Figures);
                break;
            case OfflineLimit.Total:
                _sheet.Paragraph(TextId.OfflineTotal, 2, 2);
                _sheet.Amount(_view.Detail, 4, _sheet.Figures);
                break;
            case OfflineLimit.Count:
                _sheet.Paragraph(TextId.OfflineCount, 2, 2);
                _sheet.Line.Start().Number(_view.Detail);
                _sheet.Centred(_sheet.Figures, 4);
                break;
            case OfflineLimit.Age:
                _sheet.Paragraph(TextId.OfflineAge, 2, 2);
                _sheet.Line.Start().Number(_view.Detail).Text(_texts.Of(TextId.Hours));
                _sheet.Centred(_sheet.Medium, 4);
                break;
            default:
                _sheet.Paragraph(TextId.OfflineOff, 3, 2);
                break;
        }

        _sheet.Words(_sheet.Small, TextId.NothingCharged, 7);
    }

    private void LateDecline()
    {
        _sheet.Heading(TextId.LateDecline);
        _sheet.Words(_sheet.Small, TextId.LateDeclineText, 2);
        _sheet.Amount(_view.AmountCents, 3, _sheet.Figures);
        byte[] reason = _texts.OfResponse(_view.ResponseCode);
        _sheet.Frame.Centred(_sheet.Small, reason, 0, reason.Length, 0, Columns, 5);
        LineWriter line = _sheet.Line.Start().Text(_texts.Of(TextId.Card)).Text(_view.Last4);
        _sheet.Frame.Text(_sheet.Small, line.Bytes, 0, line.Count, 0, 6);
        line.Start().Text(_texts.Of(TextId.Number)).Number(_view.Sequence);
        _sheet.Frame.Right(_sheet.Small, line.Bytes, 0, line.Count, Columns, 6);
        _sheet.Keys(0, TextId.None, IconCode.KeyOk, TextId.Noted);
    }
}
