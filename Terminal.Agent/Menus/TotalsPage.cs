using Terminal.Agent.Journal;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// How many transactions stand in each state, and for the marked state their sum in large figures.
/// Sales and refunds are counted apart; what is zero is left out, except what was approved.
/// </summary>
public sealed class TotalsPage : ListPage
{
    // What a row counts: a state of sales, or one of these.
    private const int RefundsDone = TransactionRules.StateCount;
    private const int RefundsWaiting = TransactionRules.StateCount + 1;
    private const int Kinds = TransactionRules.StateCount + 2;

    private const int SumRow = 48;
    private const int RuleRow = 46;

    private readonly byte[] _rows = new byte[Kinds];
    private int _count;
    private int _currency;

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
        long cents = SumCents(_rows[Selected]);
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
        int kind = _rows[index];
        canvas.Words(
            kind == RefundsDone ? TextId.RefundKind
            : kind == RefundsWaiting ? TextId.RefundsWaiting
            : Words((TransactionState)kind),
            MenuCanvas.LeftColumn,
            y);
        canvas.Line.Start().Number(Number(kind));
        canvas.RightAt(MenuCanvas.RightColumn, y);
    }

    /// <summary>The words for a state.</summary>
    public static TextId Words(TransactionState state) =>
        (TextId)((int)TextId.StatePending + (int)state - (int)TransactionState.Pending);

    private void Collect()
    {
        int currency = Currencies.IndexOf(Menu.Agent.Settings.Currency, 0);
        _currency = currency < 0 ? 0 : currency;
        _rows[0] = (byte)TransactionState.Approved;
        _count = 1;
        for (int kind = 1; kind < Kinds; kind++)
        {
            if (kind != (int)TransactionState.Approved && Number(kind) > 0)
            {
                _rows[_count++] = (byte)kind;
            }
        }
    }

    private int Number(int kind)
    {
        TransactionJournal journal = Menu.Agent.Journal;
        if (kind < RefundsDone)
        {
            return journal.TotalCount((TransactionState)kind, _currency);
        }

        if (kind == RefundsDone)
        {
            return journal.RefundCount(TransactionState.Approved, _currency);
        }

        return journal.RefundCount(TransactionState.Pending, _currency)
            + journal.RefundCount(TransactionState.InFlight, _currency)
            + journal.RefundCount(TransactionState.Unknown, _currency);
    }

    private long SumCents(int kind)
    {
        TransactionJournal journal = Menu.Agent.Journal;
        if (kind < RefundsDone)
        {
            return journal.TotalCents((TransactionState)kind, _currency);
        }

        if (kind == RefundsDone)
        {
            return journal.RefundCents(TransactionState.Approved, _currency);
        }

        return journal.RefundCents(TransactionState.Pending, _currency)
            + journal.RefundCents(TransactionState.InFlight, _currency)
            + journal.RefundCents(TransactionState.Unknown, _currency);
    }
}
