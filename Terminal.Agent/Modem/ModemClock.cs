namespace Terminal.Agent.Modem;

/// <summary>
/// The modem's form of time, yy/MM/dd,hh:mm:ss and the zone in quarter hours, to and from seconds
/// since 1970.
/// </summary>
public static class ModemClock
{
    private const int DayS = 86_400;

    /// <summary>Reads a +CCLK line.</summary>
    /// <returns>
    /// UTC seconds since 1970; 0 when it is no time or one before 2024, as of a clock never set.
    /// </returns>
    public static long Parse(byte[] buffer, int offset, int length)
    {
        int at = AtFields.Find(buffer, offset, length, 0);
        if (at < 0 || buffer[at] != '"' || offset + length - at < 18)
        {
            return 0;
        }

        int year = Pair(buffer, at + 1);
        int month = Pair(buffer, at + 4);
        int day = Pair(buffer, at + 7);
        int hour = Pair(buffer, at + 10);
        int minute = Pair(buffer, at + 13);
        int second = Pair(buffer, at + 16);
        if (year < Limits.ModemYearsMin - 2000 || year > Limits.ModemYearsMax - 2000
            || month < 1 || month > 12 || day < 1 || day > 31
            || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        {
            return 0;
        }

        long dayS = (long)Days(2000 + year, month, day) * DayS;
        long utcSeconds = dayS + (hour * 3600) + (minute * 60) + second;
        return utcSeconds - Zone(buffer, at + 18, offset + length);
    }

    /// <summary>Writes UTC with its quotes, as AT+CCLK= takes it.</summary>
    /// <returns>The offset after it.</returns>
    public static int Put(byte[] buffer, int offset, long utcSeconds)
    {
        int days = (int)(utcSeconds / DayS);
        int rest = (int)(utcSeconds - ((long)days * DayS));

        // Days to a date (proleptic Gregorian calendar), counted in 400-year eras from 1 March of
        // year 0.
        int shifted = days + 719_468;
        int era = shifted / 146_097;
        int dayOfEra = shifted - (era * 146_097);
        int leapDays = (dayOfEra / 1460) - (dayOfEra / 36_524) + (dayOfEra / 146_096);
        int yearOfEra = (dayOfEra - leapDays) / 365;
        int dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        int marchMonth = ((5 * dayOfYear) + 2) / 153;
        int day = dayOfYear - (((153 * marchMonth) + 2) / 5) + 1;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        int year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);

        buffer[offset] = (byte)'"';
        PutPair(buffer, offset + 1, year % 100, '/');
        PutPair(buffer, offset + 4, month, '/');
        PutPair(buffer, offset + 7, day, ',');
        PutPair(buffer, offset + 10, rest / 3600, ':');
        PutPair(buffer, offset + 13, rest / 60 % 60, ':');
        PutPair(buffer, offset + 16, rest % 60, '+');
        PutPair(buffer, offset + 19, 0, '"');
        return offset + 22;
    }

    private static int Days(int year, int month, int day)
    {
        int shiftedYear = month <= 2 ? year - 1 : year;
        int era = shiftedYear / 400;
        int yearOfEra = shiftedYear - (era * 400);
        int marchMonth = month > 2 ? month - 3 : month + 9;
        int dayOfYear = (((153 * marchMonth) + 2) / 5) + day - 1;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear
            - 719_468;
    }

    private static int Zone(byte[] buffer, int at, int end)
    {
        if (end - at < 3)
        {
            return 0;
        }

        int quarters = Pair(buffer, at + 1);
        if (quarters < 0 || quarters > 96)
        {
            return 0;
        }

        return buffer[at] == '-' ? quarters * -900 : quarters * 900;
    }

    private static int Pair(byte[] buffer, int at)
    {
        int tens = buffer[at] - '0';
        int ones = buffer[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : (tens * 10) + ones;
    }

    private static void PutPair(byte[] buffer, int at, int value, char behind)
    {
        buffer[at] = (byte)('0' + (value / 10));
        buffer[at + 1] = (byte)('0' + (value % 10));
        buffer[at + 2] = (byte)behind;
    }
}
