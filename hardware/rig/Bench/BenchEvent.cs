namespace Terminal.Rig.Bench;

/// <summary>Something that happened, for the time line.</summary>
/// <param name="Number">Rises by at least 1 from event to event; the first is above 0.</param>
/// <param name="At">When.</param>
/// <param name="Kind">power, press, tap, link, fault, acquirer or screen; the filter's words.</param>
/// <param name="Text">What, in one line: verbatim, or @ and a name of bench-words.txt.</param>
public sealed record BenchEvent(long Number, DateTimeOffset At, string Kind, string Text)
{
    /// <summary>What is put in the place of {0} and {1}: verbatim, or @ and a name.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
