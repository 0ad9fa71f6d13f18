namespace Terminal.Rig.Bench;

/// <summary>A fault switch of the acquirer on the bench; bench-words.txt has its title.</summary>
/// <param name="Name">Its name for <see cref="IBenchTerminal.SetFault"/>: letters, digits, - and
/// _.</param>
/// <param name="Group">Name of the heading under which it stands.</param>
/// <param name="Use">Position of the switch.</param>
public sealed record BenchFault(string Name, string Group, BenchFaultUse Use);
