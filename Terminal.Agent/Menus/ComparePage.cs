using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// The comparison of a day with the acquirer: how far it is, then what it has found, a line for
/// each difference. Whoever leaves the page gives it up.
/// </summary>
public sealed class ComparePage : MenuPage
{
    private const int Rows = MenuCanvas.Rows;
    private const int DetailRow = 2;
    private const int MeaningRow = 5;
    private const int ProgressRow = 32;

    private int _day;
    private int _currency;

    // The difference that is shown; -1 for the summary.
    private int _shown;

    /// <summary>Makes the page.</summary>
    public ComparePage(Menu menu)
        : base(menu)
    {
    }

    private DayComparison Comparison => Menu.Agent.StoreAndForward.Comparison;

    /// <summary>Which day, in which currency.</summary>
    public void Choose(int day, int currency)
    {
        _day = day;
        _currency = currency;
    }

    /// <inheritdoc/>
    public override int IdleMs =>
        Comparison.IsUnderWay ? Limits.CompareIdleMs : Limits.MenuIdleMs;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _shown = -1;
        Menu.Agent.StoreAndForward.Compare(_day, _currency);
    }

    /// <inheritdoc/>
    public override void Leave() => Menu.Agent.StoreAndForward.StopComparing();

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        if (Comparison.IsUnderWay)
        {
            return;
        }

        if (key == Key.Down && _shown + 1 < Comparison.KeptCount)
        {
            _shown++;
        }
        else if (key == Key.Up && _shown >= 0)
        {
            _shown--;
        }
        else if (key == Key.Ok)
        {
            Open(nowMs);
        }
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        bool isUnderWay = Menu.Agent.StoreAndForward.IsComparing(nowMs);
        Menu.Agent.View.Touch();
        return isUnderWay ? Limits.StatusMs : Limits.IdleStepMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        if (Comparison.IsUnderWay)
        {
            canvas.Title(TextId.Compare);
            canvas.Line.Start();
            canvas.Day(_day, true);
            canvas.Canvas.Centred(canvas.Canvas.Small, MenuCanvas.RowTop(0));
            canvas.Canvas.StartWords(TextId.ComparePage).Number(Comparison.PageCount);
            canvas.Canvas.Centred(canvas.Canvas.Small, ProgressRow);
            canvas.Canvas.KeyAtLeft(IconCode.KeyCancel, TextId.Cancel);
            return;
        }

        if (_shown >= 0 && _shown < Comparison.KeptCount)
        {
            DrawDifference(canvas, Comparison.Difference(_shown));
            return;
        }

        DrawSummary(canvas);
    }

    private void DrawSummary(MenuCanvas canvas)
    {
        DayComparison comparison = Comparison;
        canvas.Title(Result(comparison));
        int row = 0;
        row = Row(canvas, row, TextId.CompareSame, comparison.SameCount);
        row = Row(canvas, row, TextId.CompareDiffers, comparison.DifferenceCount);
        row = Row(canvas, row, TextId.CompareOpen, comparison.OpenCount);
        row = Row(canvas, row, TextId.CompareNotListed, comparison.NotListedCount);
        row = Row(canvas, row, TextId.CompareUndecided, comparison.UndecidedCount);
        if (comparison.BookedCount > 0 || comparison.BeyondCount > 0)
        {
            Row(
                canvas, row,
                comparison.DoSumsDiffer ? TextId.CompareSumsDiffer : TextId.CompareSums,
                comparison.BookedCount);
        }
    }

    private static TextId Result(DayComparison comparison)
    {
        switch (comparison.State)
        {
            case ComparisonState.NoList:
                return TextId.CompareNoList;
            case ComparisonState.Done:
                return comparison.IsInAgreement ? TextId.CompareAgrees : TextId.CompareDiffers;
            default:
                return TextId.CompareStopped;
        }
    }

    // What is zero is left out, except what is the same.
    private static int Row(MenuCanvas canvas, int row, TextId words, int count)
    {
        if ((count == 0 && words != TextId.CompareSame) || row >= Rows)
        {
            return row;
        }

        int y = MenuCanvas.RowTop(row);
        canvas.Words(words, MenuCanvas.LeftColumn, y);
        canvas.Line.Start().Number(count);
        canvas.RightAt(MenuCanvas.RightColumn, y);
        return row + 1;
    }

    private void DrawDifference(MenuCanvas canvas, DayDifference line)
    {
        canvas.Title(
            (TextId)((int)TextId.DiffHereOnly + (int)line.Kind), _shown + 1,
            Comparison.DifferenceCount);
        bool isOther = line.AmountThereCents != line.AmountCents;
        canvas.Line.Start();
        if (isOther)
        {
            canvas.Line.Text(canvas.Texts.Of(TextId.DiffHere));
        }

        Amount(canvas, line.AmountCents);
        canvas.Canvas.Centred(canvas.Canvas.Small, MenuCanvas.RowTop(0));
        if (isOther)
        {
            canvas.Canvas.StartWords(TextId.DiffThere);
            Amount(canvas, line.AmountThereCents);
            canvas.Canvas.Centred(canvas.Canvas.Small, MenuCanvas.RowTop(1));
        }

        canvas.Canvas.Words(
            (TextId)((int)TextId.MeansHereOnly + (int)line.Kind), MenuCanvas.RowTop(MeaningRow));

        canvas.Line.Start();
        canvas.Date(line.UtcSeconds, true);
        canvas.Canvas.Centred(canvas.Canvas.Small, MenuCanvas.RowTop(DetailRow));
        if (line.Last4[0] != 0)
        {
            canvas.Canvas.StartWords(TextId.Card).Text(line.Last4);
            canvas.LeftAt(MenuCanvas.LeftColumn, MenuCanvas.RowTop(DetailRow + 1));
        }

        if (line.Sequence != 0)
        {
            canvas.Canvas.StartWords(TextId.Number)
                .Number(line.Sequence % Limits.ScreenSequenceCount);
            canvas.RightAt(MenuCanvas.RightColumn, MenuCanvas.RowTop(DetailRow + 1));
        }
    }

    // More than any sale can have: whatever is there, it is not this.
    private void Amount(MenuCanvas canvas, long cents)
    {
        int shown = cents < 0 ? 0 : cents > Limits.AmountCentsCeiling
            ? Limits.AmountCentsCeiling : (int)cents;
        canvas.Line.Amount(shown, Menu.Agent.View.Currency, canvas.Texts.Language);
    }
}
