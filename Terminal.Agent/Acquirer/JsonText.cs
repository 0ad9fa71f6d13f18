namespace Terminal.Agent.Acquirer;

/// <summary>The content of a JSON string (RFC 8259, section 7).</summary>
public static class JsonText
{
    private static readonly byte[] Digits = ByteCodec.Ascii("0123456789abcdef");

    /// <summary>
    /// Writes UTF-8 text with what must be escaped escaped; at most 6 bytes for each of its bytes.
    /// </summary>
    /// <returns>The offset after it.</returns>
    public static int Put(byte[] buffer, int offset, byte[] text, int length)
    {
        for (int i = 0; i < length; i++)
        {
            int value = text[i];
            if (value == '"' || value == '\\')
            {
                buffer[offset++] = (byte)'\\';
            }
            else if (value < ' ')
            {
                offset = PutControl(buffer, offset, value);
                continue;
            }

            buffer[offset++] = (byte)value;
        }

        return offset;
    }

    private static int PutControl(byte[] buffer, int offset, int value)
    {
        buffer[offset] = (byte)'\\';
        buffer[offset + 1] = (byte)'u';
        buffer[offset + 2] = (byte)'0';
        buffer[offset + 3] = (byte)'0';
        buffer[offset + 4] = Digits[value >> 4];
        buffer[offset + 5] = Digits[value & 15];
        return offset + 6;
    }
}
