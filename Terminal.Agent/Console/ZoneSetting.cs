using Terminal.Agent.Settings;

namespace Terminal.Agent.Console;

/// <summary>
/// The setting zone: the name of a place, or standard time's distance from UTC as +HH:MM. European
/// summer time comes with the places that keep it. SPEC.md, Console, has the list.
/// </summary>
internal static class ZoneSetting
{
    /// <summary>What may be typed, as one text.</summary>
    public static readonly byte[] Range =
        ByteCodec.Ascii("a place such as paris, or -12:00 to +14:00");

    // The places with summer time come first.
    private const int SummerCount = 2;
    private const int TextBytes = 6;
    private const int StepMinutes = 30;
    private const int StepsBelowUtc = 24;

    private static readonly byte[][] Names =
    {
        ByteCodec.Ascii("paris"), ByteCodec.Ascii("london"), ByteCodec.Ascii("utc"),
        ByteCodec.Ascii("guadeloupe"),
        ByteCodec.Ascii("martinique"), ByteCodec.Ascii("guyane"), ByteCodec.Ascii("reunion"),
        ByteCodec.Ascii("mayotte"), ByteCodec.Ascii("noumea"), ByteCodec.Ascii("wallis"),
        ByteCodec.Ascii("tahiti"),
        ByteCodec.Ascii("marquises"), ByteCodec.Ascii("gambier"),
    };

    // Half hours east of the date line, name by name.
    private static readonly byte[] Steps = { 26, 24, 24, 16, 16, 18, 32, 30, 46, 48, 4, 5, 6 };

    /// <summary>Takes the third word of a line.</summary>
    /// <returns>False when it is no zone.</returns>
    public static bool Set(TerminalSettings settings, CommandLine line)
    {
        int name = line.IndexIn(2, Names);
        int minutes = name >= 0
            ? (Steps[name] - StepsBelowUtc) * StepMinutes
            : Parse(line.Bytes, line.Start[2], line.Length[2]);
        if (minutes < Limits.ZoneMinutesMin || minutes > Limits.ZoneMinutesMax)
        {
            return false;
        }

        settings.ZoneMinutes = minutes;
        settings.HasSummerTime = name >= 0 && name < SummerCount;
        return true;
    }

    /// <summary>Prints it: a place that keeps summer time, utc, or the distance.</summary>
    public static void Show(TerminalSettings settings, ConsoleOutput output)
    {
        int minutes = settings.ZoneMinutes;
        int first = settings.HasSummerTime ? 0 : SummerCount;
        int last = settings.HasSummerTime ? SummerCount : SummerCount + 1;
        for (int i = first; i < last; i++)
        {
            if ((Steps[i] - StepsBelowUtc) * StepMinutes == minutes)
            {
                output.Text(Names[i]);
                return;
            }
        }

        output.Byte(minutes < 0 ? '-' : '+');
        minutes = minutes < 0 ? -minutes : minutes;
        TwoDigits(output, minutes / 60);
        output.Byte(':');
        TwoDigits(output, minutes % 60);
    }

    /// <summary>Prints a number below 100.</summary>
    public static void TwoDigits(ConsoleOutput output, int value)
    {
        output.Byte('0' + (value / 10));
        output.Byte('0' + (value % 10));
    }

    // +HH:MM or -HH:MM in minutes; int.MinValue for anything else.
    private static int Parse(byte[] text, int at, int count)
    {
        bool isShaped = count == TextBytes && text[at + 3] == ':'
            && (text[at] == '+' || text[at] == '-');
        if (!isShaped)
        {
            return int.MinValue;
        }

        int hours = (int)ByteCodec.GetDecimal(text, at + 1, 2);
        int minutes = (int)ByteCodec.GetDecimal(text, at + 4, 2);
        if (hours < 0 || minutes < 0 || minutes > 59)
        {
            return int.MinValue;
        }

        minutes += hours * 60;
        return text[at] == '-' ? -minutes : minutes;
    }
}
