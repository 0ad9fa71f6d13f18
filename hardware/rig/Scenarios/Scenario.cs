namespace Terminal.Rig.Scenarios;

/// <summary>A scenario: what is done to the terminal and what must come of it.</summary>
public sealed record Scenario(string Name, string Description, string Group, IReadOnlyList<Step> Steps);
