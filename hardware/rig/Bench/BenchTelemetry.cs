namespace Terminal.Rig.Bench;

/// <summary>What the operator's broker knows of the terminal, and how their line stands.</summary>
/// <param name="State">State of the line, as the console has it.</param>
/// <param name="Error">Why it ended last, a name of FleetError; empty when it did not.</param>
/// <param name="Topics">The last message of each topic: what is kept first, newest first.</param>
public sealed record BenchTelemetry(string State, string Error, IReadOnlyList<BenchTopic> Topics);

/// <summary>The last message of a topic.</summary>
/// <param name="Name">The topic.</param>
/// <param name="At">When it came.</param>
/// <param name="IsRetained">The broker keeps it for whoever comes.</param>
/// <param name="Text">What it says.</param>
public sealed record BenchTopic(string Name, DateTimeOffset At, bool IsRetained, string Text);
