using System;

namespace Terminal.Agent.Console;

/// <summary>The last lines that held no secret, the newest first.</summary>
internal sealed class LineHistory
{
    private readonly byte[] _bytes =
        new byte[Limits.ConsoleHistoryLines * Limits.ConsoleLineBytesMax];

    private readonly int[] _lengths = new int[Limits.ConsoleHistoryLines];
    private int _next;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps a line, unless it is the same as the newest.</summary>
    public void Keep(byte[] line, int length)
    {
        bool isSame = Count > 0 && _lengths[Place(1)] == length
            && ByteCodec.Same(_bytes, Place(1) * Limits.ConsoleLineBytesMax, line, 0, length);
        if (isSame)
        {
            return;
        }

        Array.Copy(line, 0, _bytes, _next * Limits.ConsoleLineBytesMax, length);
        _lengths[_next] = length;
        _next = (_next + 1) % _lengths.Length;
        Count += Count < _lengths.Length ? 1 : 0;
    }

    /// <summary>Copies the line that was kept as the one of that age, 1 for the newest.</summary>
    /// <returns>Its length.</returns>
    public int Get(int age, byte[] into)
    {
        int place = Place(age);
        Array.Copy(_bytes, place * Limits.ConsoleLineBytesMax, into, 0, _lengths[place]);
        return _lengths[place];
    }

    private int Place(int age) => (_next + _lengths.Length - age) % _lengths.Length;
}
