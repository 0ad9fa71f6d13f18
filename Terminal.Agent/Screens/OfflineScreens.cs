using Terminal.Agent.Settings;

namespace Terminal.Agent.Screens;

/// <summary>
/// The screens of sales that no bank has answered for: consent, acceptance, limits, late decline.
/// </summary>
public sealed class OfflineScreens
{
    /// <summary>Top row of the bound that stands in the way.</summary>
    private const int BoundRow = 38;

    private readonly ScreenCanvas _canvas;
    private readonly ScreenModel _view;
    private readonly Texts _texts;

    /// <summary>Builds them.</summary>
    public OfflineScreens(ScreenCanvas canvas, ScreenModel view, Texts texts)
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
        _canvas.Heading(TextId.OfflineAsk);
        _canvas.Paragraph(TextId.OfflineAskText, ScreenCanvas.BodyRow - 1, 2);
        _canvas.Amount(_canvas.Figures, 38);
        if (_view.IsTooEarly)
        {
            _canvas.Words(TextId.ReadAgain, ScreenCanvas.LastRow);
            return;
        }

        _canvas.KeyAtLeft(IconCode.KeyCancel, TextId.Refuse);
        _canvas.KeyAtRight(IconCode.KeyOk, TextId.Accept);
    }

    /// <summary>
    /// A heading of two lines, so that nobody takes it for an answer of the bank.
    /// </summary>
    private void Accepted()
    {
        if (_view.IsLarge)
        {
            _canvas.EnlargedWords(TextId.Approved);
            _canvas.Frame.Invert(0, 0, FrameBuffer.Columns, 32);
            _canvas.Words(TextId.AcceptedOffline, 33);
            _canvas.Amount(_canvas.Large, 40);
            return;
        }

        _canvas.Heading(TextId.Approved);
        _canvas.Words(TextId.AcceptedOffline, 16);
        _canvas.Frame.Invert(0, 16, FrameBuffer.Columns, 9);
        _canvas.Amount(_canvas.Large, 28);
        _canvas.WordsAtLeft(TextId.AcceptedOfflineText, ScreenCanvas.LastRow);
        _canvas.WaitingCountAtRight(ScreenCanvas.LastRow);
    }

    private void Refused()
    {
        _canvas.Heading(TextId.OfflineRefused);
        _canvas.Words(TextId.NothingCharged, ScreenCanvas.LastRow);
        switch (_view.OfflineLimit)
        {
            case OfflineLimit.Amount:
                Refused(TextId.OfflineAmount);
                _canvas.Amount(_view.Detail, _canvas.Figures, BoundRow);
                break;
            case OfflineLimit.Total:
                Refused(TextId.OfflineTotal);
                _canvas.Amount(_view.Detail, _canvas.Figures, BoundRow);
                break;
            case OfflineLimit.Count:
                Refused(TextId.OfflineCount);
                _canvas.Line.Start().Number(_view.Detail);
                _canvas.Centred(_canvas.Figures, BoundRow);
                break;
            case OfflineLimit.Age:
                Refused(TextId.OfflineAge);
                _canvas.Line.Start().Number(_view.Detail).Text(_texts.Of(TextId.Hours));
                _canvas.Centred(_canvas.Medium, BoundRow);
                break;
            case OfflineLimit.Till:
                Refused(TextId.OfflineTill);
                break;
            default:
                Refused(TextId.OfflineOff);
                break;
        }
    }

    private void Refused(TextId text) => _canvas.Paragraph(text, ScreenCanvas.BodyRow - 1, 2);

    private void LateDecline()
    {
        bool isRefund = _view.IsRefund;
        _canvas.Heading(isRefund ? TextId.RefundRefused : TextId.LateDecline, IconCode.Cross);
        _canvas.WordsAtLeft(
            isRefund ? TextId.RefundKind : TextId.LateDeclineText, ScreenCanvas.BodyRow - 1);
        _canvas.SequenceAtRight(ScreenCanvas.BodyRow - 1);
        _canvas.Amount(_canvas.Figures, 29);
        if (_view.ResponseCode[0] == 0 && _view.HttpStatus != 0)
        {
            _canvas.StartWords(TextId.HttpStatus).Number(_view.HttpStatus);
            _canvas.Centred(_canvas.Small, 46);
        }
        else
        {
            _canvas.Words(_canvas.Small, _texts.OfResponse(_view.ResponseCode), 46);
        }

        _canvas.CardAtLeft(ScreenCanvas.LastRow);
        _canvas.KeyAtRight(IconCode.KeyOk, TextId.Noted);
    }
}
