using System;

namespace Terminal.Agent.Journal;

/// <summary>
/// The figures of one day in one currency, filled by <see cref="TransactionJournal.LoadDay"/> again
/// and again.
/// </summary>
public sealed class DayTotals
{
    /// <summary>How many figures there are.</summary>
    public const int Figures = (int)DayFigure.RefundWaiting + 1;

    private readonly int[] _count = new int[Figures];
    private readonly long[] _cents = new long[Figures];

    /// <summary>The day; <see cref="Settings.BusinessDays.None"/> for what has no date.</summary>
    public int Day { get; private set; }

    /// <summary>The index of the currency in <see cref="Currencies"/>.</summary>
    public int Currency { get; private set; }

    /// <summary>What the merchant is to be paid for the day, in cents.</summary>
    public long NetCents => Cents(DayFigure.Charged) - Cents(DayFigure.Refunded);

    /// <summary>True when nothing happened on that day.</summary>
    public bool IsEmpty
    {
        get
        {
            for (int i = 0; i < Figures; i++)
            {
                if (_count[i] != 0)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>How many there are of a figure.</summary>
    public int Count(DayFigure figure) => _count[(int)figure];

    /// <summary>Their sum in cents.</summary>
    public long Cents(DayFigure figure) => _cents[(int)figure];

    /// <summary>Begins a day with nothing in it.</summary>
    public void Begin(int day, int currency)
    {
        Day = day;
        Currency = currency;
        Array.Clear(_count, 0, Figures);
        Array.Clear(_cents, 0, Figures);
    }

    /// <summary>Adds to a figure.</summary>
    public void Add(DayFigure figure, int count, long cents)
    {
        _count[(int)figure] += count;
        _cents[(int)figure] += cents;
    }
}
