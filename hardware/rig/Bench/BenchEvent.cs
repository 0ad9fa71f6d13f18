namespace Terminal.Rig.Bench;

/// <summary>Something that happened, for the time line.</summary>
/// <param name="Number">Rises by at least 1 from event to event; the first is above 0.</param>
/// <param name="At">When.</param>
/// <param name="Kind">power, press, tap, link, fault, acquirer, screen or journal; the filter's
/// words.</param>
/// <param name="Text">What, in one line.</param>
public sealed record BenchEvent(long Number, DateTimeOffset At, string Kind, string Text);
