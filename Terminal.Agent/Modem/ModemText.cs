using System;

namespace Terminal.Agent.Modem;

/// <summary>A short text of the modem's, kept in a fixed buffer and cut at its end.</summary>
public sealed class ModemText
{
    /// <summary>The text, ASCII as the modem sent it.</summary>
    public readonly byte[] Bytes;

    /// <summary>A text of at most <paramref name="capacity"/> bytes.</summary>
    public ModemText(int capacity) => Bytes = new byte[capacity];

    /// <summary>Its length in bytes; 0 when unknown.</summary>
    public int Length { get; private set; }

    /// <summary>Takes a text, without the blanks and quotes around it.</summary>
    public void Set(byte[] buffer, int offset, int count)
    {
        while (count > 0 && IsPadding(buffer[offset]))
        {
            offset++;
            count--;
        }

        while (count > 0 && IsPadding(buffer[offset + count - 1]))
        {
            count--;
        }

        Length = count > Bytes.Length ? Bytes.Length : count;
        Array.Copy(buffer, offset, Bytes, 0, Length);
    }

    /// <summary>Forgets the text.</summary>
    public void Clear() => Length = 0;

    private static bool IsPadding(byte value) => value == ' ' || value == '"';
}
