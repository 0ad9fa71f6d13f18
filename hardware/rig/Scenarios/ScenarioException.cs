namespace Terminal.Rig.Scenarios;

/// <summary>A scenario file that cannot be played; the message names file, line and what was expected.</summary>
public sealed class ScenarioException(string message) : Exception(message);
