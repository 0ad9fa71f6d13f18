using System;

namespace Terminal.Agent;

/// <summary>
/// CRC-32 of IEEE 802.3, least significant bit first: polynomial 0xEDB88320, start and final
/// inversion 0xFFFFFFFF, check value of "123456789" 0xCBF43926. Stored low byte first behind its
/// data it also says which one or two bits flipped, because code words of these lengths differ in
/// at least five bits.
/// </summary>
public static class Crc32
{
    /// <summary>Start value of <see cref="Extend"/>.</summary>
    public const uint Start = 0xFFFFFFFF;

    private const uint Polynomial = 0xEDB88320;

    // What a byte does to the CRC, and what it does when 1, 2 or 3 bytes follow it: with the four
    // tables a word costs about as much as two bytes alone. Two words a round spare the counting.
    private static readonly int[] Table0 = BuildTable(0);
    private static readonly int[] Table1 = BuildTable(1);
    private static readonly int[] Table2 = BuildTable(2);
    private static readonly int[] Table3 = BuildTable(3);

    /// <summary>The CRC of <paramref name="count"/> bytes.</summary>
    public static uint Compute(byte[] buffer, int offset, int count) =>
        ~Extend(Start, buffer, offset, count);

    /// <summary>
    /// Takes more bytes into a running value that began as <see cref="Start"/>; the CRC is its
    /// complement.
    /// </summary>
    public static uint Extend(uint running, byte[] buffer, int offset, int count)
    {
        int[] table0 = Table0;
        int value = (int)running;
        int end = offset + count;
        if (count >= 4)
        {
            int[] table1 = Table1;
            int[] table2 = Table2;
            int[] table3 = Table3;
            int word;
            int last = end - 8;
            while (offset <= last)
            {
                word = value ^ BitConverter.ToInt32(buffer, offset);
                word = table3[(byte)word] ^ table2[(byte)(word >> 8)]
                    ^ table1[(byte)(word >> 16)] ^ table0[word >>> 24]
                    ^ BitConverter.ToInt32(buffer, offset + 4);
                value = table3[(byte)word] ^ table2[(byte)(word >> 8)]
                    ^ table1[(byte)(word >> 16)] ^ table0[word >>> 24];
                offset += 8;
            }

            if (end - offset >= 4)
            {
                word = value ^ BitConverter.ToInt32(buffer, offset);
                value = table3[(byte)word] ^ table2[(byte)(word >> 8)]
                    ^ table1[(byte)(word >> 16)] ^ table0[word >>> 24];
                offset += 4;
            }
        }

        while (offset < end)
        {
            value = table0[(byte)(value ^ buffer[offset++])] ^ (value >>> 8);
        }

        return (uint)value;
    }

    /// <summary>Writes the CRC of <paramref name="count"/> bytes right behind them.</summary>
    public static void Seal(byte[] buffer, int offset, int count) =>
        ByteCodec.PutU32(buffer, offset + count, Compute(buffer, offset, count));

    /// <summary>
    /// True when the four bytes behind <paramref name="count"/> bytes are their CRC.
    /// </summary>
    public static bool IsSealed(byte[] buffer, int offset, int count) =>
        ByteCodec.GetU32(buffer, offset + count) == Compute(buffer, offset, count);

    /// <summary>
    /// Undoes one flipped bit, or with <paramref name="pairs"/> two, anywhere in the data or in the
    /// stored CRC. Takes some hundred steps for one bit and the square of that for two: for rare
    /// use.
    /// </summary>
    /// <returns>False when the damage is another: nothing was changed.</returns>
    public static bool Repair(byte[] buffer, int offset, int count, uint stored, bool pairs)
    {
        if (IsUniform(buffer, offset, count))
        {
            return false;
        }

        uint wanted = Compute(buffer, offset, count) ^ stored;
        int bits = (count * 8) + 32;
        uint effect = 0x80000000;
        for (int p = 0; p < bits; p++)
        {
            if (effect == wanted)
            {
                Flip(buffer, offset, count, p);
                return true;
            }

            effect = Earlier(effect);
        }

        return pairs && RepairPair(buffer, offset, count, wanted, bits);
    }

    private static bool RepairPair(byte[] buffer, int offset, int count, uint wanted, int bits)
    {
        uint first = 0x80000000;
        for (int p = 0; p < bits; p++)
        {
            uint rest = wanted ^ first;
            first = (first & 1) != 0 ? (first >> 1) ^ Polynomial : first >> 1;
            uint second = first;
            for (int q = p + 1; q < bits; q++)
            {
                if (second == rest)
                {
                    Flip(buffer, offset, count, p);
                    Flip(buffer, offset, count, q);
                    return true;
                }

                second = (second & 1) != 0 ? (second >> 1) ^ Polynomial : second >> 1;
            }
        }

        return false;
    }

    // What a flip one bit earlier in the code word does to the CRC.
    private static uint Earlier(uint effect) =>
        (effect & 1) != 0 ? (effect >> 1) ^ Polynomial : effect >> 1;

    // Position 0 is the last bit of the stored CRC, 32 the last bit of the data.
    private static void Flip(byte[] buffer, int offset, int count, int position)
    {
        int bit = (count * 8) + 31 - position;
        if (position >= 32)
        {
            buffer[offset + (bit >> 3)] ^= (byte)(1 << (bit & 7));
        }
    }

    // A wiped run is beyond repair; seeing that at once spares the search.
    private static bool IsUniform(byte[] buffer, int offset, int count)
    {
        for (int i = 1; i < count; i++)
        {
            if (buffer[offset + i] != buffer[offset])
            {
                return false;
            }
        }

        return count > 1;
    }

    private static int[] BuildTable(int bytesBehind)
    {
        var table = new int[256];
        for (int i = 0; i < table.Length; i++)
        {
            uint value = (uint)i;
            for (int bit = 0; bit < 8 * (1 + bytesBehind); bit++)
            {
                value = Earlier(value);
            }

            table[i] = (int)value;
        }

        return table;
    }
}
