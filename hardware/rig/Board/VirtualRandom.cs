using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>Random numbers; a seed makes a run repeatable.</summary>
public sealed class VirtualRandom(int seed) : IRandom
{
    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    public uint Next() => (uint)_random.NextInt64(1L << 32);
}
