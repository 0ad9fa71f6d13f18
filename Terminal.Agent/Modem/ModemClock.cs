namespace Terminal.Agent.Modem;

/// <summary>
/// The modem's form of time, yy/MM/dd,hh:mm:ss and the zone in quarter hours, to and from seconds
/// since 1970.
/// </summary>
public static class ModemClock
{
    private const int DayS = 86_400;
    private const int QuarterS = 900;
    private const int ZoneQuartersWest = 48;
    private const int ZoneQuartersEast = 56;
    private const int ZoneNone = int.MinValue;

    /// <summary>Reads a +CCLK line.</summary>
    /// <returns>
    /// UTC seconds since 1970; 0 when it is no time that can be, or of a year in which no modem of
    /// ours has run, as of a clock never set.
    /// </returns>
    public static long Parse(byte[] buffer, int offset, int length)
    {
        int at = AtFields.Find(buffer, offset, length, 0);
        if (at < 0 || buffer[at] != '"' || offset + length - at < 18)
        {
            return 0;
        }

        int year = 2000 + Pair(buffer, at + 1);
        int month = Pair(buffer, at + 4);
        int day = Pair(buffer, at + 7);
        int hour = Pair(buffer, at + 10);
        int minute = Pair(buffer, at + 13);
        int second = Pair(buffer, at + 16);
        int zoneS = Zone(buffer, at + 18, offset + length);
        if (year < Limits.ModemYearsMin || year > Limits.ModemYearsMax
            || month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23
            || minute < 0 || minute > 59 || second < 0 || second > 60 || zoneS == ZoneNone)
        {
            return 0;
        }

        long first = Calendar.Days(year, month, 1);
        long next = month == 12 ? Calendar.Days(year + 1, 1, 1)
            : Calendar.Days(year, month + 1, 1);
        if (day > next - first)
        {
            return 0;
        }

        return ((first + day - 1) * DayS) + (hour * 3600) + (minute * 60) + second - zoneS;
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

    // Seconds east of UTC: a sign and two digits of quarter hours, -12:00 to +14:00; or no zone at
    // all, which is UTC. Anything else is no zone, and the time no time.
    private static int Zone(byte[] buffer, int at, int end)
    {
        if (at >= end || buffer[at] == '"')
        {
            return 0;
        }

        bool isWest = buffer[at] == '-';
        if ((!isWest && buffer[at] != '+') || end - at < 3
            || (end - at > 3 && buffer[at + 3] != '"'))
        {
            return ZoneNone;
        }

        int quarters = Pair(buffer, at + 1);
        if (quarters < 0 || quarters > (isWest ? ZoneQuartersWest : ZoneQuartersEast))
        {
            return ZoneNone;
        }

        return isWest ? quarters * -QuarterS : quarters * QuarterS;
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
