using System.Globalization;
using System.Text.RegularExpressions;

namespace Terminal.Rig.Scenarios;

/// <summary>
/// Days in the texts of a scenario, counted from the day that the merchant has (on the console: the UTC day): $today,
/// $yesterday, $tomorrow, $today-3, $today+1.
/// </summary>
public static partial class DateWords
{
    /// <summary>The words, without the sign before them.</summary>
    public static IReadOnlyDictionary<string, int> Days { get; } =
        new Dictionary<string, int> { ["yesterday"] = -1, ["today"] = 0, ["tomorrow"] = 1 };

    /// <summary>True when one of the texts names a day.</summary>
    public static bool AreIn(IEnumerable<string> texts) => texts.Any(Word().IsMatch);

    /// <summary>The text as a screen shows it: 24/11.</summary>
    public static string OnScreen(string text, DateTime now) => Write(text, now, "dd'/'MM");

    /// <summary>The text as the console prints it: 2026-11-24.</summary>
    public static string OnConsole(string text, DateTime now) => Write(text, now, "yyyy-MM-dd");

    private static string Write(string text, DateTime now, string form) => Word().Replace(text, found =>
        now.AddDays(Days[found.Groups[1].Value]
            + (found.Groups[2].Success ? int.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture) : 0))
            .ToString(form, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\$(yesterday|today|tomorrow)([+-]\d{1,3})?")]
    private static partial Regex Word();
}
