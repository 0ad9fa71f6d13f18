using System;

namespace Terminal.Agent.Journal;

/// <summary>
/// Which till asked for a transaction, and under which reference of its own (SPEC.md, Slots): what
/// tells a request that is repeated from a new one. A reference without characters is a till that
/// gives none.
/// </summary>
public sealed class TillReference
{
    /// <summary>
    /// Characters that are kept; of a longer reference its length and a hash too.
    /// </summary>
    public const int TextBytes = 22;

    /// <summary>Characters that are kept beside a refund, whose header names its sale.</summary>
    public const int RefundTextBytes = 13;

    private const int RefundHeadBytes = 5;
    private const int RefundSealAt = RefundHeadBytes + RefundTextBytes;
    private const int IdBytes = 8;

    private readonly byte[] _seal = new byte[IdBytes + RefundSealAt];
    private uint _crc;

    /// <summary>The till's number, 0 to 99; -1: no till.</summary>
    public int Number = -1;

    /// <summary>Length of the whole reference, 0 to 255.</summary>
    public int Length;

    /// <summary>Its first characters, zeros behind them.</summary>
    public readonly byte[] Text = new byte[TextBytes];

    /// <summary>How many of <see cref="Text"/> are known.</summary>
    public int TextLength { get; private set; }

    /// <summary>True when a till asked.</summary>
    public bool IsThere => Number >= 0;

    /// <summary>
    /// Till number + 1 in the top byte, the low 24 bits of the reference's CRC-32 below; 0: no
    /// till.
    /// </summary>
    public uint Hash => (uint)(Number + 1) << 24 | (_crc & 0xFFFFFF);

    /// <summary>Length, and 16 bits of the CRC-32 of <see cref="Text"/> from bit 16.</summary>
    public uint Mark => (uint)Length | Crc32.Compute(Text, 0, TextBytes) << 16;

    /// <summary>No till asked.</summary>
    public void Clear()
    {
        Number = -1;
        _crc = 0;
        Length = 0;
        TextLength = 0;
        Array.Clear(Text, 0, TextBytes);
    }

    /// <summary>Takes a till's number and reference.</summary>
    public void Set(int number, byte[] reference, int length)
    {
        Clear();
        Number = number;
        Length = length;
        _crc = Crc32.Compute(reference, 0, length);
        TextLength = length < TextBytes ? length : TextBytes;
        Array.Copy(reference, 0, Text, 0, TextLength);
    }

    /// <summary>True when both are the same, as far as the journal keeps them.</summary>
    public bool IsSame(TillReference other)
    {
        int known = TextLength < other.TextLength ? TextLength : other.TextLength;
        return Hash == other.Hash && Length == other.Length
            && ByteCodec.Same(Text, 0, other.Text, 0, known);
    }

    /// <summary>Takes what a sale's header and the slot's last bytes say.</summary>
    public void DecodeSale(uint hash, uint mark, byte[] slot, int textAt)
    {
        Clear();
        Number = (int)(hash >> 24) - 1;
        _crc = hash & 0xFFFFFF;
        Length = (int)(mark & 0xFF);
        if (!IsThere || (Crc32.Compute(slot, textAt, TextBytes) & 0xFFFF) != mark >> 16)
        {
            return;
        }

        TextLength = Length < TextBytes ? Length : TextBytes;
        Array.Copy(slot, textAt, Text, 0, TextLength);
    }

    /// <summary>Lays out the slot's last bytes.</summary>
    public void Encode(TransactionRecord record, byte[] slot, int textAt)
    {
        if (record.Kind == TransactionKind.Sale)
        {
            Array.Copy(Text, 0, slot, textAt, TextBytes);
            return;
        }

        ByteCodec.PutU32(slot, textAt, Hash);
        slot[textAt + 4] = (byte)Length;
        Array.Copy(Text, 0, slot, textAt + RefundHeadBytes, RefundTextBytes);
        ByteCodec.PutU32(
            slot, textAt + RefundSealAt, Seal(record.Boot, record.Sequence, slot, textAt));
    }

    /// <summary>
    /// Takes what the last bytes of a refund's slot say; what another transaction left there is
    /// nobody's.
    /// </summary>
    public void DecodeRefund(uint boot, uint sequence, byte[] slot, int textAt)
    {
        Clear();
        if (ByteCodec.GetU32(slot, textAt + RefundSealAt) != Seal(boot, sequence, slot, textAt))
        {
            return;
        }

        uint hash = ByteCodec.GetU32(slot, textAt);
        Number = (int)(hash >> 24) - 1;
        _crc = hash & 0xFFFFFF;
        Length = slot[textAt + 4];
        TextLength = Length < RefundTextBytes ? Length : RefundTextBytes;
        Array.Copy(slot, textAt + RefundHeadBytes, Text, 0, TextLength);
    }

    // Bound to the refund that it belongs to.
    private uint Seal(uint boot, uint sequence, byte[] slot, int textAt)
    {
        ByteCodec.PutU32(_seal, 0, boot);
        ByteCodec.PutU32(_seal, 4, sequence);
        Array.Copy(slot, textAt, _seal, IdBytes, RefundSealAt);
        return Crc32.Compute(_seal, 0, _seal.Length);
    }
}
