using System;

namespace Terminal.Agent.Modem;

/// <summary>
/// The fields of a line: after the colon, separated by commas, quotes around texts.
/// </summary>
public static class AtFields
{
    // Boxed once: what the native search looks for.
    private static readonly object Colon = (byte)':';

    /// <summary>Where the fields begin: behind the first colon, or at the line's start.</summary>
    public static int Begin(byte[] buffer, int offset, int length)
    {
        int at = Array.IndexOf(buffer, Colon, offset, length);
        return at < 0 ? offset : at + 1;
    }

    /// <summary>
    /// Where field <paramref name="index"/> begins, blanks skipped; -1 when there is none.
    /// </summary>
    public static int Find(byte[] buffer, int offset, int length, int index)
    {
        int end = offset + length;
        int at = Begin(buffer, offset, length);
        bool isQuoted = false;
        while (index > 0 && at < end)
        {
            byte value = buffer[at++];
            if (value == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (value == ',' && !isQuoted)
            {
                index--;
            }
        }

        while (at < end && buffer[at] == ' ')
        {
            at++;
        }

        return index == 0 && at < end ? at : -1;
    }

    /// <summary>
    /// Field <paramref name="index"/> as a number of at most 9 digits; -1 when it is none.
    /// </summary>
    public static int Number(byte[] buffer, int offset, int length, int index)
    {
        int at = Find(buffer, offset, length, index);
        return at < 0 ? -1 : NumberAt(buffer, at, offset + length);
    }

    /// <summary>The field that begins at an offset, as a number; -1 when it is none.</summary>
    public static int NumberAt(byte[] buffer, int at, int end)
    {
        while (at < end && buffer[at] == ' ')
        {
            at++;
        }

        int value = 0;
        int digits = 0;
        while (at < end && buffer[at] >= '0' && buffer[at] <= '9')
        {
            if (++digits > 9)
            {
                return -1;
            }

            value = (value * 10) + buffer[at++] - '0';
        }

        return digits == 0 || (at < end && buffer[at] != ',' && buffer[at] != ' ') ? -1 : value;
    }

    /// <summary>
    /// Takes field <paramref name="index"/> without its quotes; clears the text when there is none.
    /// </summary>
    public static void Take(byte[] buffer, int offset, int length, int index, ModemText text)
    {
        int at = Find(buffer, offset, length, index);
        if (at < 0)
        {
            text.Clear();
            return;
        }

        int end = offset + length;
        byte stop = (byte)',';
        if (buffer[at] == '"')
        {
            stop = (byte)'"';
            at++;
        }

        int count = 0;
        while (at + count < end && buffer[at + count] != stop)
        {
            count++;
        }

        text.Set(buffer, at, count);
    }

    /// <summary>Writes a text in quotes, as commands take it.</summary>
    /// <returns>The offset after it.</returns>
    public static int PutQuoted(byte[] buffer, int offset, byte[] text, int count)
    {
        buffer[offset++] = (byte)'"';
        offset = ByteCodec.Put(buffer, offset, text, count);
        buffer[offset++] = (byte)'"';
        return offset;
    }

    /// <summary>True when the fields begin with <paramref name="word"/>.</summary>
    public static bool BeginsWith(byte[] buffer, int offset, int length, byte[] word)
    {
        int at = Find(buffer, offset, length, 0);
        return at >= 0 && offset + length - at >= word.Length
            && ByteCodec.Same(buffer, at, word, 0, word.Length);
    }
}
