using System.Globalization;

namespace Terminal.Rig.Scenarios;

/// <summary>Something that happened while a scenario played.</summary>
/// <param name="At">Since the scenario began.</param>
/// <param name="Kind">power, press, tap, link, acquirer or screen.</param>
/// <param name="Text">What it was.</param>
public sealed record TimelineEntry(TimeSpan At, string Kind, string Text)
{
    /// <summary>One line: seconds, kind, text.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At.TotalSeconds,8:0.000} {Kind,-8} {Text}");
}
