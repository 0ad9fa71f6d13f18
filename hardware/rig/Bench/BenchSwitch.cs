using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Bench;

/// <summary>A fault switch and the rule that it stands for.</summary>
public sealed record BenchSwitch(string Name, string Title, FaultRule Rule);
