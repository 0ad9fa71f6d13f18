namespace Terminal.Rig.Scenarios;

/// <summary>How a scenario ended.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Problem">The first expectation that did not hold, or null.</param>
/// <param name="Took">From power-on to the end.</param>
/// <param name="Timeline">What happened, in order.</param>
/// <param name="SkippedFor">Why it could not be played here, or null.</param>
public sealed record ScenarioResult(
    Scenario Scenario, string? Problem, TimeSpan Took, IReadOnlyList<TimelineEntry> Timeline,
    string? SkippedFor = null)
{
    /// <summary>pass, fail or skip.</summary>
    public string Verdict => SkippedFor is not null ? "skip" : Problem is null ? "pass" : "fail";
}
