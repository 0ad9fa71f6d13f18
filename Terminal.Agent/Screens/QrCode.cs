using System;

namespace Terminal.Agent.Screens;

/// <summary>
/// A QR code (ISO/IEC 18004, model 2) in the smallest of the versions 1 to 3 that holds the text:
/// larger ones have no room on 64 rows at two pixels a module. All buffers are fixed; an encoder
/// serves any number of texts. A row of modules is an integer, bit 0 its left end, so that masks
/// and penalties take a whole row at once.
/// </summary>
public sealed class QrCode
{
    /// <summary>Modules on a side of the largest version.</summary>
    public const int ModulesMax = 29;

    private const int VersionMax = 3;
    private const int CodewordsMax = 70;
    private const int CheckBytesMax = 26;

    private const int MaskCount = 8;

    /// <summary>Every mask repeats itself after so many rows.</summary>
    private const int MaskRows = 12;

    /// <summary>The column and the row of the timing patterns.</summary>
    private const int Timing = 6;

    /// <summary>Modules on a side of a finder pattern with its separator.</summary>
    private const int FinderModules = 8;

    private const int ModeBits = 4;
    private const int AlphanumericCountBits = 9;
    private const int ByteCountBits = 8;
    private const int PairBits = 11;
    private const int SingleBits = 6;
    private const int AlphanumericBase = 45;

    /// <summary>x^8 + x^4 + x^3 + x^2 + 1, the field of the check bytes.</summary>
    private const int FieldPolynomial = 0x11D;

    private const int FormatPolynomial = 0x537;
    private const int FormatPattern = 0x5412;
    private const int FormatBits = 15;
    private const int FormatCheckBits = 10;

    // The standard's penalties N1 to N4.
    private const int RunPenalty = 3;
    private const int BlockPenalty = 3;
    private const int FinderPenalty = 40;
    private const int BalancePenalty = 10;

    /// <summary>Code words of the versions.</summary>
    private static readonly byte[] Codewords = { 26, 44, 70 };

    /// <summary>Check bytes of the versions at level L, then at level M.</summary>
    private static readonly byte[] CheckBytes = { 7, 10, 15, 10, 16, 26 };

    private static readonly byte[] Symbols = ByteCodec.Ascii(" $%*+-./:");
    private static readonly byte[] SymbolValues = { 36, 37, 38, 39, 40, 41, 42, 43, 44 };

    /// <summary>
    /// A finder pattern, row by row, and the alignment pattern of versions 2 and 3.
    /// </summary>
    private static readonly byte[] Finder = { 0x7F, 0x41, 0x5D, 0x5D, 0x5D, 0x41, 0x7F };
    private static readonly byte[] Alignment = { 0x1F, 0x11, 0x15, 0x11, 0x1F };

    /// <summary>Powers of two in the field, twice over, and their logarithms.</summary>
    private static readonly byte[] Powers = BuildPowers();
    private static readonly byte[] Logarithms = BuildLogarithms(Powers);

    /// <summary>The rows of each mask, one mask after the other.</summary>
    private static readonly int[] Masks = BuildMasks();

    /// <summary>Code words: data, then check bytes.</summary>
    private readonly byte[] _codewords = new byte[CodewordsMax];

    /// <summary>The divisor of the check bytes, without its leading 1.</summary>
    private readonly byte[] _divisor = new byte[CheckBytesMax];

    /// <summary>Modules that are the same for every text, or hold the format.</summary>
    private readonly int[] _fixed = new int[ModulesMax];

    /// <summary>The fixed patterns and the unmasked text; no format.</summary>
    private readonly int[] _plain = new int[ModulesMax];

    /// <summary>The code under one mask, with its format.</summary>
    private readonly int[] _rows = new int[ModulesMax];

    /// <summary>Bits written so far.</summary>
    private int _bitCount;

    private QrLevel _level;

    /// <summary>Modules on a side; 0 while there is no code.</summary>
    public int Modules { get; private set; }

    /// <summary>1 to 3; 0 while there is no code.</summary>
    public int Version { get; private set; }

    /// <summary>The mask that the penalties have chosen, 0 to 7.</summary>
    public int Mask { get; private set; }

    /// <summary>Makes the code of a text; after a failure there is none.</summary>
    /// <param name="text">The text's bytes.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="mode">How it is packed.</param>
    /// <param name="level">How much of the code may be unreadable.</param>
    public QrResult Encode(byte[] text, int offset, int count, QrMode mode, QrLevel level)
    {
        Modules = 0;
        Version = 0;
        _level = level;
        int version = VersionFor(count, mode, level);
        if (version == 0)
        {
            return QrResult.TooLong;
        }

        int checkBytes = CheckBytesOf(version, level);
        int dataBytes = Codewords[version - 1] - checkBytes;
        if (!WriteText(text, offset, count, mode))
        {
            return QrResult.BadCharacter;
        }

        Pad(dataBytes);
        BuildDivisor(checkBytes);
        WriteCheck(dataBytes, checkBytes);
        Version = version;
        Modules = 17 + (4 * version);
        DrawFixed();
        DrawText();
        ChooseMask();
        return QrResult.Done;
    }

    /// <summary>True when a module is dark; those outside the code are light.</summary>
    public bool IsDark(int row, int column) =>
        row >= 0 && row < Modules && column >= 0 && column < Modules
        && ((_rows[row] >> column) & 1) != 0;

    /// <summary>A row of modules: bit 0 is the left one, set is dark.</summary>
    public int Row(int row) => _rows[row];

    /// <summary>The smallest version that holds a text; 0 when none does.</summary>
    private static int VersionFor(int count, QrMode mode, QrLevel level)
    {
        int bits = ModeBits + (mode == QrMode.Byte
            ? ByteCountBits + (8 * count)
            : AlphanumericCountBits + (PairBits * (count >> 1)) + (SingleBits * (count & 1)));
        for (int version = 1; version <= VersionMax; version++)
        {
            if (bits <= 8 * (Codewords[version - 1] - CheckBytesOf(version, level)))
            {
                return version;
            }
        }

        return 0;
    }

    private static int CheckBytesOf(int version, QrLevel level) =>
        CheckBytes[version - 1 + (level == QrLevel.Low ? 0 : VersionMax)];

    /// <summary>Writes mode, length and text.</summary>
    /// <returns>False when the mode cannot say one of the bytes.</returns>
    private bool WriteText(byte[] text, int offset, int count, QrMode mode)
    {
        Array.Clear(_codewords, 0, _codewords.Length);
        _bitCount = 0;
        Write((int)mode, ModeBits);
        int end = offset + count;
        if (mode == QrMode.Byte)
        {
            Write(count, ByteCountBits);
            while (offset < end)
            {
                Write(text[offset++], 8);
            }

            return true;
        }

        Write(count, AlphanumericCountBits);
        while (offset < end)
        {
            int value = ValueOf(text[offset++]);
            int second = offset < end ? ValueOf(text[offset]) : 0;
            if (value < 0 || second < 0)
            {
                return false;
            }

            if (offset++ < end)
            {
                Write((value * AlphanumericBase) + second, PairBits);
            }
            else
            {
                Write(value, SingleBits);
            }
        }

        return true;
    }

    private void Write(int value, int bits)
    {
        while (--bits >= 0)
        {
            if (((value >> bits) & 1) != 0)
            {
                _codewords[_bitCount >> 3] |= (byte)(0x80 >> (_bitCount & 7));
            }

            _bitCount++;
        }
    }

    /// <summary>The value of a character in alphanumeric mode; -1 when it has none.</summary>
    private static int ValueOf(byte character)
    {
        if (character >= '0' && character <= '9')
        {
            return character - '0';
        }

        if (character >= 'A' && character <= 'Z')
        {
            return character - 'A' + 10;
        }

        for (int i = 0; i < Symbols.Length; i++)
        {
            if (Symbols[i] == character)
            {
                return SymbolValues[i];
            }
        }

        return -1;
    }

    /// <summary>
    /// Behind the text: up to four zero bits, zeros to the byte's end, then 0xEC and 0x11 in turn.
    /// </summary>
    private void Pad(int dataBytes)
    {
        int bits = _bitCount + ModeBits;
        int at = bits > 8 * dataBytes ? dataBytes : (bits + 7) >> 3;
        for (byte pad = 0xEC; at < dataBytes; at++)
        {
            _codewords[at] = pad;
            pad ^= 0xEC ^ 0x11;
        }
    }

    /// <summary>The product of (x - 2^i), one for each check byte, i from 0.</summary>
    private void BuildDivisor(int checkBytes)
    {
        byte[] divisor = _divisor;
        Array.Clear(divisor, 0, checkBytes);
        divisor[checkBytes - 1] = 1;
        for (int root = 0; root < checkBytes; root++)
        {
            for (int i = 0; i < checkBytes; i++)
            {
                byte value = divisor[i];
                int product = value == 0 ? 0 : Powers[Logarithms[value] + root];
                divisor[i] = (byte)(i + 1 < checkBytes ? product ^ divisor[i + 1] : product);
            }
        }
    }

    /// <summary>Writes the remainder of the data behind it.</summary>
    private void WriteCheck(int dataBytes, int checkBytes)
    {
        byte[] codewords = _codewords;
        byte[] divisor = _divisor;
        Array.Clear(codewords, dataBytes, checkBytes);
        for (int i = 0; i < dataBytes; i++)
        {
            // The remainder stands in a ring behind the data, its leading byte at i % checkBytes.
            int lead = i % checkBytes;
            int factor = codewords[i] ^ codewords[dataBytes + lead];
            codewords[dataBytes + lead] = 0;
            if (factor == 0)
            {
                continue;
            }

            int log = Logarithms[factor];
            int at = lead;
            for (int k = 0; k < checkBytes; k++)
            {
                at = at + 1 == checkBytes ? 0 : at + 1;
                byte value = divisor[k];
                if (value != 0)
                {
                    codewords[dataBytes + at] ^= Powers[Logarithms[value] + log];
                }
            }
        }

        Unroll(dataBytes, checkBytes, dataBytes % checkBytes);
    }

    /// <summary>Turns the ring until its leading byte is the first.</summary>
    private void Unroll(int dataBytes, int checkBytes, int lead)
    {
        Array.Copy(_codewords, dataBytes, _divisor, 0, checkBytes);
        Array.Copy(_divisor, lead, _codewords, dataBytes, checkBytes - lead);
        Array.Copy(_divisor, 0, _codewords, dataBytes + checkBytes - lead, lead);
    }

    /// <summary>Finders, timing, alignment, and the places of the format.</summary>
    private void DrawFixed()
    {
        int modules = Modules;
        int far = modules - FinderModules;
        int all = (1 << modules) - 1;
        int corners = 0x1FF | (0xFF << far);
        for (int row = 0; row < modules; row++)
        {
            _fixed[row] = row == Timing ? all
                : row <= FinderModules ? corners
                : row >= far ? 0x1FF
                : 1 << Timing;
            _plain[row] = (row & 1) == 0 ? 1 << Timing : 0;
        }

        _plain[Timing] = 0x55555555 & all;
        for (int row = 0; row < FinderModules; row++)
        {
            int finder = row < Finder.Length ? Finder[row] : 0;
            int corner = ~(0xFF | (0xFF << far));
            _plain[row] = (_plain[row] & corner) | finder | (finder << (far + 1));
            int below = modules - 1 - row;
            _plain[below] = (_plain[below] & ~0xFF) | finder;
        }

        _plain[far] |= 1 << FinderModules;
        if (Version > 1)
        {
            int corner = far - 1;
            for (int row = 0; row < Alignment.Length; row++)
            {
                _fixed[corner + row] |= 0x1F << corner;
                _plain[corner + row] |= Alignment[row] << corner;
            }
        }
    }

    /// <summary>
    /// The code words' bits, in pairs of columns from the right, upwards first; what is left over
    /// stays light.
    /// </summary>
    private void DrawText()
    {
        byte[] codewords = _codewords;
        int modules = Modules;
        int bit = 0;
        int bits = 8 * Codewords[Version - 1];
        bool isUpward = true;
        for (int right = modules - 1; right > 0; right -= 2)
        {
            right -= right == Timing ? 1 : 0;
            for (int i = 0; i < modules; i++)
            {
                int row = isUpward ? modules - 1 - i : i;
                int open = ~_fixed[row];
                for (int column = right; column >= right - 1; column--)
                {
                    if (((open >> column) & 1) != 0 && bit < bits)
                    {
                        int dark = (codewords[bit >> 3] >> (7 - (bit & 7))) & 1;
                        _plain[row] |= dark << column;
                        bit++;
                    }
                }
            }

            isUpward = !isUpward;
        }
    }

    private void ChooseMask()
    {
        int least = int.MaxValue;
        for (int mask = 0; mask < MaskCount; mask++)
        {
            Apply(mask);
            int penalty = Penalty(least);
            if (penalty < least)
            {
                least = penalty;
                Mask = mask;
            }
        }

        Apply(Mask);
    }

    /// <summary>Masks the text and writes the format that says so.</summary>
    private void Apply(int mask)
    {
        int[] rows = _rows;
        int[] plain = _plain;
        int modules = Modules;
        int all = (1 << modules) - 1;
        int at = mask * MaskRows;
        int end = at + MaskRows;
        for (int row = 0; row < modules; row++)
        {
            rows[row] = plain[row] ^ (Masks[at++] & ~_fixed[row] & all);
            at = at == end ? at - MaskRows : at;
        }

        int format = Format(((int)_level << 3) | mask);
        for (int bit = 0; bit < FormatBits; bit++)
        {
            int dark = (format >> bit) & 1;

            // Once around the top left finder: down its right side, then leftwards beneath it.
            int row = bit < Timing ? bit : bit < 8 ? bit + 1 : FinderModules;
            int column = bit < 8 ? FinderModules : bit == 8 ? 7 : 14 - bit;
            rows[row] |= dark << column;

            // And once at the two others: leftwards beneath the right one, down beside the lower.
            row = bit < 8 ? FinderModules : modules - FormatBits + bit;
            column = bit < 8 ? modules - 1 - bit : FinderModules;
            rows[row] |= dark << column;
        }
    }

    /// <summary>The level and the mask with their check bits.</summary>
    private static int Format(int data)
    {
        int value = data << FormatCheckBits;
        for (int bit = FormatBits - 1; bit >= FormatCheckBits; bit--)
        {
            if (((value >> bit) & 1) != 0)
            {
                value ^= FormatPolynomial << (bit - FormatCheckBits);
            }
        }

        return ((data << FormatCheckBits) | value) ^ FormatPattern;
    }

    /// <summary>How hard the code in <see cref="_rows"/> is to read, by the standard.</summary>
    /// <param name="least">One that is as hard as this is looked at no further.</param>
    private int Penalty(int least)
    {
        int[] rows = _rows;
        int modules = Modules;
        int all = (1 << modules) - 1;
        int penalty = 0;
        int dark = 0;
        int runsAbove = 0;
        for (int row = 0; row < modules && penalty < least; row++)
        {
            int here = rows[row];
            dark += Count(here);

            // Bit n: module n is as its right neighbour; five alike are four of these in a row.
            int alike = ~(here ^ (here >> 1)) & (all >> 1);
            int runs = alike & (alike >> 1);
            runs &= runs >> 2;
            penalty += Count(runs) + ((RunPenalty - 1) * Count(runs & ~(runs << 1)));
            penalty += FinderPenalty * Count(FindersIn(here, all));
            if (row + 1 == modules)
            {
                break;
            }

            // The same downwards: bit n belongs to column n.
            int below = rows[row + 1];
            int alikeBelow = ~(here ^ below) & all;
            penalty += BlockPenalty
                * Count(alike & alikeBelow & (alikeBelow >> 1));
            if (row + 4 < modules)
            {
                runs = alikeBelow & ~(below ^ rows[row + 2]) & ~(below ^ rows[row + 3])
                    & ~(below ^ rows[row + 4]);
                penalty += Count(runs) + ((RunPenalty - 1) * Count(runs & ~runsAbove));
                runsAbove = runs;
            }

            if (row + Finder.Length <= modules)
            {
                penalty += FinderPenalty * Count(FindersBelow(row, all));
            }
        }

        int total = modules * modules;
        int off = (dark * 2) - total;
        return penalty + (BalancePenalty * ((off < 0 ? -off : off) * 10 / total));
    }

    /// <summary>
    /// Where a row looks like a finder: 1011101 with four light modules before or behind.
    /// </summary>
    private static int FindersIn(int row, int all)
    {
        int light = ~row & all;
        int found = row & (light >> 1) & (row >> 2) & (row >> 3) & (row >> 4) & (light >> 5)
            & (row >> 6);
        if (found == 0)
        {
            return 0;
        }

        int fourLight = light & (light >> 1);
        fourLight &= fourLight >> 2;
        return found & ((fourLight << 4) | (fourLight >> 7));
    }

    /// <summary>The columns in which one begins in a row, downwards.</summary>
    private int FindersBelow(int row, int all)
    {
        int[] rows = _rows;
        int found = rows[row] & ~rows[row + 1] & rows[row + 2] & rows[row + 3] & rows[row + 4]
            & ~rows[row + 5] & rows[row + 6] & all;
        if (found == 0)
        {
            return 0;
        }

        int darkBefore = row < 4 ? all
            : rows[row - 1] | rows[row - 2] | rows[row - 3] | rows[row - 4];
        int darkBehind = row + 11 > Modules ? all
            : rows[row + 7] | rows[row + 8] | rows[row + 9] | rows[row + 10];
        return found & ~(darkBefore & darkBehind);
    }

    /// <summary>How many bits are set.</summary>
    private static int Count(int bits)
    {
        bits -= (bits >> 1) & 0x55555555;
        bits = (bits & 0x33333333) + ((bits >> 2) & 0x33333333);
        return (((bits + (bits >> 4)) & 0x0F0F0F0F) * 0x01010101) >> 24;
    }

    private static byte[] BuildPowers()
    {
        var powers = new byte[2 * 255];
        int value = 1;
        for (int i = 0; i < powers.Length; i++)
        {
            powers[i] = (byte)value;
            value <<= 1;
            value ^= value > 0xFF ? FieldPolynomial : 0;
        }

        return powers;
    }

    private static byte[] BuildLogarithms(byte[] powers)
    {
        var logarithms = new byte[256];
        for (int i = 0; i < 255; i++)
        {
            logarithms[powers[i]] = (byte)i;
        }

        return logarithms;
    }

    private static int[] BuildMasks()
    {
        var masks = new int[MaskCount * MaskRows];
        for (int i = 0; i < masks.Length; i++)
        {
            for (int column = 0; column < ModulesMax; column++)
            {
                if (IsMasked(i / MaskRows, i % MaskRows, column))
                {
                    masks[i] |= 1 << column;
                }
            }
        }

        return masks;
    }

    private static bool IsMasked(int mask, int row, int column)
    {
        int product = row * column;
        switch (mask)
        {
            case 0:
                return ((row + column) & 1) == 0;
            case 1:
                return (row & 1) == 0;
            case 2:
                return column % 3 == 0;
            case 3:
                return (row + column) % 3 == 0;
            case 4:
                return (((row >> 1) + (column / 3)) & 1) == 0;
            case 5:
                return (product & 1) + (product % 3) == 0;
            case 6:
                return (((product & 1) + (product % 3)) & 1) == 0;
            default:
                return ((((row + column) & 1) + (product % 3)) & 1) == 0;
        }
    }
}
