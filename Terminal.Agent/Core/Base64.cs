namespace Terminal.Agent;

/// <summary>Base64 (RFC 4648, section 4) from and to byte buffers.</summary>
public static class Base64
{
    private const byte Padding = (byte)'=';

    // Four times the alphabet, so that a byte's two highest bits need not be masked.
    private static readonly byte[] Letters = MakeLetters();

    /// <summary>
    /// How many characters <paramref name="count"/> bytes take, padding included.
    /// </summary>
    public static int Length(int count) => (count + 2) / 3 * 4;

    /// <summary>Writes <paramref name="count"/> bytes in base64 with padding.</summary>
    /// <returns>The offset after them.</returns>
    public static int Put(byte[] buffer, int offset, byte[] bytes, int bytesOffset, int count)
    {
        byte[] letters = Letters;
        int at = bytesOffset;
        int end = bytesOffset + count;
        int last = end - 6;
        int left;
        int middle;
        int right;

        // Two groups a round spare some of the counting.
        while (at <= last)
        {
            left = bytes[at];
            middle = bytes[at + 1];
            right = bytes[at + 2];
            buffer[offset] = letters[left >> 2];
            buffer[offset + 1] = letters[(byte)((left << 4) | (middle >> 4))];
            buffer[offset + 2] = letters[(byte)((middle << 2) | (right >> 6))];
            buffer[offset + 3] = letters[right];
            left = bytes[at + 3];
            middle = bytes[at + 4];
            right = bytes[at + 5];
            buffer[offset + 4] = letters[left >> 2];
            buffer[offset + 5] = letters[(byte)((left << 4) | (middle >> 4))];
            buffer[offset + 6] = letters[(byte)((middle << 2) | (right >> 6))];
            buffer[offset + 7] = letters[right];
            at += 6;
            offset += 8;
        }

        // What is left ends in a group of its own, or in one that zeros fill up.
        while (at < end)
        {
            int have = end - at;
            left = bytes[at];
            middle = have > 1 ? bytes[at + 1] : 0;
            right = have > 2 ? bytes[at + 2] : 0;
            buffer[offset] = letters[left >> 2];
            buffer[offset + 1] = letters[(byte)((left << 4) | (middle >> 4))];
            buffer[offset + 2] =
                have > 1 ? letters[(byte)((middle << 2) | (right >> 6))] : Padding;
            buffer[offset + 3] = have > 2 ? letters[right] : Padding;
            at += 3;
            offset += 4;
        }

        return offset;
    }

    private static byte[] MakeLetters()
    {
        byte[] alphabet = ByteCodec.Ascii(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
        var letters = new byte[256];
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = alphabet[i & 63];
        }

        return letters;
    }
}
