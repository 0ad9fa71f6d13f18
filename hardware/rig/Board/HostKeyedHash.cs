using System.Security.Cryptography;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>HMAC-SHA-256 by the host; a look-up may know the answer already.</summary>
public sealed class HostKeyedHash : IKeyedHash
{
    private int _round;

    /// <summary>Finds a code that is known: see <see cref="KnownHash"/>.</summary>
    /// <param name="round">The round that is likely next; moves on when it was.</param>
    /// <param name="key">The key.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="digest">Takes the code, 32 bytes.</param>
    /// <returns>False when it is not known: nothing is written then.</returns>
    public delegate bool KnownHash(ref int round, ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, byte[] digest);

    /// <summary>Asked first; null: everything is worked out.</summary>
    public KnownHash? Known { get; init; }

    /// <inheritdoc/>
    public void Compute(byte[] key, byte[] data, int dataLength, byte[] digest)
    {
        if (Known is null || !Known(ref _round, key, data.AsSpan(0, dataLength), digest))
        {
            HMACSHA256.HashData(key, data.AsSpan(0, dataLength), digest);
        }
    }
}
