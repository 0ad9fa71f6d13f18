namespace Terminal.Agent;

/// <summary>Base64 (RFC 4648, section 4) from and to byte buffers.</summary>
public static class Base64
{
    private static readonly byte[] Letters =
        ByteCodec.Ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

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
        int end = bytesOffset + count - 2;
        int middle;
        int group;

        // Two groups a round spare some of the counting.
        while (at < end - 3)
        {
            middle = bytes[at + 1];
            group = (bytes[at] << 4) | (middle >> 4);
            buffer[offset] = letters[group >> 6];
            buffer[offset + 1] = letters[group & 63];
            group = ((middle & 15) << 8) | bytes[at + 2];
            buffer[offset + 2] = letters[group >> 6];
            buffer[offset + 3] = letters[group & 63];
            middle = bytes[at + 4];
            group = (bytes[at + 3] << 4) | (middle >> 4);
            buffer[offset + 4] = letters[group >> 6];
            buffer[offset + 5] = letters[group & 63];
            group = ((middle & 15) << 8) | bytes[at + 5];
            buffer[offset + 6] = letters[group >> 6];
            buffer[offset + 7] = letters[group & 63];
            at += 6;
            offset += 8;
        }

        if (at < end)
        {
            middle = bytes[at + 1];
            group = (bytes[at] << 4) | (middle >> 4);
            buffer[offset] = letters[group >> 6];
            buffer[offset + 1] = letters[group & 63];
            group = ((middle & 15) << 8) | bytes[at + 2];
            buffer[offset + 2] = letters[group >> 6];
            buffer[offset + 3] = letters[group & 63];
            at += 3;
            offset += 4;
        }

        int rest = bytesOffset + count - at;
        if (rest > 0)
        {
            group = (bytes[at] << 16) | (rest == 2 ? bytes[at + 1] << 8 : 0);
            buffer[offset] = letters[group >> 18];
            buffer[offset + 1] = letters[(group >> 12) & 63];
            buffer[offset + 2] = rest == 2 ? letters[(group >> 6) & 63] : (byte)'=';
            buffer[offset + 3] = (byte)'=';
            offset += 4;
        }

        return offset;
    }
}
