using System;

namespace Terminal.Agent;

/// <summary>
/// How numbers and text stand in bytes: little-endian integers for NVRAM and frames, decimal ASCII
/// for wire bodies, console and screens. Nothing here allocates but <see cref="Ascii"/>, which is
/// for start-up.
/// </summary>
public static class ByteCodec
{
    /// <summary>Bytes of an ASCII text; for constants, at start-up only (it allocates).</summary>
    public static byte[] Ascii(string text)
    {
        var bytes = new byte[text.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)text[i];
        }

        return bytes;
    }

    /// <summary>Copies the whole of <paramref name="piece"/>.</summary>
    /// <returns>The offset after it.</returns>
    public static int Put(byte[] buffer, int offset, byte[] piece)
    {
        Array.Copy(piece, 0, buffer, offset, piece.Length);
        return offset + piece.Length;
    }

    /// <summary>Copies <paramref name="count"/> bytes of <paramref name="piece"/>.</summary>
    /// <returns>The offset after them.</returns>
    public static int Put(byte[] buffer, int offset, byte[] piece, int count)
    {
        Array.Copy(piece, 0, buffer, offset, count);
        return offset + count;
    }

    /// <summary>Writes a number of 0 or more in decimal, without leading zeros.</summary>
    /// <returns>The offset after it.</returns>
    public static int PutDecimal(byte[] buffer, int offset, long value)
    {
        int end = offset + DecimalDigits(value);
        int at = end;
        while (value > int.MaxValue)
        {
            long quotient = value / 10;
            buffer[--at] = (byte)('0' + (int)(value - (quotient * 10)));
            value = quotient;
        }

        // On the interpreter a division costs no more than any other instruction.
        int rest = (int)value;
        do
        {
            buffer[--at] = (byte)('0' + (rest % 10));
            rest /= 10;
        }
        while (at > offset);
        return end;
    }

    /// <summary>How many decimal digits a number of 0 or more takes, 1 to 19.</summary>
    public static int DecimalDigits(long value)
    {
        int digits = 1;
        while (value > 999_999_999)
        {
            value /= 10;
            digits++;
        }

        int rest = (int)value;
        if (rest >= 100_000)
        {
            rest /= 100_000;
            digits += 5;
        }

        return rest < 10 ? digits : rest < 100 ? digits + 1
            : rest < 1_000 ? digits + 2 : rest < 10_000 ? digits + 3 : digits + 4;
    }

    /// <summary>Reads a decimal number that fills the whole run.</summary>
    /// <returns>The number, or -1 when the run is empty, longer than 18 digits or not all
    /// digits.</returns>
    public static long GetDecimal(byte[] buffer, int offset, int count)
    {
        if (count < 1 || count > 18)
        {
            return -1;
        }

        // Nine digits fit 32 bits, which cost fewer instructions.
        int end = offset + count;
        int half = count > 9 ? offset + 9 : end;
        int low = 0;
        while (offset < half)
        {
            int digit = buffer[offset++] - '0';
            if ((uint)digit > 9)
            {
                return -1;
            }

            low = (low * 10) + digit;
        }

        long value = low;
        while (offset < end)
        {
            int digit = buffer[offset++] - '0';
            if ((uint)digit > 9)
            {
                return -1;
            }

            value = (value * 10) + digit;
        }

        return value;
    }

    /// <summary>True when the two runs hold the same bytes.</summary>
    public static bool Same(byte[] left, int leftOffset, byte[] right, int rightOffset, int count)
    {
        int end = leftOffset + count;
        if (count >= 8)
        {
            // The last piece may overlap the one before it.
            int last = end - 8;
            while (leftOffset < last)
            {
                if (BitConverter.ToInt64(left, leftOffset)
                    != BitConverter.ToInt64(right, rightOffset))
                {
                    return false;
                }

                leftOffset += 8;
                rightOffset += 8;
            }

            return BitConverter.ToInt64(left, last)
                == BitConverter.ToInt64(right, rightOffset - leftOffset + last);
        }

        if (count >= 4)
        {
            return BitConverter.ToInt32(left, leftOffset)
                    == BitConverter.ToInt32(right, rightOffset)
                && BitConverter.ToInt32(left, end - 4)
                    == BitConverter.ToInt32(right, rightOffset + count - 4);
        }

        if (count >= 2)
        {
            return BitConverter.ToUInt16(left, leftOffset)
                    == BitConverter.ToUInt16(right, rightOffset)
                && left[end - 1] == right[rightOffset + count - 1];
        }

        return count < 1 || left[leftOffset] == right[rightOffset];
    }

    /// <summary>Writes 16 bits, low byte first.</summary>
    public static void PutU16(byte[] buffer, int offset, int value)
    {
        buffer[offset] = (byte)value;
        buffer[offset + 1] = (byte)(value >> 8);
    }

    /// <summary>Reads 16 bits, low byte first.</summary>
    public static int GetU16(byte[] buffer, int offset) => BitConverter.ToUInt16(buffer, offset);

    /// <summary>Writes 32 bits, low byte first.</summary>
    public static void PutU32(byte[] buffer, int offset, uint value)
    {
        buffer[offset] = (byte)value;
        buffer[offset + 1] = (byte)(value >> 8);
        buffer[offset + 2] = (byte)(value >> 16);
        buffer[offset + 3] = (byte)(value >> 24);
    }

    /// <summary>Reads 32 bits, low byte first.</summary>
    public static uint GetU32(byte[] buffer, int offset) =>
        (uint)BitConverter.ToInt32(buffer, offset);
}
