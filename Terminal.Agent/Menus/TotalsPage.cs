using Terminal.Agent.Journal;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// What today has come to so far, and for the marked figure its sum in large figures. Sales and
/// refunds are counted apart; what is zero is left out, except what was charged.
/// </summary>
public sealed class TotalsPage : ListPage
{
    private const int SumRow = 48;
    private const int RuleRow = 46;

    private readonly DayTotals _totals = new DayTotals();
    private readonly byte[] _rows = new byte[DayTotals.Figures];
    private int _count;

    /// <summary>Makes the page.</summary>
    public TotalsPage(Menu menu)
        : base(menu)
    {
    }

    /// <inheritdoc/>
    protected override int Count => _count;

    /// <inheritdoc/>
    protected override int RowsShown => 4;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        base.Open(nowMs);
        Collect();
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        Collect();
        Menu.Agent.View.Touch();
        return Limits.IdleStepMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        canvas.Title(TextId.Totals);
        DrawRows(canvas);
        canvas.Canvas.Frame.Fill(0, RuleRow, 124, 1);
        long cents = _totals.Cents((DayFigure)_rows[Selected]);
        int shown = cents > int.MaxValue ? int.MaxValue : (int)cents;
        canvas.Canvas.Amount(shown, canvas.Canvas.Figures, SumRow);
    }

    /// <inheritdoc/>
    protected override void Choose(int index, long nowMs)
    {
    }

    /// <inheritdoc/>
    protected override void DrawRow(MenuCanvas canvas, int index, int y)
    {
        int figure = _rows[index];
        canvas.Words(
            (TextId)((int)TextId.DayCharged + figure), MenuCanvas.LeftColumn, y);
        canvas.Line.Start().Number(_totals.Count((DayFigure)figure));
        canvas.RightAt(MenuCanvas.RightColumn, y);
    }

    /// <summary>The words for a state.</summary>
    public static TextId Words(TransactionState state) =>
        (TextId)((int)TextId.StatePending + (int)state - (int)TransactionState.Pending);

    private void Collect()
    {
        TransactionJournal journal = Menu.Agent.Journal;
        long now = Menu.Board.Clock.UtcSeconds;
        journal.LoadDay(
            _totals, journal.DayOf(now), Menu.Agent.Settings.CurrencyIndex, now);
        _count = 0;
        for (int i = 0; i < DayTotals.Figures; i++)
        {
            var figure = (DayFigure)i;
            if (figure == DayFigure.Charged || _totals.Count(figure) > 0)
            {
                _rows[_count++] = (byte)i;
            }
        }
    }
}
