using System.Security.Cryptography;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>The watchdog of the virtual board: notes when it was fed last.</summary>
public sealed class VirtualWatchdog(IClock clock) : IWatchdog
{
    /// <summary>Uptime of the last feeding, in ms.</summary>
    public long LastFedMs { get; private set; }

    /// <inheritdoc/>
    public void Feed() => LastFedMs = clock.UptimeMs;
}

/// <summary>Random numbers of the virtual board; a seed makes a run repeatable.</summary>
public sealed class VirtualRandom(int seed) : IRandom
{
    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    public uint Next() => (uint)_random.NextInt64(1L << 32);
}

/// <summary>HMAC-SHA-256 by the host.</summary>
public sealed class HostKeyedHash : IKeyedHash
{
    /// <inheritdoc/>
    public void Compute(byte[] key, byte[] data, int dataLength, byte[] digest) =>
        HMACSHA256.HashData(key, data.AsSpan(0, dataLength), digest);
}
