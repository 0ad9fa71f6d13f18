namespace Terminal.Rig.Fuzz;

/// <summary>
/// Makes inputs out of seeds: flips, cuts, doubles, splices, puts in words and odd numbers. The same seed and
/// number give the same input, so a finding can be played again from what was printed.
/// </summary>
public sealed class Mutator
{
    private const int InputBytesMax = 4_096;

    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "9", "255", "256", "2048", "2049", "65535", "99999", "999999999", "4294967296",
        "99999999999999999999",
    ];

    private readonly IFuzzTarget _target;
    private readonly int _seed;
    private readonly byte[] _buffer = new byte[InputBytesMax * 2];

    /// <summary>A mutator for a target.</summary>
    public Mutator(IFuzzTarget target, int seed)
    {
        _target = target;
        _seed = seed;
    }

    /// <summary>Input <paramref name="number"/>; valid until the next.</summary>
    public ReadOnlySpan<byte> Make(long number)
    {
        var random = new Random(HashCode(number));
        int count = Put(0, Pick(random, _target.Seeds));
        int changes = random.Next(8);
        for (int i = 0; i < changes; i++)
        {
            count = Change(random, count);
        }

        return _buffer.AsSpan(0, Math.Min(count, InputBytesMax));
    }

    private static byte[] Pick(Random random, IReadOnlyList<byte[]> from) => from[random.Next(from.Count)];

    private int HashCode(long number)
    {
        ulong mixed = ((ulong)number + ((ulong)(uint)_seed << 32)) * 0x9E3779B97F4A7C15;
        return (int)(mixed >> 33);
    }

    private int Put(int at, ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, _buffer.Length - at)];
        bytes.CopyTo(_buffer.AsSpan(at));
        return at + bytes.Length;
    }

    private int Change(Random random, int count)
    {
        if (count == 0)
        {
            return Put(0, Pick(random, _target.Seeds));
        }

        int at = random.Next(count);
        int length = 1 + random.Next(Math.Min(40, count - at));
        switch (random.Next(9))
        {
            case 0:
                _buffer[at] ^= (byte)(1 << random.Next(8));
                return count;
            case 1:
                _buffer[at] = (byte)random.Next(256);
                return count;
            case 2:
                return Remove(at, length, count);
            case 3:
                return at;
            case 4:
                return Insert(at, _buffer.AsSpan(at, length).ToArray(), count);
            case 5:
                return Insert(at, Pick(random, _target.Words), count);
            case 6:
                string number = Numbers[random.Next(Numbers.Length)];
                return Insert(at, System.Text.Encoding.ASCII.GetBytes(number), count);
            case 7:
                byte[] noise = new byte[1 + random.Next(400)];
                random.NextBytes(noise);
                return Insert(at, noise, count);
            default:
                byte[] other = Pick(random, _target.Seeds);
                return Put(at, other.AsSpan(random.Next(other.Length)));
        }
    }

    private int Remove(int at, int length, int count)
    {
        _buffer.AsSpan(at + length, count - at - length).CopyTo(_buffer.AsSpan(at));
        return count - length;
    }

    private int Insert(int at, byte[] bytes, int count)
    {
        if (count + bytes.Length > InputBytesMax)
        {
            return count;
        }

        _buffer.AsSpan(at, count - at).CopyTo(_buffer.AsSpan(at + bytes.Length));
        bytes.CopyTo(_buffer.AsSpan(at));
        return count + bytes.Length;
    }
}
