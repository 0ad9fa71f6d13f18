using Terminal.Rig.Fleet;

namespace Terminal.Rig.Simulation.Days;

/// <summary>What the operators' broker does from a moment on.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Mode">How it behaves.</param>
/// <param name="DelayMs">How long it takes before it answers.</param>
/// <param name="Loses">The connection that stands is lost without a word.</param>
public sealed record BrokerMood(long AtMs, BrokerMode Mode, int DelayMs, bool Loses);
