using System;

namespace Terminal.Agent.Support;

/// <summary>
/// The bits of a case, highest first, and what makes characters of them: two bytes are a number
/// with three figures in base 41, the highest first, in the figures 0-9, A-Z, + - . / and colon.
/// All of them stand in a QR code's alphanumeric mode, and no shell takes one for its own.
/// </summary>
internal sealed class CaseBits
{
    private const int Base = 41;

    private static readonly byte[] Figures =
        ByteCodec.Ascii("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+-./:");

    private readonly byte[] _bytes = new byte[Limits.CaseBytesMax];
    private int _count;

    /// <summary>Begins an empty case.</summary>
    public void Start()
    {
        Array.Clear(_bytes, 0, _bytes.Length);
        _count = 0;
    }

    /// <summary>
    /// Adds a number; one that the bits cannot say becomes the highest that they can.
    /// </summary>
    public void Put(int value, int bits)
    {
        int most = (1 << bits) - 1;
        value = value < 0 || value > most ? most : value;
        while (--bits >= 0)
        {
            if (((value >> bits) & 1) != 0)
            {
                _bytes[_count >> 3] |= (byte)(0x80 >> (_count & 7));
            }

            _count++;
        }
    }

    /// <summary>Adds a number of ten figures, in 34 bits.</summary>
    public void PutTen(long value)
    {
        Put((int)(value >> 17), 17);
        Put((int)(value & 0x1FFFF), 17);
    }

    /// <summary>Adds yes or no.</summary>
    public void Put(bool isYes) => Put(isYes ? 1 : 0, 1);

    /// <summary>
    /// Fills up to whole bytes, an even number of them with the check, which is the lower half of
    /// their CRC-32, and writes the characters.
    /// </summary>
    /// <returns>The offset behind them.</returns>
    public int Write(byte[] into, int offset)
    {
        int count = (((_count + 7) >> 3) + 1) & ~1;
        ByteCodec.PutU16(_bytes, count, (int)(Crc32.Compute(_bytes, 0, count) & 0xFFFF));
        count += 2;
        for (int at = 0; at < count; at += 2)
        {
            int pair = (_bytes[at] << 8) | _bytes[at + 1];
            into[offset + 2] = Figures[pair % Base];
            pair /= Base;
            into[offset + 1] = Figures[pair % Base];
            into[offset] = Figures[pair / Base];
            offset += 3;
        }

        return offset;
    }
}
