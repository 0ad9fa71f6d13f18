using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;

namespace Terminal.Agent.Console;

/// <summary>The close of the day: a day's figures, and its comparison with the acquirer.</summary>
internal sealed class DayCommands : IConsoleGroup
{
    private static readonly byte[] FromKey = ByteCodec.Ascii("from");
    private static readonly byte[] UntilKey = ByteCodec.Ascii("until");
    private static readonly byte[] CurrencyKey = ByteCodec.Ascii("currency");
    private static readonly byte[] FigureKey = ByteCodec.Ascii("figure");
    private static readonly byte[] CentsKey = ByteCodec.Ascii("cents");
    private static readonly byte[] NetKey = ByteCodec.Ascii("net_cents");
    private static readonly byte[] DamagedKey = ByteCodec.Ascii("damaged_rows");
    private static readonly byte[] DifferenceKey = ByteCodec.Ascii("difference");
    private static readonly byte[] ThereKey = ByteCodec.Ascii("there_cents");
    private static readonly byte[] Last4Key = ByteCodec.Ascii("last4");
    private static readonly byte[] TransactionKey = ByteCodec.Ascii("transaction");
    private static readonly byte[] ResultKey = ByteCodec.Ascii("result");
    private static readonly byte[] PagesKey = ByteCodec.Ascii("pages");
    private static readonly byte[] SameKey = ByteCodec.Ascii("same");
    private static readonly byte[] DifferencesKey = ByteCodec.Ascii("differences");
    private static readonly byte[] OpenKey = ByteCodec.Ascii("open");
    private static readonly byte[] NotListedKey = ByteCodec.Ascii("not_listed");
    private static readonly byte[] ForeignKey = ByteCodec.Ascii("foreign");
    private static readonly byte[] UndecidedKey = ByteCodec.Ascii("undecided");
    private static readonly byte[] UndecidedCentsKey = ByteCodec.Ascii("undecided_cents");
    private static readonly byte[] SumsKey = ByteCodec.Ascii("sums");
    private static readonly byte[] HereKey = ByteCodec.Ascii("here");
    private static readonly byte[] HereCentsKey = ByteCodec.Ascii("here_cents");
    private static readonly byte[] BeyondKey = ByteCodec.Ascii("there");
    private static readonly byte[] DateForm = ByteCodec.Ascii("N, or YYYY-MM-DD");

    // In the order of DayFigure.
    private static readonly byte[][] Figures = ConsoleText.Split(
        "charged\ndeclined\nrejected\ncancelled\npaid_back\nrefunded\nnot_refunded\noffline\n"
        + "settled_late\nlate_charged\nlate_nothing\nlate_refunded\nwaiting\nunknown\n"
        + "refund_waiting");

    // In the order of DifferenceKind.
    private static readonly byte[][] Kinds = ConsoleText.Split(
        "here_only\nthere_only\namount\nnot_charged_there\ncharged_there\npaid_back_there\n"
        + "refund_here_only\nrefund_not_honored");

    // In the order of ComparisonState, from Done on.
    private static readonly byte[][] Results =
        ConsoleText.Split("done\nno_list\ninterrupted");

    // What the sums of what has left the slots say: agree, differ, or cannot be compared.
    private static readonly byte[][] SumWords = ConsoleText.Split("agree\ndiffer\nundecided");

    private readonly ConsoleContext _context;
    private readonly ConsoleOutput _out;
    private readonly TransactionJournal _journal;
    private readonly DayTotals _totals = new DayTotals();
    private readonly byte[] _id = new byte[Limits.UniqueIdBytesMax];
    private ConsoleCommand _command;
    private int _day;
    private int _currency;
    private int _next;

    public DayCommands(ConsoleContext context)
    {
        _context = context;
        _out = context.Out;
        _journal = context.Agent.Journal;
    }

    private DayComparison Comparison => _context.Agent.StoreAndForward.Comparison;

    /// <inheritdoc/>
    public ConsoleAnswer Begin(ConsoleCommand command, long nowMs)
    {
        _command = command;
        _next = 0;
        long now = _context.Board.Clock.UtcSeconds;
        CommandLine line = _context.Line;
        if (line.Count > 2)
        {
            return ConsoleAnswer.Usage;
        }

        _day = _journal.NewestDay(now);
        if (line.Count == 2)
        {
            _day = DayOf(line, _day);
        }

        if (_day < 0)
        {
            return line.Count < 2
                ? ConsoleAnswer.NotWritable : _context.Error(ConsoleAnswer.BadValue, DateForm);
        }

        ConsoleAnswer answer = _context.NeedPin(nowMs);
        if (answer != ConsoleAnswer.Ok)
        {
            return answer;
        }

        _currency = _context.Agent.Settings.CurrencyIndex;
        if (command == ConsoleCommand.Compare)
        {
            _context.Agent.StoreAndForward.Compare(_day, _currency);
        }

        return ConsoleAnswer.More;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Continue(long nowMs) =>
        _command == ConsoleCommand.Day ? DayRow() : CompareRow(nowMs);

    /// <summary>The comparison is given up.</summary>
    public void Interrupt()
    {
        if (_command == ConsoleCommand.Compare)
        {
            _context.Agent.StoreAndForward.StopComparing();
        }
    }

    // Days ago, or a date; -1 for neither.
    private static int DayOf(CommandLine line, int today)
    {
        byte[] text = line.Bytes;
        int at = line.Start[1];
        if (line.Length[1] != 10)
        {
            long ago = line.Number(1);
            return ago < 0 || ago > today ? -1 : today - (int)ago;
        }

        long year = ByteCodec.GetDecimal(text, at, 4);
        long month = ByteCodec.GetDecimal(text, at + 5, 2);
        long day = ByteCodec.GetDecimal(text, at + 8, 2);
        if (year < 1970 || year > 2099 || month < 1 || month > 12 || day < 1 || day > 31
            || text[at + 4] != '-' || text[at + 7] != '-')
        {
            return -1;
        }

        int days = (int)Calendar.Days((int)year, (int)month, (int)day);
        return Calendar.Date(days) == (year * 10_000) + (month * 100) + day ? days : -1;
    }

    private ConsoleAnswer DayRow()
    {
        if (_next == 0)
        {
            _journal.LoadDay(_totals, _day, _currency, _context.Board.Clock.UtcSeconds);
            _out.Key(ConsoleKeys.Day).Date(_day * Calendar.SecondsPerDay);
            _out.Key(FromKey).Time(_journal.StartOfDay(_day));
            _out.Key(UntilKey).Time(_journal.StartOfDay(_day + 1));
            _out.Key(CurrencyKey).Text(Currencies.Table, _currency * 3, 3);
            _out.Key(NetKey).Number(_totals.NetCents);
            _out.Key(DamagedKey).Number(_journal.DamagedDayCount);
            _out.End();
            _next = 1;
            return ConsoleAnswer.More;
        }

        while (_next <= DayTotals.Figures)
        {
            var figure = (DayFigure)(_next - 1);
            _next++;
            if (_totals.Count(figure) > 0)
            {
                _out.Key(FigureKey).Text(Figures[(int)figure]);
                _out.Key(ConsoleKeys.Count).Number(_totals.Count(figure));
                _out.Key(CentsKey).Number(_totals.Cents(figure));
                _out.End();
                return ConsoleAnswer.More;
            }
        }

        return ConsoleAnswer.Ok;
    }

    private ConsoleAnswer CompareRow(long nowMs)
    {
        DayComparison comparison = Comparison;
        if (_context.Agent.StoreAndForward.IsComparing(nowMs))
        {
            return ConsoleAnswer.Wait;
        }

        if (comparison.State == ComparisonState.None)
        {
            // Somebody at the keypad has begun another one, or given this one up.
            return ConsoleAnswer.Interrupted;
        }

        if (_next < comparison.KeptCount)
        {
            DifferenceRow(comparison.Difference(_next++));
            return ConsoleAnswer.More;
        }

        if (_next == comparison.KeptCount)
        {
            _next++;
            ResultRow(comparison);
            return ConsoleAnswer.More;
        }

        SumRow(comparison);
        return ConsoleAnswer.Ok;
    }

    private void DifferenceRow(DayDifference line)
    {
        _out.Key(DifferenceKey).Text(Kinds[(int)line.Kind]);
        _out.Key(ConsoleKeys.AmountCents).Number(line.AmountCents);
        _out.Key(ThereKey).Number(line.AmountThereCents);
        _out.Key(ConsoleKeys.Utc).Time(line.UtcSeconds);
        if (line.Last4[0] != 0)
        {
            _out.Key(Last4Key).Text(line.Last4);
        }

        if (line.Sequence != 0)
        {
            int length = UniqueId.Write(
                _context.Agent.Settings.Serial, _context.Agent.Settings.SerialLength, line.Boot,
                line.Sequence, _id, 0);
            _out.Key(TransactionKey).Text(_id, 0, length);
        }

        _out.End();
    }

    private void ResultRow(DayComparison comparison)
    {
        _out.Key(ResultKey).Text(Results[comparison.State - ComparisonState.Done]);
        _out.Key(ConsoleKeys.Day).Date(_day * Calendar.SecondsPerDay);
        _out.Key(PagesKey).Number(comparison.PageCount);
        _out.Key(SameKey).Number(comparison.SameCount);
        _out.Key(DifferencesKey).Number(comparison.DifferenceCount);
        _out.Key(OpenKey).Number(comparison.OpenCount);
        _out.Key(NotListedKey).Number(comparison.NotListedCount);
        _out.Key(ForeignKey).Number(comparison.ForeignCount);
        _out.Key(UndecidedKey).Number(comparison.UndecidedCount);
        _out.Key(UndecidedCentsKey).Number(comparison.UndecidedCents);
        _out.End();
    }

    // What has left the slots is compared by counts and sums.
    private void SumRow(DayComparison comparison)
    {
        int word = comparison.DoSumsDiffer ? 1
            : comparison.AreSumsLate || comparison.UndecidedCount > 0 ? 2 : 0;
        _out.Key(SumsKey).Text(SumWords[word]);
        _out.Key(HereKey).Number(comparison.BookedCount);
        _out.Key(HereCentsKey).Number(comparison.BookedCents);
        _out.Key(BeyondKey).Number(comparison.BeyondCount);
        _out.Key(ThereKey).Number(comparison.BeyondCents);
        _out.End();
    }
}
