namespace Terminal.Agent;

/// <summary>
/// Days and seconds of the Gregorian calendar, and local time at the merchant's: what little of
/// dates the agent needs, in whole numbers.
/// </summary>
public static class Calendar
{
    /// <summary>Seconds of a day.</summary>
    public const long SecondsPerDay = 86_400;

    /// <summary>Days from 1970-01-01 to a date.</summary>
    /// <param name="year">1970 or later.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">1 to 31.</param>
    public static long Days(int year, int month, int day)
    {
        // Counting years from March puts the leap day last, so that months have a regular length.
        int shifted = month <= 2 ? year - 1 : year;
        int fromMarch = month <= 2 ? month + 9 : month - 3;
        long days = (365L * shifted) + (shifted / 4) - (shifted / 100) + (shifted / 400)
            + (((153 * fromMarch) + 2) / 5) + day - 1;
        return days - 719_468;
    }

    /// <summary>The date of a day since 1970-01-01 as the number YYYYMMDD.</summary>
    public static int Date(int days)
    {
        int year = Year(days * SecondsPerDay);
        int month = 12;
        while (Days(year, month, 1) > days)
        {
            month--;
        }

        return (year * 10_000) + (month * 100) + (int)(days - Days(year, month, 1)) + 1;
    }

    /// <summary>The year of a UTC time.</summary>
    public static int Year(long utcSeconds)
    {
        int year = 1970 + (int)(utcSeconds / (366 * SecondsPerDay));
        while (Days(year + 1, 1, 1) * SecondsPerDay <= utcSeconds)
        {
            year++;
        }

        return year;
    }

    /// <summary>
    /// True from the last Sunday of March to the last Sunday of October, 01:00 UTC both, wherever
    /// European summer time is kept (Directive 2000/84/EC; the United Kingdom likewise).
    /// </summary>
    public static bool IsSummer(long utcSeconds)
    {
        int year = Year(utcSeconds);
        return utcSeconds >= (LastSunday(year, 3) * SecondsPerDay) + 3600
            && utcSeconds < (LastSunday(year, 10) * SecondsPerDay) + 3600;
    }

    // Of a month of 31 days. 1970-01-01 was a Thursday, so day 3 was the first Sunday.
    private static long LastSunday(int year, int month)
    {
        long last = Days(year, month, 31);
        return last - ((last - 3) % 7);
    }
}
