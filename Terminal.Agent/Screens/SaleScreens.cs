using Terminal.Agent.Ports;
using Terminal.Agent.Sale;

namespace Terminal.Agent.Screens;

/// <summary>
/// The screens of a sale, from the idle one to its result. The heading answers "what now?" at a
/// glance; money stands in the largest figures; the last page says what the keys do.
/// </summary>
public sealed class SaleScreens
{
    private const int Columns = FrameBuffer.Columns;

    private readonly Sheet _sheet;
    private readonly StatusLine _status;
    private readonly ScreenView _view;
    private readonly Texts _texts;

    /// <summary>Builds them.</summary>
    public SaleScreens(Sheet sheet, StatusLine status, ScreenView view, Texts texts)
    {
        _sheet = sheet;
        _status = status;
        _view = view;
        _texts = texts;
    }

    /// <summary>Draws one of them.</summary>
    /// <returns>False when the screen is none of them.</returns>
    public bool Draw(ScreenId id)
    {
        switch (id)
        {
            case ScreenId.Starting:
                Starting();
                return true;
            case ScreenId.Idle:
                Idle();
                return true;
            case ScreenId.AmountEntry:
                AmountEntry();
                return true;
            case ScreenId.AmountRefused:
                AmountRefused();
                return true;
            case ScreenId.PresentCard:
                PresentCard();
                return true;
            case ScreenId.CardTrouble:
                CardTrouble();
                return true;
            case ScreenId.InProgress:
                InProgress();
                return true;
            case ScreenId.Approved:
                Approved();
                return true;
            case ScreenId.Declined:
                Declined();
                return true;
            case ScreenId.Rejected:
                Rejected();
                return true;
            case ScreenId.ResultUnknown:
                ResultUnknown();
                return true;
            case ScreenId.SaleCancelled:
                SaleCancelled();
                return true;
            case ScreenId.CancelKept:
                CancelKept();
                return true;
            default:
                return false;
        }
    }

    private void Starting()
    {
        _sheet.Words(_sheet.Medium, TextId.Starting, 2);
        _sheet.Words(_sheet.Small, TextId.StartingText, 5);
        _sheet.Serial(7);
    }

    private void Idle()
    {
        _status.Draw();
        _sheet.Words(_sheet.Small, TextId.EnterAmount, 2);
        _sheet.Amount(0, 3, _sheet.Large);
        _sheet.Waiting(7);
    }

    private void AmountEntry()
    {
        _status.Draw();
        _sheet.Words(_sheet.Small, TextId.AmountToPay, 2);
        _sheet.Amount(3);
        _sheet.Keys(IconCode.KeyClear, TextId.Correct, IconCode.KeyOk, TextId.Confirm);
    }

    private void AmountRefused()
    {
        _sheet.Heading(TextId.AmountRefused);
        TextId bound = _view.AmountCents < _view.Detail ? TextId.AmountMin : TextId.AmountMax;
        _sheet.Words(_sheet.Small, bound, 3);
        _sheet.Amount(_view.Detail, 4, _sheet.Large);
        _sheet.Keys(IconCode.KeyClear, TextId.Correct, IconCode.KeyCancel, TextId.Cancel);
    }

    private void PresentCard()
    {
        _sheet.Amount(0);
        TextId first = TextId.Present1;
        TextId second = TextId.Present2;
        if (_view.Reader == CardReaderState.Reading)
        {
            first = TextId.Hold1;
            second = TextId.Hold2;
        }
        else if (_view.Reader == CardReaderState.CardRead)
        {
            first = TextId.CardRead1;
            second = TextId.CardRead2;
        }

        LeftHeading(first, 4);
        LeftHeading(second, 6);
        _sheet.Frame.Icon(_sheet.Pictures, IconCode.PresentCard, Columns - 41, 4);
    }

    private void LeftHeading(TextId id, int page)
    {
        byte[] text = _texts.Of(id);
        _sheet.Frame.Text(_sheet.Medium, text, 0, text.Length, 0, page);
    }

    private void CardTrouble()
    {
        switch (_view.Reader)
        {
            case CardReaderState.UnsupportedCard:
                CardTrouble(TextId.CardUnknown, TextId.CardUnknownText);
                break;
            case CardReaderState.InsertCard:
                CardTrouble(TextId.InsertCard, TextId.InsertCardText);
                break;
            case CardReaderState.Silent:
                _sheet.Heading(TextId.ReaderFault);
                _sheet.Paragraph(TextId.ReaderFaultText, 2, 2);
                _sheet.SupportNumber(4);
                _sheet.Serial(6);
                CancelKey(TextId.Cancel);
                break;
            default:
                CardTrouble(TextId.CardNotRead, TextId.CardNotReadText);
                break;
        }
    }

    private void CardTrouble(TextId heading, TextId text)
    {
        _sheet.Heading(heading);
        _sheet.Paragraph(text, 3, 3);
        LineWriter line = _sheet.StartAmount(_view.AmountCents);
        _sheet.Frame.Right(_sheet.Small, line.Bytes, 0, line.Count, Columns, 7);
        CancelKey(TextId.Cancel);
    }

    private void InProgress()
    {
        _sheet.Amount(0);
        _sheet.Words(_sheet.Medium, TextId.InProgress, 3);
        _sheet.Words(_sheet.Small, TextId.PleaseWait, 5);
        Progress(6);
        CancelKey(TextId.Cancel);
    }

    /// <summary>Eight places, one of them lit: it moves as long as the agent runs.</summary>
    private void Progress(int page)
    {
        const int PlaceColumns = 12;
        const int Left = (Columns - (8 * PlaceColumns)) / 2;
        for (int place = 0; place < 8; place++)
        {
            bool isLit = place == _view.Progress;
            _sheet.Frame.Fill(page, Left + (place * PlaceColumns) + 2, 8, isLit ? (byte)0x3C : (byte)0x10);
        }
    }

    private void Approved()
    {
        _sheet.Heading(TextId.Approved);
        _sheet.Amount(3);
        CardAndNumber(7);
    }

    private void Declined()
    {
        _sheet.Heading(TextId.Declined);
        byte[] reason = _texts.OfResponse(_view.ResponseCode);
        _sheet.Frame.Centred(_sheet.Small, reason, 0, reason.Length, 0, Columns, 3);
        _sheet.Amount(_view.AmountCents, 4, _sheet.Figures);
        LineWriter line = _sheet.Line.Start().Text(_texts.Of(TextId.NothingCharged));
        _sheet.Frame.Text(_sheet.Small, line.Bytes, 0, line.Count, 0, 7);
        if (_view.ResponseCode[0] != 0)
        {
            line.Start().Text(_texts.Of(TextId.Code)).Text(_view.ResponseCode);
            _sheet.Frame.Right(_sheet.Small, line.Bytes, 0, line.Count, Columns, 7);
        }
    }

    private void Rejected()
    {
        _sheet.Heading(TextId.Rejected);
        _sheet.Paragraph(TextId.RejectedText, 2, 4);
        LineWriter line = _sheet.Line.Start().Text(_texts.Of(TextId.NothingCharged));
        _sheet.Frame.Text(_sheet.Small, line.Bytes, 0, line.Count, 0, 7);
        line.Start().Text(_texts.Of(TextId.HttpStatus)).Number(_view.HttpStatus);
        _sheet.Frame.Right(_sheet.Small, line.Bytes, 0, line.Count, Columns, 7);
    }

    private void ResultUnknown()
    {
        _sheet.Heading(TextId.Unknown);
        _sheet.Words(_sheet.Small, TextId.UnknownText, 2);
        _sheet.Amount(_view.AmountCents, 3, _sheet.Figures);
        _sheet.Words(_sheet.Small, TextId.UnknownCheck, 6);
        CancelKey(TextId.CancelSale);
    }

    private void SaleCancelled()
    {
        _sheet.Heading(TextId.SaleCancelled);
        _sheet.Amount(_view.AmountCents, 3, _sheet.Figures);
        _sheet.Words(_sheet.Small, TextId.NothingCharged, 6);
    }

    private void CancelKept()
    {
        _sheet.Heading(TextId.CancelKept);
        _sheet.Paragraph(TextId.CancelKeptText, 2, 3);
        _sheet.Amount(_view.AmountCents, 5, _sheet.Figures);
        CardAndNumber(7);
    }

    private void CancelKey(TextId text) => _sheet.Keys(IconCode.KeyCancel, text, 0, TextId.None);

    /// <summary>The last four digits at the left, the sequence number at the right.</summary>
    private void CardAndNumber(int page)
    {
        LineWriter line = _sheet.Line;
        if (_view.Last4[0] != 0)
        {
            line.Start().Text(_texts.Of(TextId.Card)).Text(_view.Last4);
            _sheet.Frame.Text(_sheet.Small, line.Bytes, 0, line.Count, 0, page);
        }

        if (_view.Sequence != 0)
        {
            line.Start().Text(_texts.Of(TextId.Number)).Number(_view.Sequence);
            _sheet.Frame.Right(_sheet.Small, line.Bytes, 0, line.Count, Columns, page);
        }
    }
}
