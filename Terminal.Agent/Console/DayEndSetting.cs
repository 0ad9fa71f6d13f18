using Terminal.Agent.Settings;

namespace Terminal.Agent.Console;

/// <summary>
/// The setting day_end: the local time at which the merchant's day ends, as HH:MM.
/// </summary>
internal static class DayEndSetting
{
    /// <summary>What may be typed, as one text.</summary>
    public static readonly byte[] Range = ByteCodec.Ascii("00:00 to 12:00");

    private const int TextBytes = 5;

    /// <summary>Takes the third word of a line.</summary>
    /// <returns>False when it is no such time.</returns>
    public static bool Set(TerminalSettings settings, CommandLine line)
    {
        byte[] text = line.Bytes;
        int at = line.Start[2];
        if (line.Length[2] != TextBytes || text[at + 2] != ':')
        {
            return false;
        }

        int hours = (int)ByteCodec.GetDecimal(text, at, 2);
        int minutes = (int)ByteCodec.GetDecimal(text, at + 3, 2);
        int end = (hours * 60) + minutes;
        if (hours < 0 || minutes < 0 || minutes > 59 || end > Limits.DayEndMinutesMax)
        {
            return false;
        }

        settings.DayEndMinutes = end;
        return true;
    }

    /// <summary>Prints it.</summary>
    public static void Show(TerminalSettings settings, ConsoleOutput output)
    {
        ZoneSetting.TwoDigits(output, settings.DayEndMinutes / 60);
        output.Byte(':');
        ZoneSetting.TwoDigits(output, settings.DayEndMinutes % 60);
    }
}
