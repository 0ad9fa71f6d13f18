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

        int rest = (int)value;
        do
        {
            int quotient = rest / 10;
            buffer[--at] = (byte)('0' + rest - (quotient * 10));
            rest = quotient;
        }
        while (at > offset);
        return end;
    }

    /// <summary>How many decimal digits a number of 0 or more takes, 1 to 19.</summary>
    public static int DecimalDigits(long value)
    {
        int digits = 1;
        while (value >= 10)
        {
            value /= 10;
            digits++;
        }

        return digits;
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

        long value = 0;
        for (int i = 0; i < count; i++)
        {
            int digit = buffer[offset + i] - '0';
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

        while (leftOffset < end)
        {
            if (left[leftOffset++] != right[rightOffset++])
            {
                return false;
            }
        }

        return true;
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
