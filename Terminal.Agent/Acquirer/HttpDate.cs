namespace Terminal.Agent.Acquirer;

/// <summary>
/// Dates of HTTP (RFC 9110, 5.6.7) in their one current form: Sun, 06 Nov 1994 08:49:37 GMT.
/// </summary>
public static class HttpDate
{
    private const int LengthBytes = 29;
    private static readonly byte[] Months = ByteCodec.Ascii("JanFebMarAprMayJunJulAugSepOctNovDec");

    /// <summary>Reads a date at <paramref name="offset"/>.</summary>
    /// <returns>UTC seconds since 1970, or 0 when it is not such a date or before 2000.</returns>
    public static long Read(byte[] line, int offset, int lineLength)
    {
        if (offset + LengthBytes > lineLength)
        {
            return 0;
        }

        int month = Month(line, offset + 8);
        long day = ByteCodec.GetDecimal(line, offset + 5, 2);
        long year = ByteCodec.GetDecimal(line, offset + 12, 4);
        long hour = ByteCodec.GetDecimal(line, offset + 17, 2);
        long minute = ByteCodec.GetDecimal(line, offset + 20, 2);
        long second = ByteCodec.GetDecimal(line, offset + 23, 2);
        bool isDate = month > 0 && day >= 1 && day <= 31 && year >= 2000 && hour >= 0 && hour < 24
            && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
        return isDate
            ? (Calendar.Days((int)year, month, (int)day) * Calendar.SecondsPerDay)
                + (hour * 3600) + (minute * 60) + second
            : 0;
    }

    private static int Month(byte[] line, int offset)
    {
        for (int i = 0; i < 12; i++)
        {
            if (ByteCodec.Same(line, offset, Months, i * 3, 3))
            {
                return i + 1;
            }
        }

        return 0;
    }
}
