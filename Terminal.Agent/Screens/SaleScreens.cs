using Terminal.Agent.Ports;

namespace Terminal.Agent.Screens;

/// <summary>
/// The screens of a sale, from the idle one to its result. The heading answers "what now?" at a
/// glance; money stands in the largest figures; the last line says what the keys do.
/// </summary>
public sealed class SaleScreens
{
    /// <summary>The agent counts <see cref="ScreenView.Progress"/> from 0 to 7.</summary>
    private const int ProgressPlaces = 8;

    private const int ProgressPlaceColumns = 13;
    private const int ProgressColumn = 14;

    private const int ProgressPage = 5;

    /// <summary>Two rows in the middle of the page's.</summary>
    private const byte ProgressDot = 0x30;

    /// <summary>The page of the progress with no place lit.</summary>
    private static readonly byte[] ProgressDots = DrawProgress();

    /// <summary>A lit place: four rows in the middle.</summary>
    private static readonly byte[] ProgressPlace =
    {
        0x78, 0x78, 0x78, 0x78, 0x78, 0x78, 0x78, 0x78,
    };

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

    /// <summary>
    /// Eight places, one of them lit: it moves as long as the agent runs, and has a page to itself,
    /// so that it can move without the rest being drawn again.
    /// </summary>
    public void Progress()
    {
        int column = ProgressColumn + (_view.Progress * ProgressPlaceColumns);
        _sheet.Frame.SetColumns(ProgressPage, 0, ProgressDots);
        _sheet.Frame.SetColumns(ProgressPage, column, ProgressPlace);
    }

    private void Starting()
    {
        _sheet.Words(_sheet.Medium, TextId.Starting, 13);
        _sheet.Words(TextId.StartingText, 35);
        _sheet.StartSerial();
        _sheet.Centred(_sheet.Small, Sheet.LastRow);
    }

    private void Idle()
    {
        _status.Draw();
        _sheet.Words(TextId.EnterAmount, 14);
        _sheet.Amount(0, _sheet.Large, 24);
        _sheet.StartWaiting();
        _sheet.Centred(_sheet.Small, Sheet.LastRow);
    }

    private void AmountEntry()
    {
        _status.Draw();
        _sheet.Words(TextId.AmountToPay, 14);
        _sheet.Amount(_sheet.Large, 24);
        _sheet.KeyAtLeft(IconCode.KeyClear, TextId.Correct);
        _sheet.KeyAtRight(IconCode.KeyOk, TextId.Confirm);
    }

    private void AmountRefused()
    {
        _sheet.Heading(TextId.AmountRefused);
        bool isTooLow = _view.AmountCents < _view.Detail;
        _sheet.Words(isTooLow ? TextId.AmountMin : TextId.AmountMax, Sheet.BodyRow);
        _sheet.Amount(_view.Detail, _sheet.Large, 28);
        _sheet.KeyAtLeft(IconCode.KeyClear, TextId.Correct);
        _sheet.KeyAtRight(IconCode.KeyCancel, TextId.Cancel);
    }

    private void PresentCard()
    {
        switch (_view.Reader)
        {
            case CardReaderState.Reading:
                Card(TextId.Hold1, TextId.Hold2);
                break;
            case CardReaderState.CardRead:
                Card(TextId.CardRead1, TextId.CardRead2);
                break;
            default:
                Card(TextId.Present1, TextId.Present2);
                break;
        }
    }

    /// <summary>The amount above; two lines of capitals and a card below.</summary>
    private void Card(TextId first, TextId second)
    {
        _sheet.Amount(_sheet.Large, 0);
        byte[] text = _texts.Of(first);
        _sheet.Frame.Text(_sheet.Medium, text, 0, text.Length, 2, 28);
        text = _texts.Of(second);
        _sheet.Frame.Text(_sheet.Medium, text, 0, text.Length, 2, 46);
        _sheet.Frame.Icon(_sheet.Pictures, IconCode.PresentCard, 86, 32);
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
                ReaderFault();
                break;
            default:
                CardTrouble(TextId.CardNotRead, TextId.CardNotReadText);
                break;
        }
    }

    private void CardTrouble(TextId heading, TextId text)
    {
        _sheet.Heading(heading);
        _sheet.Paragraph(text, Sheet.BodyRow + 2, 3);
        _sheet.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
        _sheet.StartAmount(_view.AmountCents);
        _sheet.AtRight(Sheet.LastRow);
    }

    private void ReaderFault()
    {
        _sheet.Heading(TextId.ReaderFault);
        _sheet.Words(TextId.ReaderFaultText, Sheet.BodyRow - 1);
        _sheet.SupportNumber(29);
        _sheet.StartSerial();
        _sheet.Centred(_sheet.Small, 47);
        _sheet.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
    }

    private void InProgress()
    {
        _sheet.Amount(_sheet.Large, 0);
        _sheet.Words(_sheet.Medium, TextId.InProgress, 24);
        Progress();
        _sheet.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
        _sheet.StartWords(TextId.PleaseWait);
        _sheet.AtRight(Sheet.LastRow);
    }

    private static byte[] DrawProgress()
    {
        var page = new byte[FrameBuffer.Columns];
        for (int place = 0; place < ProgressPlaces; place++)
        {
            int column = ProgressColumn + (place * ProgressPlaceColumns) + 3;
            page[column] = ProgressDot;
            page[column + 1] = ProgressDot;
        }

        return page;
    }

    private void Approved()
    {
        _sheet.Heading(TextId.Approved, IconCode.Tick);
        _sheet.Amount(_sheet.Large, 24);
        _sheet.CardAtLeft(Sheet.LastRow);
        _sheet.SequenceAtRight(Sheet.LastRow);
    }

    private void Declined()
    {
        _sheet.Heading(TextId.Declined, IconCode.Cross);
        _sheet.Words(_sheet.Small, _texts.OfResponse(_view.ResponseCode), Sheet.BodyRow + 1);
        _sheet.Amount(_sheet.Figures, 33);
        _sheet.WordsAtLeft(TextId.NothingCharged, Sheet.LastRow);
        if (_view.ResponseCode[0] != 0)
        {
            _sheet.StartWords(TextId.Code).Text(_view.ResponseCode);
            _sheet.AtRight(Sheet.LastRow);
        }
    }

    private void Rejected()
    {
        _sheet.Heading(TextId.Rejected, IconCode.Cross);
        _sheet.Paragraph(TextId.RejectedText, Sheet.BodyRow + 2, 3);
        _sheet.WordsAtLeft(TextId.NothingCharged, Sheet.LastRow);
        _sheet.StartWords(TextId.HttpStatus).Number(_view.HttpStatus);
        _sheet.AtRight(Sheet.LastRow);
    }

    private void ResultUnknown()
    {
        _sheet.Heading(TextId.Unknown);
        _sheet.Words(TextId.UnknownText, Sheet.BodyRow);
        _sheet.Amount(_sheet.Figures, 30);
        _sheet.Words(TextId.UnknownCheck, 47);
        _sheet.KeyAtLeft(IconCode.KeyCancel, TextId.CancelSale);
    }

    private void SaleCancelled()
    {
        _sheet.Heading(TextId.SaleCancelled);
        _sheet.Amount(_sheet.Large, 23);
        _sheet.Words(TextId.NothingCharged, Sheet.LastRow);
    }

    private void CancelKept()
    {
        _sheet.Heading(TextId.CancelKept);
        _sheet.Paragraph(TextId.CancelKeptText, Sheet.BodyRow - 1, 2);
        _sheet.Amount(_sheet.Figures, 38);
        _sheet.CardAtLeft(Sheet.LastRow);
        _sheet.SequenceAtRight(Sheet.LastRow);
    }
}
