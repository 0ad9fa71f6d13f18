namespace Terminal.Rig.Tests.Simulation;

/// <summary>A storey of the agent as it was built for a test.</summary>
/// <param name="Name">Name of its assembly.</param>
/// <param name="Bytes">The assembly.</param>
public sealed record PlantedStorey(string Name, byte[] Bytes);
