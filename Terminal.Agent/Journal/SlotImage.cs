using System;

namespace Terminal.Agent.Journal;

/// <summary>
/// The bytes of one slot in RAM, and what they say: the only place that knows how a record is laid
/// out (SPEC.md, Slots). The body stands right before the header, so that body, seal mark and
/// header are one write; everything that mounting must see stands in one run, the head.
/// </summary>
public sealed class SlotImage
{
    /// <summary>
    /// End of the body (key serial number, then sealed payload); it grows towards 0.
    /// </summary>
    public const int BodyEnd = 0x10F;

    /// <summary>Longest body in bytes.</summary>
    public const int BodyBytesMax = Limits.KsnBytesMax + Limits.SealedBytesMax;

    /// <summary>
    /// The seal mark: not zero while the body is not erased. First byte of the head.
    /// </summary>
    public const int SealMark = BodyEnd;

    /// <summary>Value of the seal mark over a body.</summary>
    public const byte Sealed = 0xA5;

    /// <summary>Value of the seal mark while mounting frees a half overwritten record.</summary>
    public const byte BeingFreed = 0x5A;

    /// <summary>Offset of the header.</summary>
    public const int Header = 0x110;

    /// <summary>Bytes of the header with its CRC.</summary>
    public const int HeaderBytes = 45;

    /// <summary>Offset of state cell 0; cell 1 follows.</summary>
    public const int Cell = 0x140;

    /// <summary>Bytes of a state cell with its CRC.</summary>
    public const int CellBytes = 30;

    /// <summary>Offset of payment id field 0; field 1 follows.</summary>
    public const int Id = 0x17C;

    /// <summary>Bytes of a payment id field with its CRC.</summary>
    public const int IdBytes = Limits.PaymentIdBytesMax + 4;

    /// <summary>Bytes of the head: seal mark, header, cells, ids.</summary>
    public const int HeadBytes = Id + (2 * IdBytes) - SealMark;

    /// <summary>Bit of a cell's id reference that names field 1.</summary>
    public const int IdSecondField = 0x80;

    /// <summary>Offset of refund baseline field 0; field 1 follows, behind the head.</summary>
    public const int Baseline = Id + (2 * IdBytes);

    /// <summary>Bytes of a refund baseline field with its CRC.</summary>
    public const int BaselineBytes = 22;

    /// <summary>Offset of what is kept of a till's reference: the slot's last bytes.</summary>
    public const int TillText = Baseline + (2 * BaselineBytes);

    private const int CrcBytes = 4;

    /// <summary>The slot as it stands in NVRAM, as far as it has been read.</summary>
    public readonly byte[] Bytes = new byte[Limits.SlotBytes];

    /// <summary>The cell that counts, 0 or 1; -1 when none is sound.</summary>
    public int Newest { get; private set; }

    /// <summary>True when the other cell is sound too.</summary>
    public bool OtherSound { get; private set; }

    /// <summary>True when the header is sound.</summary>
    public bool HeaderSound { get; private set; }

    /// <summary>
    /// Which parts were put right in RAM: bits 0 and 1 the cells, bit 2 the header.
    /// </summary>
    public int RepairedParts { get; private set; }

    /// <summary>True when the body has not been erased.</summary>
    public bool IsSealed => Bytes[SealMark] != 0;

    /// <summary>True when the seal mark is whole.</summary>
    public bool HasSealMark => Bytes[SealMark] == Sealed;

    /// <summary>True when an earlier mount had begun to free the slot.</summary>
    public bool IsBeingFreed => Bytes[SealMark] == BeingFreed;

    /// <summary>Boot counter in the header.</summary>
    public uint HeaderBoot => ByteCodec.GetU32(Bytes, Header);

    /// <summary>Sequence in the header.</summary>
    public uint HeaderSequence => ByteCodec.GetU32(Bytes, Header + 4);

    /// <summary>Boot counter in the cell that counts.</summary>
    public uint CellBoot => ByteCodec.GetU32(Bytes, CellAt(Newest));

    /// <summary>Sequence in the cell that counts.</summary>
    public uint CellSequence => ByteCodec.GetU32(Bytes, CellAt(Newest) + 4);

    /// <summary>Number of the cell's write, modulo 256.</summary>
    public byte CellCounter => Bytes[CellAt(Newest) + 8];

    /// <summary>State in the cell that counts.</summary>
    public TransactionState CellState => (TransactionState)Bytes[CellAt(Newest) + 9];

    /// <summary>Flags in the cell that counts.</summary>
    public int CellFlags => ByteCodec.GetU16(Bytes, CellAt(Newest) + 10);

    /// <summary>Payment id of the cell that counts: length, and the field; 0 when none.</summary>
    public int CellIdReference => Bytes[CellAt(Newest) + 12];

    /// <summary>Which baseline field the cell refers to, 1 or 2; 0 for none.</summary>
    public int CellBaselineReference => Bytes[CellAt(Newest) + 13];

    /// <summary>HTTP status in the cell that counts.</summary>
    public int CellHttpStatus => ByteCodec.GetU16(Bytes, CellAt(Newest) + 14);

    /// <summary>Response code in the cell that counts, as two bytes.</summary>
    public int CellResponseCode => ByteCodec.GetU16(Bytes, CellAt(Newest) + 16);

    /// <summary>UTC seconds in the cell that counts.</summary>
    public uint CellUtcSeconds => ByteCodec.GetU32(Bytes, CellAt(Newest) + 18);

    /// <summary>UTC seconds at which the last byte of a request may have left.</summary>
    public uint CellSentUtcSeconds => ByteCodec.GetU32(Bytes, CellAt(Newest) + 22);

    /// <summary>True when header and the cell that counts belong to the same transaction.</summary>
    public bool IsBound => HeaderSound && ByteCodec.Same(Bytes, Header, Bytes, CellAt(Newest), 8);

    /// <summary>Flags that the record was appended with.</summary>
    public int HeaderFlags => Bytes[Header + 10];

    /// <summary>Amount in cents.</summary>
    public int AmountCents => (int)ByteCodec.GetU32(Bytes, Header + 21);

    /// <summary>Index of the currency, -1 when it is not known.</summary>
    public int Currency => Currencies.IndexOf(Bytes, Header + 14);

    /// <summary>UTC seconds of the append.</summary>
    public uint CreatedUtcSeconds => ByteCodec.GetU32(Bytes, Header + 25);

    /// <summary>A refund's sale's boot counter, or the hash of a sale's till reference.</summary>
    public uint OriginalBoot => ByteCodec.GetU32(Bytes, Header + 29);

    /// <summary>Length of the body as the header has it.</summary>
    public int BodyBytes => Bytes[Header + 11] + ByteCodec.GetU16(Bytes, Header + 12);

    /// <summary>Offset of a state cell in the slot.</summary>
    public static int CellAt(int cell) => Cell + (cell * CellBytes);

    /// <summary>Offset of the payment id field that a cell refers to.</summary>
    public static int IdAt(int reference) =>
        (reference & IdSecondField) != 0 ? Id + IdBytes : Id;

    /// <summary>
    /// Makes the image of a slot that never held anything: header 0-0, two free cells.
    /// </summary>
    public void Blank()
    {
        Array.Clear(Bytes, 0, Bytes.Length);
        BlankHeader();
        Bytes[CellAt(1) + 8] = 1;
        Crc32.Seal(Bytes, CellAt(0), CellBytes - CrcBytes);
        Crc32.Seal(Bytes, CellAt(1), CellBytes - CrcBytes);
    }

    /// <summary>The header of a slot that was never used.</summary>
    public void BlankHeader()
    {
        Array.Clear(Bytes, Header, HeaderBytes);
        Crc32.Seal(Bytes, Header, HeaderBytes - CrcBytes);
    }

    /// <summary>
    /// Looks at the head just read: which parts are sound, putting right one or two flipped bits.
    /// </summary>
    public void Inspect()
    {
        RepairedParts = 0;
        bool first = CheckCell(0);
        bool second = CheckCell(1);
        OtherSound = first && second;
        Newest = first ? 0 : second ? 1 : -1;
        if (OtherSound && (sbyte)(Bytes[CellAt(1) + 8] - Bytes[CellAt(0) + 8]) > 0)
        {
            Newest = 1;
        }

        HeaderSound = IsSound(Header, HeaderBytes, 4) && FieldsInRange();
        DropNeverWritten();
    }

    /// <summary>
    /// True when the body just read is the header's; one flipped bit in it is put right.
    /// </summary>
    public bool CheckBody()
    {
        int count = BodyBytes;
        uint stored = ByteCodec.GetU32(Bytes, Header + 37);
        return Crc32.Compute(Bytes, BodyEnd - count, count) == stored
            || Crc32.Repair(Bytes, BodyEnd - count, count, stored, false);
    }

    /// <summary>
    /// True when the payment id that the reference names is sound; flipped bits are put right.
    /// </summary>
    public bool CheckId(int reference) => reference == 0 || IsSound(IdAt(reference), IdBytes, 0);

    /// <summary>True when every field of a record that is to be appended is in range.</summary>
    public static bool IsValid(TransactionRecord record) =>
        (record.Kind == TransactionKind.Refund
            || (record.Kind == TransactionKind.Sale && record.SealedLength > 0))
        && record.AmountCents > 0 && record.AmountCents <= Limits.AmountCentsCeiling
        && record.KsnLength >= 0 && record.KsnLength <= Limits.KsnBytesMax
        && record.SealedLength >= 0 && record.SealedLength <= Limits.SealedBytesMax
        && record.CreatedUtcSeconds >= 0 && record.CreatedUtcSeconds <= uint.MaxValue
        && (record.Flags & ~TransactionFlags.OfAppend) == 0
        && Currencies.IndexOf(record.Currency, 0) >= 0;

    /// <summary>Lays out body, seal mark and header of a valid record with its ids.</summary>
    /// <returns>The offset of the first byte; the run ends with the header.</returns>
    public int Encode(TransactionRecord record)
    {
        int start = BodyEnd - record.KsnLength - record.SealedLength;
        int at = ByteCodec.Put(Bytes, start, record.Ksn, record.KsnLength);
        ByteCodec.Put(Bytes, at, record.Sealed, record.SealedLength);
        Bytes[SealMark] = Sealed;
        ByteCodec.PutU32(Bytes, Header, record.Boot);
        ByteCodec.PutU32(Bytes, Header + 4, record.Sequence);
        Bytes[Header + 8] = (byte)record.Kind;
        Bytes[Header + 9] = (byte)record.EntryMode;
        Bytes[Header + 10] = (byte)record.Flags;
        Bytes[Header + 11] = (byte)record.KsnLength;
        ByteCodec.PutU16(Bytes, Header + 12, record.SealedLength);
        ByteCodec.Put(Bytes, Header + 14, record.Currency);
        ByteCodec.Put(Bytes, Header + 17, record.Last4);
        ByteCodec.PutU32(Bytes, Header + 21, (uint)record.AmountCents);
        ByteCodec.PutU32(Bytes, Header + 25, (uint)record.CreatedUtcSeconds);
        ByteCodec.PutU32(Bytes, Header + 29, record.OriginalBoot);
        ByteCodec.PutU32(Bytes, Header + 33, record.OriginalSequence);
        ByteCodec.PutU32(Bytes, Header + 37, Crc32.Compute(Bytes, start, BodyEnd - start));
        Crc32.Seal(Bytes, Header, HeaderBytes - CrcBytes);
        return start;
    }

    /// <summary>Lays out a state cell.</summary>
    /// <returns>The offset of its first byte.</returns>
    public int EncodeCell(
        int cell, uint boot, uint sequence, int counter, TransactionState state, int flags)
    {
        int at = CellAt(cell);
        Array.Clear(Bytes, at, CellBytes);
        ByteCodec.PutU32(Bytes, at, boot);
        ByteCodec.PutU32(Bytes, at + 4, sequence);
        Bytes[at + 8] = (byte)counter;
        Bytes[at + 9] = (byte)state;
        ByteCodec.PutU16(Bytes, at + 10, flags);
        return at;
    }

    /// <summary>Adds what the acquirer answered to a cell laid out before, and its CRC.</summary>
    public void SealCell(
        int cell, int idReference, int httpStatus, int responseCode, uint utcSeconds,
        uint sentUtcSeconds, int baselineReference)
    {
        int at = CellAt(cell);
        Bytes[at + 12] = (byte)idReference;
        Bytes[at + 13] = (byte)baselineReference;
        ByteCodec.PutU16(Bytes, at + 14, httpStatus);
        ByteCodec.PutU16(Bytes, at + 16, responseCode);
        ByteCodec.PutU32(Bytes, at + 18, utcSeconds);
        ByteCodec.PutU32(Bytes, at + 22, sentUtcSeconds);
        Crc32.Seal(Bytes, at, CellBytes - CrcBytes);
    }

    /// <summary>Lays out a payment id.</summary>
    /// <returns>The offset of its first byte.</returns>
    public int EncodeId(int reference, byte[] id, int length)
    {
        int at = IdAt(reference);
        Array.Clear(Bytes, at, IdBytes);
        Array.Copy(id, 0, Bytes, at, length);
        Crc32.Seal(Bytes, at, IdBytes - CrcBytes);
        return at;
    }

    /// <summary>Offset of the baseline field that a cell refers to, 1 or 2.</summary>
    public static int BaselineAt(int reference) =>
        Baseline + (reference == 2 ? BaselineBytes : 0);

    /// <summary>Lays out a refund baseline.</summary>
    /// <returns>The offset of its first byte.</returns>
    public int EncodeBaseline(int reference, RefundBaseline baseline)
    {
        int at = BaselineAt(reference);
        Bytes[at] = (byte)(baseline.IsTold ? 1 : 0);
        Bytes[at + 1] = (byte)baseline.DeadCount;
        ByteCodec.PutU16(Bytes, at + 2, baseline.Count);
        ByteCodec.PutU16(Bytes, at + 4, baseline.SameCount);
        ByteCodec.PutU32(Bytes, at + 6, (uint)baseline.AmountCents);
        ByteCodec.PutU32(Bytes, at + 10, (uint)baseline.SumCents);
        ByteCodec.PutU32(Bytes, at + 14, (uint)(baseline.SumCents >> 32));
        Crc32.Seal(Bytes, at, BaselineBytes - CrcBytes);
        return at;
    }

    /// <summary>
    /// Takes a refund baseline out of what was just read. One that is not sound tells nothing.
    /// </summary>
    public void DecodeBaseline(int reference, RefundBaseline into)
    {
        int at = BaselineAt(reference);
        into.Clear();
        if (!IsSound(at, BaselineBytes, 0))
        {
            return;
        }

        into.IsTold = Bytes[at] != 0;
        into.DeadCount = Bytes[at + 1];
        into.Count = ByteCodec.GetU16(Bytes, at + 2);
        into.SameCount = ByteCodec.GetU16(Bytes, at + 4);
        into.AmountCents = (int)ByteCodec.GetU32(Bytes, at + 6);
        into.SumCents = ByteCodec.GetU32(Bytes, at + 10)
            | ((long)ByteCodec.GetU32(Bytes, at + 14) << 32);
    }

    /// <summary>Takes out which till asked for the record whose slot was just read.</summary>
    public void DecodeTill(TillReference into)
    {
        if (Bytes[Header + 8] == (int)TransactionKind.Refund)
        {
            into.DecodeRefund(HeaderBoot, HeaderSequence, Bytes, TillText);
        }
        else
        {
            into.DecodeSale(
                OriginalBoot, ByteCodec.GetU32(Bytes, Header + 33), Bytes, TillText);
        }
    }

    /// <summary>Wipes the body, so that no sealed payload stays in RAM.</summary>
    public void WipeBody() => Array.Clear(Bytes, 0, BodyEnd);

    /// <summary>
    /// Takes the header's fields out; with <paramref name="withBody"/> the body's too.
    /// </summary>
    public void Decode(TransactionRecord into, bool withBody)
    {
        into.Boot = HeaderBoot;
        into.Sequence = HeaderSequence;
        into.Kind = (TransactionKind)Bytes[Header + 8];
        into.EntryMode = (CardEntryMode)Bytes[Header + 9];
        into.KsnLength = withBody ? Bytes[Header + 11] : 0;
        into.SealedLength = withBody ? ByteCodec.GetU16(Bytes, Header + 12) : 0;
        Array.Copy(Bytes, Header + 14, into.Currency, 0, 3);
        Array.Copy(Bytes, Header + 17, into.Last4, 0, 4);
        into.AmountCents = AmountCents;
        into.CreatedUtcSeconds = CreatedUtcSeconds;
        into.OriginalBoot = ByteCodec.GetU32(Bytes, Header + 29);
        into.OriginalSequence = ByteCodec.GetU32(Bytes, Header + 33);
        int start = BodyEnd - into.KsnLength - into.SealedLength;
        Array.Copy(Bytes, start, into.Ksn, 0, into.KsnLength);
        Array.Copy(Bytes, start + into.KsnLength, into.Sealed, 0, into.SealedLength);
    }

    private bool CheckCell(int cell) =>
        IsSound(CellAt(cell), CellBytes, 1 << cell)
        && Bytes[CellAt(cell) + 9] < TransactionRules.StateCount;

    // A cell cut in its write can lie two bits away from one that was never written. What it would
    // count before is sound then, or two things went wrong at once.
    private void DropNeverWritten()
    {
        int other = 1 - Newest;
        if (OtherSound && (RepairedParts & 3) == 1 << Newest
            && !CellOrder.Follows(Bytes, CellAt(Newest), CellAt(other)))
        {
            RepairedParts &= ~(1 << Newest);
            Newest = other;
            OtherSound = false;
        }
    }

    private bool IsSound(int offset, int count, int part)
    {
        count -= CrcBytes;
        if (Crc32.IsSealed(Bytes, offset, count))
        {
            return true;
        }

        if (!Crc32.Repair(Bytes, offset, count, ByteCodec.GetU32(Bytes, offset + count), true))
        {
            return false;
        }

        Crc32.Seal(Bytes, offset, count);
        RepairedParts |= part;
        return true;
    }

    // The header 0-0 of a slot that never held anything has no other fields.
    private bool FieldsInRange()
    {
        int kind = Bytes[Header + 8];
        if (kind == 0)
        {
            return HeaderBoot == 0 && BodyBytes == 0;
        }

        int amount = AmountCents;
        return (kind == (int)TransactionKind.Sale || kind == (int)TransactionKind.Refund)
            && Bytes[Header + 11] <= Limits.KsnBytesMax
            && ByteCodec.GetU16(Bytes, Header + 12) <= Limits.SealedBytesMax
            && amount > 0 && amount <= Limits.AmountCentsCeiling && Currency >= 0;
    }
}
