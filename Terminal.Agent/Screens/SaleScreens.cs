namespace Terminal.Agent.Screens;

/// <summary>
/// The screens of a sale, from the idle one to its result. The heading answers "what now?" at a
/// glance; money stands in the largest figures; the last line says what the keys do.
/// </summary>
public sealed class SaleScreens
{
    /// <summary>The agent counts <see cref="ScreenModel.Progress"/> from 0 to 7.</summary>
    private const int ProgressPlaces = 8;

    private const int ProgressPlaceColumns = 13;
    private const int ProgressColumn = 14;

    private const int ProgressPage = 5;

    /// <summary>Rows of a result in the largest letters.</summary>
    private const int LargeResultRows = 32;
    private const int LargeAmountRow = 37;
    private const int LargeReasonRow = 38;
    private const int LargeWordsRow = 48;

    /// <summary>Two rows in the middle of the page's.</summary>
    private const byte ProgressDot = 0x30;

    /// <summary>The page of the progress with no place lit.</summary>
    private static readonly byte[] ProgressDots = DrawProgress();

    /// <summary>A lit place: four rows in the middle.</summary>
    private static readonly byte[] ProgressPlace =
    {
        0x78, 0x78, 0x78, 0x78, 0x78, 0x78, 0x78, 0x78,
    };

    private readonly ScreenCanvas _canvas;
    private readonly StatusLine _status;
    private readonly ScreenModel _view;
    private readonly Texts _texts;

    /// <summary>Builds them.</summary>
    public SaleScreens(ScreenCanvas canvas, StatusLine status, ScreenModel view, Texts texts)
    {
        _canvas = canvas;
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
            case ScreenId.Interrupted:
                Interrupted();
                return true;
            case ScreenId.SameAmount:
                SameAmount();
                return true;
            case ScreenId.TillAmount:
                PresentCard();
                if (!_view.IsLarge)
                {
                    Till();
                }

                return true;
            case ScreenId.TillRepeated:
                TillRepeated();
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
        _canvas.Frame.SetColumns(ProgressPage, 0, ProgressDots);
        _canvas.Frame.SetColumns(ProgressPage, column, ProgressPlace);
    }

    private void Starting()
    {
        _canvas.Words(_canvas.Medium, TextId.Starting, 13);
        _canvas.Words(TextId.StartingText, 35);
        _canvas.StartSerial();
        _canvas.Centred(_canvas.Small, ScreenCanvas.LastRow);
    }

    private void Idle()
    {
        _status.Draw();
        _canvas.Words(TextId.EnterAmount, 14);
        _canvas.Amount(0, _canvas.Large, 24);
        if (_view.AttentionCount > 0)
        {
            // How many payments wait stands in the status line too; this stands here only.
            _canvas.KeyAtLeft(IconCode.KeyOk, TextId.AttentionSee);
            _canvas.Line.Start().Number(_view.AttentionCount);
            _canvas.AtRight(ScreenCanvas.LastRow);
            return;
        }

        _canvas.StartWaiting();
        _canvas.Centred(_canvas.Small, ScreenCanvas.LastRow);
    }

    private void AmountEntry()
    {
        if (_view.IsLarge)
        {
            _canvas.EnlargedAmount();
        }
        else
        {
            _status.Draw();
            _canvas.Words(TextId.AmountToPay, 14);
            _canvas.Amount(_canvas.Large, 24);
        }

        _canvas.KeyAtLeft(IconCode.KeyClear, TextId.Correct);
        _canvas.KeyAtRight(IconCode.KeyOk, TextId.Confirm);
    }

    private void AmountRefused()
    {
        _canvas.Heading(TextId.AmountRefused);
        bool isTooLow = _view.AmountCents < _view.Detail;
        _canvas.Words(isTooLow ? TextId.AmountMin : TextId.AmountMax, ScreenCanvas.BodyRow);
        _canvas.Amount(_view.Detail, _canvas.Large, 28);
        _canvas.KeyAtLeft(IconCode.KeyClear, TextId.Correct);
        _canvas.KeyAtRight(IconCode.KeyCancel, TextId.Cancel);
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
        if (_view.IsLarge)
        {
            _canvas.EnlargedAmount();
            _canvas.Words(_canvas.Medium, first, LargeWordsRow);
            return;
        }

        _canvas.Amount(_canvas.Large, 0);
        byte[] text = _texts.Of(first);
        _canvas.Frame.Text(_canvas.Medium, text, 0, text.Length, 2, 28);
        text = _texts.Of(second);
        _canvas.Frame.Text(_canvas.Medium, text, 0, text.Length, 2, 46);
        _canvas.Frame.Icon(_canvas.Pictures, IconCode.PresentCard, 86, 32);
    }

    /// <summary>Between the amount and the words: which till asks for it.</summary>
    private void Till()
    {
        _canvas.StartWords(TextId.Till).TwoFigures(_view.TillNumber);
        _canvas.AtRight(20);
    }

    private void TillRepeated()
    {
        _canvas.Heading(TextId.TillRepeated);
        _canvas.StartWords(TextId.Till).TwoFigures(_view.TillNumber);
        _canvas.Centred(_canvas.Small, ScreenCanvas.BodyRow - 1);
        _canvas.Amount(_canvas.Figures, 27);
        _canvas.Paragraph(TextId.TillRepeatedText, 44, 2);
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
        _canvas.Heading(heading);
        _canvas.Paragraph(text, ScreenCanvas.BodyRow + 2, 3);
        _canvas.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
        _canvas.StartAmount(_view.AmountCents);
        _canvas.AtRight(ScreenCanvas.LastRow);
    }

    private void ReaderFault()
    {
        _canvas.Heading(TextId.ReaderFault);
        _canvas.Words(TextId.ReaderFaultText, ScreenCanvas.BodyRow - 1);
        _canvas.SupportNumber(29);
        _canvas.StartSerial();
        _canvas.Centred(_canvas.Small, 47);
        _canvas.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
    }

    private void InProgress()
    {
        _canvas.Amount(_canvas.Large, 0);
        _canvas.Words(_canvas.Medium, TextId.InProgress, 24);
        Progress();
        _canvas.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
        _canvas.StartWords(TextId.PleaseWait);
        _canvas.AtRight(ScreenCanvas.LastRow);
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
        if (_view.IsLarge)
        {
            _canvas.EnlargedWords(TextId.Approved);
            _canvas.Frame.Invert(0, 0, FrameBuffer.Columns, LargeResultRows);
            _canvas.Amount(_canvas.Large, LargeAmountRow);
            return;
        }

        _canvas.Heading(TextId.Approved, IconCode.Tick);
        _canvas.Amount(_canvas.Large, 24);
        _canvas.CardAtLeft(ScreenCanvas.LastRow);
        _canvas.SequenceAtRight(ScreenCanvas.LastRow);
    }

    private void Declined()
    {
        if (_view.IsLarge)
        {
            _canvas.EnlargedWords(TextId.Declined);
            _canvas.Words(
                _canvas.Small, _texts.OfResponse(_view.ResponseCode), LargeReasonRow);
            _canvas.WordsAtLeft(TextId.NothingCharged, ScreenCanvas.LastRow);
            _canvas.StartAmount(_view.AmountCents);
            _canvas.AtRight(ScreenCanvas.LastRow);
            return;
        }

        _canvas.Heading(TextId.Declined, IconCode.Cross);
        _canvas.Words(
            _canvas.Small, _texts.OfResponse(_view.ResponseCode), ScreenCanvas.BodyRow + 1);
        _canvas.Amount(_canvas.Figures, 33);
        _canvas.WordsAtLeft(TextId.NothingCharged, ScreenCanvas.LastRow);
        if (_view.ResponseCode[0] != 0)
        {
            _canvas.StartWords(TextId.Code).Text(_view.ResponseCode);
            _canvas.AtRight(ScreenCanvas.LastRow);
        }
    }

    private void Rejected()
    {
        _canvas.Heading(TextId.Rejected, IconCode.Cross);
        _canvas.Paragraph(TextId.RejectedText, ScreenCanvas.BodyRow + 2, 3);
        _canvas.WordsAtLeft(TextId.NothingCharged, ScreenCanvas.LastRow);
        _canvas.StartWords(TextId.HttpStatus).Number(_view.HttpStatus);
        _canvas.AtRight(ScreenCanvas.LastRow);
    }

    private void ResultUnknown()
    {
        _canvas.Heading(TextId.Unknown);
        _canvas.Words(TextId.UnknownText, ScreenCanvas.BodyRow);
        _canvas.Amount(_canvas.Figures, 30);
        _canvas.Words(TextId.UnknownCheck, 47);
        _canvas.KeyAtLeft(IconCode.KeyCancel, TextId.CancelSale);
    }

    private void SaleCancelled()
    {
        _canvas.Heading(TextId.SaleCancelled);
        _canvas.Amount(_canvas.Large, 23);
        _canvas.Words(TextId.NothingCharged, ScreenCanvas.LastRow);
    }

    private void Interrupted()
    {
        _canvas.Heading(TextId.Interrupted);
        _canvas.Words(TextId.InterruptedText, ScreenCanvas.BodyRow);
        _canvas.Amount(_canvas.Figures, 30);
        _canvas.CardAtLeft(47);
        _canvas.SequenceAtRight(47);
        _canvas.KeyAtLeft(IconCode.KeyCancel, TextId.CancelSale);
    }

    private void SameAmount()
    {
        _canvas.Heading(TextId.SameAmount);
        _canvas.Words(TextId.SameAmountOf, ScreenCanvas.BodyRow - 1);
        _canvas.StartAmount(_view.AmountCents);
        _canvas.Centred(_canvas.Small, ScreenCanvas.BodyRow + 8);
        if (_view.DetailMinutes >= 0)
        {
            _canvas.StartWords(TextId.SameAmountAt).TwoFigures(_view.DetailMinutes / 60)
                .Byte((byte)':').TwoFigures(_view.DetailMinutes % 60);
            _canvas.Centred(_canvas.Small, ScreenCanvas.BodyRow + 17);
        }

        _canvas.Words(TextId.SameAmountText, ScreenCanvas.BodyRow + 26);
        if (_view.IsTooEarly)
        {
            _canvas.Words(TextId.ReadAgain, ScreenCanvas.LastRow);
            return;
        }

        _canvas.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
        _canvas.KeyAtRight(IconCode.KeyOk, TextId.SameAmountMeant);
    }

    private void CancelKept()
    {
        _canvas.Heading(TextId.CancelKept);
        _canvas.Paragraph(TextId.CancelKeptText, ScreenCanvas.BodyRow - 1, 2);
        _canvas.Amount(_canvas.Figures, 38);
        _canvas.CardAtLeft(ScreenCanvas.LastRow);
        _canvas.SequenceAtRight(ScreenCanvas.LastRow);
    }
}
