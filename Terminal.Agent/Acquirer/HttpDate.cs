using System;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// Dates of HTTP (RFC 9110, 5.6.7) in their one current form: Sun, 06 Nov 1994 08:49:37 GMT.
/// </summary>
public static class HttpDate
{
    private const int LengthBytes = 29;
    private const int NoPair = -10_000;
    private const int MonthBytes = 3;
    private const int MonthMask = 0xFFFFFF;

    // The blank makes four bytes of the last month too.
    private static readonly byte[] Months =
        ByteCodec.Ascii("JanFebMarAprMayJunJulAugSepOctNovDec ");

    /// <summary>Reads a date at <paramref name="offset"/>.</summary>
    /// <returns>UTC seconds since 1970, or 0 when it is not such a date or before 2000.</returns>
    public static long Read(byte[] line, int offset, int lineLength)
    {
        if (offset + LengthBytes > lineLength)
        {
            return 0;
        }

        int month = Month(line, offset + 8);
        int day = Pair(line, offset + 5);
        int year = (Pair(line, offset + 12) * 100) + Pair(line, offset + 14);
        int hour = Pair(line, offset + 17);
        int minute = Pair(line, offset + 20);
        int second = Pair(line, offset + 23);
        bool isDate = month > 0 && (uint)(day - 1) < 31 && year >= 2000 && (uint)hour < 24
            && (uint)minute < 60 && (uint)second <= 60;
        return isDate
            ? (Calendar.Days(year, month, day) * Calendar.SecondsPerDay)
                + (((hour * 60) + minute) * 60) + second
            : 0;
    }

    private static int Month(byte[] line, int offset)
    {
        int month = BitConverter.ToInt32(line, offset) & MonthMask;
        byte[] months = Months;
        for (int at = 0; at < 12 * MonthBytes; at += MonthBytes)
        {
            if ((BitConverter.ToInt32(months, at) & MonthMask) == month)
            {
                return (at / MonthBytes) + 1;
            }
        }

        return 0;
    }

    // Two digits; below zero, by more than what follows can add, where there are others.
    private static int Pair(byte[] line, int offset)
    {
        int tens = line[offset] - '0';
        int ones = line[offset + 1] - '0';
        return (uint)tens > 9 || (uint)ones > 9 ? NoPair : (tens * 10) + ones;
    }
}
