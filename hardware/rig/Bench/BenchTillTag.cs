namespace Terminal.Rig.Bench;

/// <summary>A tag of a till's message with its value.</summary>
/// <param name="Tag">Two letters.</param>
/// <param name="Value">ASCII.</param>
public sealed record BenchTillTag(string Tag, string Value);
