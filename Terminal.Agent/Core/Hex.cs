namespace Terminal.Agent;

/// <summary>Hexadecimal digits.</summary>
public static class Hex
{
    private static readonly byte[] Letters = ByteCodec.Ascii("0123456789ABCDEF");

    /// <summary>The value of an ASCII hexadecimal digit, or -1.</summary>
    public static int Digit(int value)
    {
        if (value >= '0' && value <= '9')
        {
            return value - '0';
        }

        if (value >= 'A' && value <= 'F')
        {
            return value - 'A' + 10;
        }

        return value >= 'a' && value <= 'f' ? value - 'a' + 10 : -1;
    }

    /// <summary>Writes bytes as upper-case hexadecimal.</summary>
    /// <returns>The offset after them.</returns>
    public static int Put(byte[] buffer, int offset, byte[] bytes, int count)
    {
        byte[] letters = Letters;
        for (int i = 0; i < count; i++)
        {
            int value = bytes[i];
            buffer[offset++] = letters[value >> 4];
            buffer[offset++] = letters[value & 15];
        }

        return offset;
    }
}
