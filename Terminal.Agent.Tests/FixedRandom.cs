using Terminal.Agent.Ports;

namespace Terminal.Agent.Tests;

/// <summary>Draws the number that it is told.</summary>
public sealed class FixedRandom : IRandom
{
    /// <summary>What every draw gives.</summary>
    public uint Value;

    /// <summary>Draws that number.</summary>
    public FixedRandom(uint value) => Value = value;

    /// <inheritdoc/>
    public uint Next() => Value;
}
