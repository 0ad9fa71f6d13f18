using System.Buffers.Binary;
using System.Globalization;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// What happened, in order: a hash over every step, every byte written to NVRAM and every byte that
/// crossed a network, so that two runs can be held against each other; and, when asked for, lines
/// for people.
/// </summary>
public sealed class DayTrace(TextWriter? lines = null)
{
    private const ulong Prime = 0x9E3779B97F4A7C15UL;

    /// <summary>The hash so far.</summary>
    public ulong Hash { get; private set; } = 0xCBF29CE484222325UL;

    /// <summary>True when somebody reads lines.</summary>
    public bool HasLines => lines is not null;

    /// <summary>Takes up two numbers.</summary>
    public void Add(long a, long b)
    {
        ulong hash = (Hash ^ (ulong)a) * Prime;
        hash = (hash ^ (hash >> 29) ^ (ulong)b) * Prime;
        Hash = hash ^ (hash >> 32);
    }

    /// <summary>Takes up bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add(bytes.Length, 0);
        while (bytes.Length >= 8)
        {
            Add(BinaryPrimitives.ReadInt64LittleEndian(bytes), 8);
            bytes = bytes[8..];
        }

        foreach (byte value in bytes)
        {
            Add(value, 1);
        }
    }

    /// <summary>Writes a line, if anybody reads it.</summary>
    public void Line(long atMs, string text)
    {
        TimeSpan at = TimeSpan.FromMilliseconds(atMs);
        lines?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(int)at.TotalHours:00}:{at:mm\\:ss\\.fff} {text}"));
    }
}
