using nanoFramework.TestFramework;
using Terminal.Agent.Journal;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Tests;

/// <summary>The merchant's days and their counters.</summary>
[TestClass]
public class DayTests
{
    // 2026-07-01, 10:00 UTC: noon in Paris.
    private const long Noon = 1_782_900_000;
    private const int Eur = 0;

    [TestMethod]
    public void A_day_ends_at_four_in_the_morning()
    {
        var days = new BusinessDays(null);
        int day = days.Of(Noon);
        Assert.AreEqual((int)Calendar.Days(2026, 7, 1), day);
        long begin = (Calendar.Days(2026, 7, 1) * Calendar.SecondsPerDay) + (2 * 3600);
        Assert.AreEqual(begin, days.StartOf(day));
        Assert.AreEqual(day, days.Of(begin));
        Assert.AreEqual(day - 1, days.Of(begin - 1));
        Assert.AreEqual(day, days.Of(begin + Calendar.SecondsPerDay - 1));
        Assert.AreEqual(BusinessDays.None, days.Of(0));
    }

    [TestMethod]
    public void A_change_of_settings_moves_the_end_of_the_day()
    {
        var settings = new TerminalSettings();
        var days = new BusinessDays(settings);
        long two = (Calendar.Days(2026, 1, 15) * Calendar.SecondsPerDay) + 3600;
        Assert.AreEqual((int)Calendar.Days(2026, 1, 14), days.Of(two));
        settings.DayEndMinutes = 0;
        Assert.AreEqual((int)Calendar.Days(2026, 1, 15), days.Of(two));
        settings.ZoneMinutes = -240;
        settings.HasSummerTime = false;
        Assert.AreEqual((int)Calendar.Days(2026, 1, 14), days.Of(two));
    }

    [TestMethod]
    public void Days_follow_each_other_through_both_nights_of_summer_time()
    {
        var settings = new TerminalSettings();
        var days = new BusinessDays(settings);
        for (int end = 0; end <= Limits.DayEndMinutesMax; end += 30)
        {
            settings.DayEndMinutes = end;
            Follow(days, Calendar.Days(2026, 3, 29));
            Follow(days, Calendar.Days(2026, 10, 25));
        }
    }

    [TestMethod]
    public void The_night_that_loses_an_hour_is_23_hours_long()
    {
        var days = new BusinessDays(null);
        int day = (int)Calendar.Days(2026, 3, 28);
        Assert.AreEqual(23 * 3600L, days.StartOf(day + 1) - days.StartOf(day));
        day = (int)Calendar.Days(2026, 10, 24);
        Assert.AreEqual(25 * 3600L, days.StartOf(day + 1) - days.StartOf(day));
    }

    [TestMethod]
    public void Every_state_has_its_figure()
    {
        JournalFixture fixture = new JournalFixture();
        Sell(fixture, 100, Noon, TransactionState.Approved, Noon + 1);
        Sell(fixture, 200, Noon, TransactionState.Declined, Noon + 1);
        Sell(fixture, 300, Noon, TransactionState.Rejected, Noon + 1);
        Sell(fixture, 400, Noon, TransactionState.Pending, Noon);
        Sell(fixture, 500, Noon, TransactionState.Unknown, Noon + 1);
        int slot = Sell(fixture, 600, Noon, TransactionState.CancelRequested, Noon + 1);
        Expect(fixture, Noon, DayFigure.Charged, 1, 100);
        Expect(fixture, Noon, DayFigure.Declined, 1, 200);
        Expect(fixture, Noon, DayFigure.Rejected, 1, 300);
        Expect(fixture, Noon, DayFigure.Waiting, 1, 400);
        Expect(fixture, Noon, DayFigure.Unknown, 2, 1_100);
        Move(fixture, slot, TransactionState.Refunded, Noon + 2);
        Expect(fixture, Noon, DayFigure.PaidBack, 1, 600);
        Expect(fixture, Noon, DayFigure.Unknown, 1, 500);
    }

    [TestMethod]
    public void What_makes_room_stays_counted()
    {
        JournalFixture fixture = new JournalFixture();
        int sum = 0;
        for (int i = 1; i <= 300; i++)
        {
            Sell(fixture, i, Noon + i, TransactionState.Approved, Noon + i + 1);
            sum += i;
            Expect(fixture, Noon, DayFigure.Charged, i, sum);
            if (i % 37 == 0)
            {
                Assert.AreEqual((int)MountResult.Mounted, (int)fixture.Remount());
                Expect(fixture, Noon, DayFigure.Charged, i, sum);
            }
        }
    }

    [TestMethod]
    public void A_sale_settled_on_the_next_day_shows_on_both()
    {
        JournalFixture fixture = new JournalFixture();
        long next = Noon + Calendar.SecondsPerDay;
        SellOffline(fixture, 700, Noon, TransactionState.Approved, next);
        SellOffline(fixture, 900, Noon, TransactionState.Declined, next);
        for (int round = 0; round < 2; round++)
        {
            Expect(fixture, Noon, DayFigure.Charged, 1, 700);
            Expect(fixture, Noon, DayFigure.Declined, 1, 900);
            Expect(fixture, Noon, DayFigure.Offline, 2, 1_600);
            Expect(fixture, Noon, DayFigure.SettledLate, 2, 1_600);
            Expect(fixture, next, DayFigure.LateCharged, 1, 700);
            Expect(fixture, next, DayFigure.LateNothing, 1, 900);
            Expect(fixture, next, DayFigure.Charged, round * 20, round * 20);

            // Seen a day later: that is not when it was settled. Then all of it makes room.
            if (round == 0)
            {
                int late = fixture.Journal.FirstLateDecline();
                fixture.Journal.Acknowledge(late, next + Calendar.SecondsPerDay);
                for (int i = 0; i < 20; i++)
                {
                    Sell(fixture, 1, next + i, TransactionState.Approved, next + i);
                }
            }
        }
    }

    [TestMethod]
    public void Without_a_clock_the_day_is_the_one_of_the_answer()
    {
        JournalFixture fixture = new JournalFixture();
        int slot = Sell(fixture, 800, 0, TransactionState.Unknown, 0);
        Expect(fixture, Noon, DayFigure.Unknown, 1, 800);
        Move(fixture, slot, TransactionState.Approved, Noon);
        Expect(fixture, Noon, DayFigure.Charged, 1, 800);
        Expect(fixture, Noon, DayFigure.LateCharged, 0, 0);
        Sell(fixture, 50, 0, TransactionState.Cancelled, 0);
        Fill(fixture, Noon);
        Expect(fixture, 0, DayFigure.Cancelled, 1, 50);
        Expect(fixture, Noon, DayFigure.Charged, 9, 808);
    }

    [TestMethod]
    public void A_clock_that_was_ahead_leaves_its_day_and_loses_its_row_first()
    {
        JournalFixture fixture = new JournalFixture();
        long ahead = Noon + (400 * Calendar.SecondsPerDay);
        Sell(fixture, 1_000, ahead, TransactionState.Approved, Noon);
        Fill(fixture, Noon);
        Expect(fixture, ahead, DayFigure.Charged, 1, 1_000);
        Expect(fixture, Noon, DayFigure.LateCharged, 1, 1_000);
        for (int day = 0; day <= NvramMap.DayRowCount; day++)
        {
            Fill(fixture, Noon + (day * Calendar.SecondsPerDay));
        }

        Expect(fixture, ahead, DayFigure.Charged, 0, 0);
        Expect(fixture, Noon, DayFigure.LateCharged, 1, 1_000);
    }

    [TestMethod]
    public void The_oldest_day_makes_room_for_a_new_one()
    {
        JournalFixture fixture = new JournalFixture();
        const int days = NvramMap.DayRowCount + 5;
        for (int day = 0; day < days; day++)
        {
            Fill(fixture, Noon + (day * Calendar.SecondsPerDay));
        }

        int first = fixture.Journal.DayOf(Noon);
        int last = first + days - 1;

        // The newest day is in the slots; the others have the rows.
        Assert.AreEqual(last - NvramMap.DayRowCount, fixture.Journal.DayAfter(first));
        Assert.AreEqual(last - 1, fixture.Journal.DayBefore(last));
        Assert.AreEqual(-1, fixture.Journal.DayAfter(last));
        Expect(fixture, Noon, DayFigure.Charged, 0, 0);
        long kept = Noon + ((days - 1 - NvramMap.DayRowCount) * Calendar.SecondsPerDay);
        Expect(fixture, kept, DayFigure.Charged, 8, 8);
    }

    [TestMethod]
    public void A_row_that_is_not_taken_stops_the_append_and_is_booked_once()
    {
        for (int bytes = 0; bytes < 2 * 120; bytes += 7)
        {
            JournalFixture fixture = new JournalFixture();
            Fill(fixture, Noon);
            fixture.Nvram.BytesUntilCut = bytes;
            Prepare(fixture, 5, Noon + 9);
            Assert.AreEqual(
                (int)AppendResult.StoreFailed, (int)fixture.Journal.Append(fixture.Record));
            Expect(fixture, Noon, DayFigure.Charged, 8, 8);
            fixture.Nvram.BytesUntilCut = -1;
            Assert.IsTrue(fixture.Journal.Probe());
            Expect(fixture, Noon, DayFigure.Charged, 8, 8);
            Sell(fixture, 5, Noon + 9, TransactionState.Approved, Noon + 9);
            Expect(fixture, Noon, DayFigure.Charged, 9, 13);
            fixture.Remount();
            Expect(fixture, Noon, DayFigure.Charged, 9, 13);
        }
    }

    [TestMethod]
    public void A_damaged_row_is_reported_and_costs_no_other()
    {
        JournalFixture fixture = new JournalFixture();
        Fill(fixture, Noon);
        Fill(fixture, Noon + Calendar.SecondsPerDay);
        Fill(fixture, Noon + (2 * Calendar.SecondsPerDay));
        int row = NvramMap.DaysAddress(JournalFixture.Slots);
        for (int i = 0; i < 40; i++)
        {
            fixture.Nvram.Bytes[row + 20 + i] ^= 0x5A;
        }

        fixture.Remount();
        Assert.AreEqual(0, fixture.Journal.DamagedDayCount);
        Expect(fixture, Noon, DayFigure.Charged, 8, 8);
        for (int i = 0; i < 40; i++)
        {
            fixture.Nvram.Bytes[row + 20 + i] ^= 0x5A;
            fixture.Nvram.Bytes[row + NvramMap.DayCopyBytes + 20 + i] ^= 0x5A;
        }

        fixture.Remount();
        Assert.AreEqual(1, fixture.Journal.DamagedDayCount);
        Expect(fixture, Noon, DayFigure.Charged, 0, 0);
        Expect(fixture, Noon + Calendar.SecondsPerDay, DayFigure.Charged, 8, 8);
    }

    [TestMethod]
    public void A_reset_forgets_the_days()
    {
        JournalFixture fixture = new JournalFixture();
        Fill(fixture, Noon);
        Fill(fixture, Noon + Calendar.SecondsPerDay);
        Assert.IsTrue(fixture.Journal.ForgetFinished());
        Expect(fixture, Noon, DayFigure.Charged, 0, 0);
        Assert.AreEqual(-1, fixture.Journal.DayAfter(0));
        byte[] bytes = fixture.Nvram.Bytes;
        for (int at = NvramMap.DaysAddress(JournalFixture.Slots); at < bytes.Length; at++)
        {
            Assert.AreEqual(0, (int)bytes[at]);
        }
    }

    private static void Follow(BusinessDays days, long date)
    {
        long from = (date - 1) * Calendar.SecondsPerDay;
        int day = days.Of(from);
        for (long at = from; at < from + (4 * Calendar.SecondsPerDay); at += 900)
        {
            int now = days.Of(at);
            Assert.IsTrue(now == day || now == day + 1);
            Assert.IsTrue(days.StartOf(now) <= at && at < days.StartOf(now + 1));
            day = now;
        }
    }

    // Eight sales of a cent: as many as there are slots.
    private static void Fill(JournalFixture fixture, long utcSeconds)
    {
        for (int i = 0; i < JournalFixture.Slots; i++)
        {
            Sell(fixture, 1, utcSeconds, TransactionState.Approved, utcSeconds);
        }
    }

    private static int SellOffline(
        JournalFixture fixture, int cents, long created, TransactionState end, long changed)
    {
        fixture.Fill(cents, TransactionFlags.Offline);
        return Go(fixture, created, end, changed);
    }

    private static int Sell(
        JournalFixture fixture, int cents, long created, TransactionState end, long changed)
    {
        fixture.Fill(cents, 0);
        return Go(fixture, created, end, changed);
    }

    private static void Prepare(JournalFixture fixture, int cents, long created)
    {
        fixture.Fill(cents, 0);
        fixture.Record.CreatedUtcSeconds = created;
    }

    private static int Go(JournalFixture fixture, long created, TransactionState end, long changed)
    {
        fixture.Record.CreatedUtcSeconds = created;
        Assert.AreEqual(
            (int)AppendResult.Appended, (int)fixture.Journal.Append(fixture.Record));
        int slot = fixture.Record.Slot;
        if (end == TransactionState.Pending)
        {
            return slot;
        }

        if (end != TransactionState.Cancelled)
        {
            Move(fixture, slot, TransactionState.InFlight, changed);
        }

        Move(fixture, slot, end, changed);
        return slot;
    }

    private static void Move(JournalFixture fixture, int slot, TransactionState to, long changed)
    {
        var change = new StateChange();
        change.Reset(to, changed);
        Assert.AreEqual((int)ChangeResult.Changed, (int)fixture.Journal.Change(slot, change));
    }

    private static void Expect(
        JournalFixture fixture, long utcSeconds, DayFigure figure, int count, long cents)
    {
        TransactionJournal journal = fixture.Journal;
        var totals = new DayTotals();
        journal.LoadDay(totals, journal.DayOf(utcSeconds), Eur, Noon);
        Assert.AreEqual(count, totals.Count(figure));
        Assert.AreEqual(cents, totals.Cents(figure));
    }
}
