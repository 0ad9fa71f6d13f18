using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Menus;

/// <summary>
/// The close of the day: what a day came to, line by line as on a sheet, and behind the lines the
/// comparison with the acquirer and the days before and after.
/// </summary>
public sealed class ClosePage : ListPage
{
    // What a row is: a figure, or one of these.
    private const byte Net = DayTotals.Figures;
    private const byte CompareRow = DayTotals.Figures + 1;
    private const byte BeforeRow = DayTotals.Figures + 2;
    private const byte AfterRow = DayTotals.Figures + 3;
    private const int RowsMax = DayTotals.Figures + 4;

    private const int AmountGap = 3;

    private readonly DayTotals _totals = new DayTotals();
    private readonly byte[] _rows = new byte[RowsMax];
    private readonly ComparePage _compare;
    private readonly byte[] _currencyCode = new byte[3];
    private int _count;
    private int _day;
    private long _dueMs;

    /// <summary>Makes the page.</summary>
    public ClosePage(Menu menu)
        : base(menu) => _compare = new ComparePage(menu);

    /// <inheritdoc/>
    protected override int Count => _count;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        base.Open(nowMs);
        int day = Menu.Agent.Journal.NewestDay(Menu.Board.Clock.UtcSeconds);
        _day = day < 0 ? BusinessDays.None : day;
        Collect();
    }

    /// <inheritdoc/>
    public override void Resume(long nowMs) => Collect();

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        if (nowMs >= _dueMs)
        {
            _dueMs = nowMs + Limits.IdleStepMs;
            Collect();
            Menu.Agent.View.Touch();
        }

        return (int)(_dueMs - nowMs);
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        canvas.Words(TextId.CloseDay, MenuCanvas.LeftColumn, 1);
        canvas.Line.Start();
        if (_day == BusinessDays.None)
        {
            canvas.Line.Text(canvas.Texts.Of(TextId.DayWithoutDate));
        }
        else
        {
            canvas.Day(_day, true);
        }

        canvas.TitleRight();
        DrawRows(canvas);
    }

    /// <inheritdoc/>
    protected override void Choose(int index, long nowMs)
    {
        TransactionJournal journal = Menu.Agent.Journal;
        int row = _rows[index];
        if (row == CompareRow)
        {
            _compare.Choose(_day, _totals.Currency);
            Menu.Go(_compare, nowMs);
            return;
        }

        if (row == BeforeRow || row == AfterRow)
        {
            int day = row == BeforeRow ? journal.DayBefore(_day) : journal.DayAfter(_day);
            if (day >= 0)
            {
                _day = day;
                base.Open(nowMs);
                Collect();
                _dueMs = nowMs + Limits.IdleStepMs;
            }
        }
    }

    /// <inheritdoc/>
    protected override void DrawRow(MenuCanvas canvas, int index, int y)
    {
        int row = _rows[index];
        int right = MenuCanvas.RightColumn;
        if (row <= Net)
        {
            right -= StartAmount(canvas, row) + AmountGap;
        }

        // Where an amount leaves no room, its line's words end before it.
        byte[] words = canvas.Texts.Of(Words(row));
        canvas.Line.Start();
        if (row < Net)
        {
            canvas.Line.Number(_totals.Count((DayFigure)row)).Byte((byte)' ');
        }

        canvas.Line.Text(words);
        Font font = canvas.Canvas.Small;
        int room = right - MenuCanvas.LeftColumn;
        while (font.Measure(canvas.Line.Bytes, 0, canvas.Line.Count) > room)
        {
            canvas.Line.Count--;
        }

        canvas.LeftAt(MenuCanvas.LeftColumn, y);
        if (row <= Net)
        {
            StartAmount(canvas, row);
            canvas.RightAt(MenuCanvas.RightColumn, y);
        }
    }

    // Begins a line with a row's amount, and tells how many columns it takes.
    private int StartAmount(MenuCanvas canvas, int row)
    {
        long cents = row == Net ? _totals.NetCents : _totals.Cents((DayFigure)row);
        canvas.Line.Start();
        if (cents < 0)
        {
            canvas.Line.Byte((byte)'-');
            cents = -cents;
        }

        canvas.Line.Amount(
            cents > int.MaxValue ? int.MaxValue : (int)cents, _currencyCode,
            canvas.Texts.Language);
        return canvas.Canvas.Small.Measure(canvas.Line.Bytes, 0, canvas.Line.Count);
    }

    private static TextId Words(int row) => row == CompareRow ? TextId.Compare
        : row == BeforeRow ? TextId.DayBefore
        : row == AfterRow ? TextId.DayAfter
        : row == Net ? TextId.DayNet : (TextId)((int)TextId.DayCharged + row);

    private void Collect()
    {
        int currency = Menu.Agent.Settings.CurrencyIndex;
        System.Array.Copy(Currencies.Table, currency * 3, _currencyCode, 0, 3);
        Menu.Agent.Journal.LoadDay(_totals, _day, currency, Menu.Board.Clock.UtcSeconds);
        _count = 0;
        _rows[_count++] = Net;
        for (int i = 0; i < DayTotals.Figures; i++)
        {
            var figure = (DayFigure)i;
            if (figure == DayFigure.Charged || _totals.Count(figure) > 0)
            {
                _rows[_count++] = (byte)i;
            }
        }

        if (_day != BusinessDays.None)
        {
            _rows[_count++] = CompareRow;
        }

        _rows[_count++] = BeforeRow;
        _rows[_count++] = AfterRow;
    }
}
