namespace Terminal.Agent.Till;

/// <summary>One value of a till's request, in a buffer of its own.</summary>
public sealed class TillField
{
    /// <summary>The value, ASCII.</summary>
    public readonly byte[] Bytes;

    /// <summary>Makes a field for values of at most <paramref name="bytesMax"/> bytes.</summary>
    public TillField(int bytesMax) => Bytes = new byte[bytesMax];

    /// <summary>Length of the value; 0 when the request did not have it.</summary>
    public int Length;

    /// <summary>True when the value is just this one character.</summary>
    public bool Is(int character) => Length == 1 && Bytes[0] == character;

    /// <summary>The value as a number; -1 when it is none, or absent.</summary>
    public long Number() => ByteCodec.GetDecimal(Bytes, 0, Length);
}
