using System.Globalization;
using Terminal.Agent;
using Terminal.Agent.Journal;

namespace Terminal.Rig.PowerCut;

/// <summary>
/// What the merchant's days must come to, added up from the transactions one by one: SPEC.md, Day counters, written
/// down once more. It asks the time zone's own table, and nothing of the agent.
/// </summary>
/// <param name="zone">The merchant's.</param>
/// <param name="dayEnd">When a day ends.</param>
/// <param name="today">The day of what has no time yet; 0 when that is not known.</param>
public sealed class DaySums(TimeZoneInfo zone, TimeSpan dayEnd, int today)
{
    private readonly Dictionary<(int Day, int Currency), (int Count, long Cents)[]> _days = [];

    /// <summary>Paris, whose days end at four.</summary>
    public static TimeZoneInfo Paris { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>Days and currencies in which something happened.</summary>
    public IReadOnlyCollection<(int Day, int Currency)> Days => _days.Keys;

    /// <summary>The day of a time; 0 when it is not known.</summary>
    public int DayOf(long utcSeconds) => utcSeconds == 0 ? 0
        : (int)((TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(utcSeconds), zone).DateTime - dayEnd)
            - DateTime.UnixEpoch).TotalDays;

    /// <summary>Counts a transaction.</summary>
    public void Add(
        TransactionState state, int flags, int cents, int currency, long createdUtcSeconds, long changedUtcSeconds)
    {
        bool isFinal = state is TransactionState.Approved or TransactionState.Declined or TransactionState.Rejected
            or TransactionState.Refunded or TransactionState.Cancelled;
        int settled = isFinal ? DayOf(changedUtcSeconds) : 0;
        int own = createdUtcSeconds != 0 ? DayOf(createdUtcSeconds) : isFinal ? settled : today;
        bool isRefund = (flags & TransactionFlags.IsRefund) != 0;
        Count(own, currency, isRefund ? OfRefund(state, isFinal) : OfSale(state), cents);
        if ((flags & TransactionFlags.Offline) != 0)
        {
            Count(own, currency, DayFigure.Offline, cents);
        }

        if (isFinal && changedUtcSeconds != 0 && settled != own)
        {
            Count(own, currency, DayFigure.SettledLate, cents);
            Count(
                settled, currency, state != TransactionState.Approved ? DayFigure.LateNothing
                    : isRefund ? DayFigure.LateRefunded : DayFigure.LateCharged, cents);
        }
    }

    /// <summary>The first figure that a journal tells otherwise; null when it tells all as it is.</summary>
    public string? FindOther(TransactionJournal journal, long nowUtcSeconds)
    {
        var totals = new DayTotals();
        foreach (int day in _days.Keys.Select(one => one.Day).Distinct().Order())
        {
            for (int currency = 0; currency < Currencies.Count; currency++)
            {
                journal.LoadDay(totals, day, currency, nowUtcSeconds);
                (int Count, long Cents)[]? sums = _days.GetValueOrDefault((day, currency));
                foreach (DayFigure figure in Enum.GetValues<DayFigure>())
                {
                    (int count, long cents) = sums?[(int)figure] ?? (0, 0);
                    if (totals.Count(figure) != count || totals.Cents(figure) != cents)
                    {
                        return string.Create(
                            CultureInfo.InvariantCulture,
                            $"day {DateTime.UnixEpoch.AddDays(day):yyyy-MM-dd} currency {currency} {figure}:"
                            + $" {totals.Count(figure)} of {totals.Cents(figure)} cents, should be {count} of {cents}");
                    }
                }
            }
        }

        return null;
    }

    private void Count(int day, int currency, DayFigure figure, int cents)
    {
        if (!_days.TryGetValue((day, currency), out (int Count, long Cents)[]? sums))
        {
            sums = new (int, long)[Enum.GetValues<DayFigure>().Length];
            _days.Add((day, currency), sums);
        }

        sums[(int)figure] = (sums[(int)figure].Count + 1, sums[(int)figure].Cents + cents);
    }

    private static DayFigure OfRefund(TransactionState state, bool isFinal) => !isFinal ? DayFigure.RefundWaiting
        : state == TransactionState.Approved ? DayFigure.Refunded : DayFigure.NotRefunded;

    private static DayFigure OfSale(TransactionState state) => state switch
    {
        TransactionState.Approved => DayFigure.Charged,
        TransactionState.Declined => DayFigure.Declined,
        TransactionState.Rejected => DayFigure.Rejected,
        TransactionState.Cancelled => DayFigure.Cancelled,
        TransactionState.Refunded => DayFigure.PaidBack,
        TransactionState.Pending => DayFigure.Waiting,
        _ => DayFigure.Unknown,
    };
}
