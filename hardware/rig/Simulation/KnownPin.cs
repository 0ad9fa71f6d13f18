using Terminal.Rig.Board;

namespace Terminal.Rig.Simulation;

/// <summary>
/// The PIN of every simulated terminal, with each of its codes. Every day types this PIN
/// several times; who asks for a code with the same key and the same bytes gets the one that was
/// worked out when the process began, which saves a tenth of a day's time.
/// </summary>
public static class KnownPin
{
    private const int Rounds = Terminal.Agent.Limits.PinRoundsCount;
    private const int CodeBytes = 32;
    private static readonly byte[] Key = "123456"u8.ToArray();

    // Round r makes of Blocks[r] the code Codes[r].
    private static readonly byte[][] Blocks = new byte[Rounds][];
    private static readonly byte[][] Codes = new byte[Rounds][];

    static KnownPin()
    {
        var hash = new HostKeyedHash();
        byte[] block = new byte[CodeBytes];
        Salt.CopyTo(block, 0);
        for (int round = 0; round < Rounds; round++)
        {
            Blocks[round] = block;
            Codes[round] = new byte[CodeBytes];
            hash.Compute(Key, block, block.Length, Codes[round]);
            block = Codes[round];
        }
    }

    /// <summary>The salt, 16 bytes.</summary>
    public static byte[] Salt { get; } = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    /// <summary>The last code, as the settings keep it, 32 bytes.</summary>
    public static byte[] Hash => Codes[^1];

    /// <summary>The code of some bytes under a key, if it is one of this PIN's.</summary>
    /// <param name="round">The round that is likely next; moves on when it was.</param>
    /// <param name="key">The key.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="digest">Takes the code, 32 bytes.</param>
    /// <returns>False when it is another's: nothing is written then.</returns>
    public static bool TryFind(
        ref int round, ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, byte[] digest)
    {
        if (!key.SequenceEqual(Key))
        {
            return false;
        }

        // A PIN begins anew at any time: a power cut, or somebody else, came in between.
        round = data.SequenceEqual(Blocks[round]) ? round : 0;
        if (!data.SequenceEqual(Blocks[round]))
        {
            return false;
        }

        Codes[round].CopyTo(digest, 0);
        round = (round + 1) % Rounds;
        return true;
    }
}
