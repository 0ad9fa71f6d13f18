using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Journal;

/// <summary>
/// The slots in NVRAM, and for each what its current state cell says, so that a change of state
/// need not read. The order of writes that makes an append and a change survive a cut stands here.
/// </summary>
public sealed class SlotStore
{
    private readonly INvram _nvram;
    private readonly byte[] _zeros = new byte[SlotImage.BodyBytesMax + 1];
    private readonly byte[] _check = new byte[32];
    private readonly byte[] _newestCell;
    private readonly byte[] _cellCounter;
    private readonly byte[] _idReference;
    private readonly short[] _httpStatus;
    private readonly ushort[] _responseCode;
    private readonly uint[] _changedUtcSeconds;
    private readonly uint[] _sentUtcSeconds;
    private readonly byte[] _baselineReference;
    private readonly short[] _bodyBytes;
    private readonly uint[] _boot;
    private readonly uint[] _sequence;

    // A slot whose commit failed: the cell may stand in NVRAM all the same and must go before its
    // next use.
    private int _doubtfulSlot;

    // The slot whose body and header stand in the image as they were just written; -1 when none.
    private int _slotAtHand = -1;
    private int _bytesRead;
    private bool _failed;

    /// <summary>The slots of <paramref name="nvram"/>.</summary>
    public SlotStore(INvram nvram, int slotCount)
    {
        _nvram = nvram;
        SlotCount = slotCount;
        _newestCell = new byte[slotCount];
        _cellCounter = new byte[slotCount];
        _idReference = new byte[slotCount];
        _httpStatus = new short[slotCount];
        _responseCode = new ushort[slotCount];
        _changedUtcSeconds = new uint[slotCount];
        _sentUtcSeconds = new uint[slotCount];
        _baselineReference = new byte[slotCount];
        _bodyBytes = new short[slotCount];
        _boot = new uint[slotCount];
        _sequence = new uint[slotCount];
    }

    /// <summary>How many slots there are.</summary>
    public int SlotCount { get; }

    /// <summary>The slot read last, or being written.</summary>
    public SlotImage Image { get; } = new SlotImage();

    /// <summary>The row of the recovery table that fits the slot inspected last.</summary>
    public RecoveryRow Row { get; private set; }

    /// <summary>Bytes read since <see cref="Reset"/>.</summary>
    public int BytesRead => _bytesRead;

    /// <summary>Bytes written since this object was made.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>True when NVRAM failed since <see cref="Reset"/>.</summary>
    public bool Failed => _failed;

    /// <summary>Bytes of a slot's body that are not erased and can be trusted.</summary>
    public int BodyBytes(int slot) => _bodyBytes[slot];

    /// <summary>Boot counter of the transaction in a slot.</summary>
    public uint Boot(int slot) => _boot[slot];

    /// <summary>
    /// Takes back what a failed append may have left, so that no mount finds it.
    /// </summary>
    /// <returns>False while NVRAM does not take that.</returns>
    public bool SettleDoubt()
    {
        if (_doubtfulSlot >= 0)
        {
            if (!WriteFree(_doubtfulSlot) || !Erase(_doubtfulSlot, false))
            {
                return false;
            }

            _doubtfulSlot = -1;
        }

        return true;
    }

    /// <summary>The current payment id reference of a slot.</summary>
    public int IdReference(int slot) => _idReference[slot];

    /// <summary>
    /// UTC seconds at which the last byte of a request may have left; 0 when that is not known.
    /// </summary>
    public long SentUtcSeconds(int slot) => _sentUtcSeconds[slot];

    /// <summary>UTC seconds of the last change of state; 0 when that is not known.</summary>
    public uint ChangedUtcSeconds(int slot) => _changedUtcSeconds[slot];

    /// <summary>Response code and HTTP status of the cell that counts.</summary>
    public int Answered(int slot, byte[] responseCode)
    {
        ByteCodec.PutU16(responseCode, 0, _responseCode[slot]);
        return _httpStatus[slot];
    }

    /// <summary>True when the image holds all of a record: nothing of it need be read.</summary>
    public bool IsAtHand(int slot) => slot == _slotAtHand && _idReference[slot] == 0;

    /// <summary>Before a mount.</summary>
    public void Reset()
    {
        _bytesRead = 0;
        _failed = false;
        _doubtfulSlot = -1;
    }

    /// <summary>
    /// Reads and inspects the head of a slot, and its body where only that can tell.
    /// </summary>
    /// <returns>False when NVRAM is silent.</returns>
    public bool Inspect(int slot)
    {
        if (!Read(slot, SlotImage.SealMark, SlotImage.HeadBytes))
        {
            return false;
        }

        Image.Inspect();
        RecoveryRow row = SlotRecovery.FindByHead(Image);
        if (row.Body != SlotBody.Any)
        {
            if (!ReadBody(slot))
            {
                return false;
            }

            row = SlotRecovery.Find(Image);
        }

        Row = row;
        return true;
    }

    /// <summary>Reads the body that the header in <see cref="Image"/> announces.</summary>
    public bool ReadBody(int slot)
    {
        int count = Image.BodyBytes;
        return count == 0 || Read(slot, SlotImage.BodyEnd - count, count);
    }

    /// <summary>Reads and inspects head and body; all of it when the slot is not trusted.</summary>
    public bool ReadWhole(int slot, bool isTrusted)
    {
        int body = isTrusted ? _bodyBytes[slot] : SlotImage.BodyBytesMax;
        if (!Read(slot, SlotImage.BodyEnd - body, body + SlotImage.HeadBytes))
        {
            return false;
        }

        Image.Inspect();
        return true;
    }

    /// <summary>Notes which cell counts and what it says, from <see cref="Image"/>.</summary>
    public void NoteCell(int slot)
    {
        _newestCell[slot] = (byte)Image.Newest;
        _cellCounter[slot] = Image.CellCounter;
        _boot[slot] = Image.CellBoot;
        _sequence[slot] = Image.CellSequence;
        _idReference[slot] = (byte)Image.CellIdReference;
        _httpStatus[slot] = (short)Image.CellHttpStatus;
        _responseCode[slot] = (ushort)Image.CellResponseCode;
        _changedUtcSeconds[slot] = Image.CellUtcSeconds;
        _sentUtcSeconds[slot] = Image.CellSentUtcSeconds;
        _baselineReference[slot] = (byte)Image.CellBaselineReference;
        _bodyBytes[slot] = 0;
    }

    /// <summary>
    /// Notes that the next cell is the first of the transaction whose header is there.
    /// </summary>
    public void NoteFirst(int slot)
    {
        _boot[slot] = Image.HeaderBoot;
        _sequence[slot] = Image.HeaderSequence;
        _idReference[slot] = 0;
        _httpStatus[slot] = 0;
        _responseCode[slot] = 0;
        _changedUtcSeconds[slot] = Image.CreatedUtcSeconds;
        _sentUtcSeconds[slot] = 0;
        _baselineReference[slot] = 0;
    }

    /// <summary>Notes how many bytes of body a slot has; 0 when it is erased or lost.</summary>
    public void NoteBody(int slot, int count) => _bodyBytes[slot] = (short)count;

    /// <summary>
    /// Begins an append with the seal mark alone: it tells a record that is being overwritten from
    /// a damaged one. What the slot held stands until that is written.
    /// </summary>
    /// <returns>False when NVRAM did not take it: the slot is as it was.</returns>
    public bool BeginAppend(int slot)
    {
        Image.Bytes[SlotImage.SealMark] = SlotImage.Sealed;
        return SettleDoubt() && Write(slot, SlotImage.SealMark, 1);
    }

    /// <summary>
    /// Appends, once begun: body and header, then the cell that commits them.
    /// </summary>
    /// <returns>False when NVRAM did not take all: the slot holds nothing that counts.</returns>
    public bool Append(int slot, TransactionRecord record)
    {
        _slotAtHand = -1;
        int start = Image.Encode(record);
        return WriteRecord(slot, start) && Commit(slot, start, record.Flags);
    }

    /// <summary>
    /// Puts flipped bits right in NVRAM too; a cut leaves some of them, as before.
    /// </summary>
    /// <returns>How many parts that were.</returns>
    public int WriteRepairs(int slot)
    {
        int count = 0;
        for (int part = 0; part < 3; part++)
        {
            if ((Image.RepairedParts & (1 << part)) != 0)
            {
                count++;
                bool isHeader = part == 2;
                Write(
                    slot, isHeader ? SlotImage.Header : SlotImage.CellAt(part),
                    isHeader ? SlotImage.HeaderBytes : SlotImage.CellBytes);
            }
        }

        return count;
    }

    /// <summary>
    /// Frees a slot; its body, if any is left, is for <see cref="EraseIfSealed"/>.
    /// </summary>
    public bool WriteFree(int slot)
    {
        _sentUtcSeconds[slot] = 0;
        _baselineReference[slot] = 0;
        return WriteCell(slot, TransactionState.Free, 0, 0, 0, 0, 0);
    }

    /// <summary>
    /// Frees a half overwritten record: the mark that says so goes before the cell.
    /// </summary>
    public bool WriteFreed(int slot)
    {
        Image.Bytes[SlotImage.SealMark] = SlotImage.BeingFreed;
        return Write(slot, SlotImage.SealMark, 1) && WriteFree(slot);
    }

    /// <summary>Writes a state anew, with all that was known.</summary>
    public bool WriteAgain(int slot, TransactionState state, int flags) => WriteCell(
        slot, state, flags, _idReference[slot], _httpStatus[slot], _responseCode[slot],
        _changedUtcSeconds[slot]);

    /// <summary>
    /// Writes a change of state: the payment id into the field not in use, then the cell that
    /// refers to it. What only adds to a final state leaves the time at which it was settled.
    /// </summary>
    /// <returns>False when NVRAM did not take all: the state before stands.</returns>
    public bool WriteChange(int slot, StateChange change, int flags, bool keepsTime)
    {
        int reference = _idReference[slot];
        if (change.PaymentIdLength > 0)
        {
            reference = (~reference & SlotImage.IdSecondField) | change.PaymentIdLength;
            int at = Image.EncodeId(reference, change.PaymentId, change.PaymentIdLength);
            if (!Write(slot, at, SlotImage.IdBytes))
            {
                return false;
            }
        }

        uint sentBefore = _sentUtcSeconds[slot];
        byte baselineBefore = _baselineReference[slot];
        if (!PrepareSent(slot, change))
        {
            return false;
        }

        int code = ByteCodec.GetU16(change.ResponseCode, 0);
        bool answered = change.HttpStatus != 0 || code != 0;
        if (WriteCell(
            slot, change.To, flags, reference,
            answered ? change.HttpStatus : _httpStatus[slot],
            answered ? code : _responseCode[slot],
            keepsTime ? _changedUtcSeconds[slot] : (uint)change.UtcSeconds))
        {
            return true;
        }

        _sentUtcSeconds[slot] = sentBefore;
        _baselineReference[slot] = baselineBefore;
        return false;
    }

    // What the next cell says about requests that were sent; a baseline goes into the field not in
    // use before the cell refers to it.
    private bool PrepareSent(int slot, StateChange change)
    {
        if (change.Baseline != null)
        {
            int reference = _baselineReference[slot] == 1 ? 2 : 1;
            int at = Image.EncodeBaseline(reference, change.Baseline);
            if (!Write(slot, at, SlotImage.BaselineBytes))
            {
                return false;
            }

            _baselineReference[slot] = (byte)reference;
        }
        else if (change.ClearsBaseline)
        {
            _baselineReference[slot] = 0;
        }

        if (change.MarksSent)
        {
            _sentUtcSeconds[slot] = (uint)change.UtcSeconds;
        }

        return true;
    }

    /// <summary>
    /// Zeros from the body's start to the seal mark, which so goes last: mounting sees whether it
    /// is done. A body that cannot be trusted may be of any length.
    /// </summary>
    /// <returns>
    /// False when NVRAM did not take it: <see cref="BodyBytes"/> keeps its length.
    /// </returns>
    public bool Erase(int slot, bool isTrusted)
    {
        _slotAtHand = -1;
        int count = isTrusted ? _bodyBytes[slot] + 1 : _zeros.Length;
        bool isErased = WriteFrom(slot, SlotImage.BodyEnd - count + 1, _zeros, 0, count);
        _bodyBytes[slot] = (short)(isErased ? 0 : count - 1);
        Image.WipeBody();
        return isErased;
    }

    /// <summary>
    /// Finishes an erasure that power interrupted, whatever the body's length was.
    /// </summary>
    public void EraseIfSealed(int slot)
    {
        if (Image.IsSealed)
        {
            Erase(slot, false);
        }
    }

    /// <summary>
    /// Wipes what a slot holds of a transaction. Both cells say Free before anything else goes, so
    /// that every cut leaves a free slot.
    /// </summary>
    /// <returns>False when NVRAM did not take it.</returns>
    public bool WriteForgotten(int slot)
    {
        if (!WriteFree(slot) || !WriteFree(slot) || !Erase(slot, false))
        {
            return false;
        }

        Image.BlankHeader();
        const int Rest = (2 * SlotImage.IdBytes) + (2 * SlotImage.BaselineBytes);
        return Write(slot, SlotImage.Header, SlotImage.HeaderBytes)
            && WriteFrom(slot, SlotImage.Id, _zeros, 0, Rest);
    }

    /// <summary>Writes bytes to an address, of a slot or of the day counters.</summary>
    /// <returns>False when NVRAM did not take them all.</returns>
    public bool WriteChecked(int address, byte[] bytes, int at, int count)
    {
        int written = _nvram.Write(address, bytes, at, count);
        BytesWritten += written;
        if (written == count || HasTaken(address, bytes, at, count))
        {
            return true;
        }

        _failed = true;
        return false;
    }

    /// <summary>Overwrites the whole memory with zeros.</summary>
    /// <returns>False when NVRAM did not take it.</returns>
    public bool EraseMemory()
    {
        _slotAtHand = -1;
        int size = _nvram.SizeBytes;
        for (int at = 0; at < size; at += _zeros.Length)
        {
            int count = size - at < _zeros.Length ? size - at : _zeros.Length;
            if (_nvram.Write(at, _zeros, 0, count) != count)
            {
                return false;
            }
        }

        Image.Blank();
        return true;
    }

    /// <summary>Makes a slot what it was before its first use.</summary>
    public bool WriteBlank(int slot)
    {
        _slotAtHand = -1;
        Image.Blank();
        if (!Write(slot, 0, Limits.SlotBytes))
        {
            return false;
        }

        Image.Inspect();
        NoteCell(slot);
        return true;
    }

    /// <summary>
    /// Takes out of <see cref="Image"/>, just read whole, what is not in the header.
    /// </summary>
    public void DecodeState(int slot, TransactionRecord into)
    {
        into.HttpStatus = Answered(slot, into.ResponseCode);
        into.ChangedUtcSeconds = _changedUtcSeconds[slot];
        into.SentUtcSeconds = _sentUtcSeconds[slot];
        into.HasBaseline = _baselineReference[slot] != 0;
        int reference = _idReference[slot];
        into.PaymentIdLength = Image.CheckId(reference)
            ? reference & ~SlotImage.IdSecondField : 0;
        Array.Copy(
            Image.Bytes, SlotImage.IdAt(reference), into.PaymentId, 0, into.PaymentIdLength);
    }

    /// <summary>True when the id that the current cell refers to is this one.</summary>
    public bool HasPaymentId(int slot, byte[] id, int length)
    {
        int reference = _idReference[slot];
        return (reference & ~SlotImage.IdSecondField) == length
            && Read(slot, SlotImage.IdAt(reference), SlotImage.IdBytes)
            && Image.CheckId(reference)
            && ByteCodec.Same(Image.Bytes, SlotImage.IdAt(reference), id, 0, length);
    }

    /// <summary>Reads the baseline of the refund that a slot has under way.</summary>
    public void LoadBaseline(int slot, RefundBaseline into)
    {
        int reference = _baselineReference[slot];
        if (Read(slot, SlotImage.BaselineAt(reference), SlotImage.BaselineBytes))
        {
            Image.DecodeBaseline(reference, into);
        }
        else
        {
            into.Clear();
        }
    }

    /// <summary>Reads which till asked for the transaction in a slot.</summary>
    /// <returns>False when NVRAM is silent or the header is not sound.</returns>
    public bool LoadTill(int slot, TillReference into)
    {
        if (!Read(slot, SlotImage.Header, Limits.SlotBytes - SlotImage.Header))
        {
            return false;
        }

        Image.Inspect();
        if (!Image.HeaderSound)
        {
            return false;
        }

        Image.DecodeTill(into);
        return true;
    }

    /// <summary>
    /// Writes which till asked for a transaction, once its append has begun: before the header that
    /// vouches for it.
    /// </summary>
    /// <returns>False when NVRAM did not take it: the slot holds nothing that counts.</returns>
    public bool WriteTill(int slot, TransactionRecord record)
    {
        record.Till.Encode(record, Image.Bytes, SlotImage.TillText);
        bool isTaken = Write(slot, SlotImage.TillText, TillReference.TextBytes);
        _doubtfulSlot = isTaken ? _doubtfulSlot : slot;
        return isTaken;
    }

    private bool WriteRecord(int slot, int start)
    {
        if (Write(slot, start, SlotImage.Header + SlotImage.HeaderBytes - start))
        {
            return true;
        }

        _doubtfulSlot = slot;
        return false;
    }

    private bool Commit(int slot, int start, int flags)
    {
        uint boot = _boot[slot];
        uint sequence = _sequence[slot];
        NoteFirst(slot);
        if (WriteAgain(slot, TransactionState.Pending, flags))
        {
            _bodyBytes[slot] = (short)(SlotImage.BodyEnd - start);
            _slotAtHand = slot;
            return true;
        }

        _boot[slot] = boot;
        _sequence[slot] = sequence;
        _doubtfulSlot = slot;
        return false;
    }

    // The older cell takes the new state; only a complete write makes it count.
    private bool WriteCell(
        int slot, TransactionState state, int flags, int reference, int status, int code,
        uint utcSeconds)
    {
        int cell = 1 - _newestCell[slot];
        int counter = _cellCounter[slot] + 1;
        int at = Image.EncodeCell(
            cell, _boot[slot], _sequence[slot], counter, state, flags & TransactionFlags.Stored);
        Image.SealCell(
            cell, reference, status, code, utcSeconds, _sentUtcSeconds[slot],
            _baselineReference[slot]);
        if (!Write(slot, at, SlotImage.CellBytes))
        {
            return false;
        }

        _newestCell[slot] = (byte)cell;
        _cellCounter[slot] = (byte)counter;
        _idReference[slot] = (byte)reference;
        _httpStatus[slot] = (short)status;
        _responseCode[slot] = (ushort)code;
        _changedUtcSeconds[slot] = utcSeconds;
        return true;
    }

    private bool Read(int slot, int offset, int count)
    {
        _slotAtHand = -1;
        _bytesRead += count;
        int address = NvramMap.SlotAddress(slot) + offset;
        bool done = _nvram.Read(address, Image.Bytes, offset, count) == count;
        _failed = _failed || !done;
        return done;
    }

    private bool Write(int slot, int offset, int count) =>
        WriteFrom(slot, offset, Image.Bytes, offset, count);

    private bool WriteFrom(int slot, int offset, byte[] bytes, int at, int count)
    {
        int address = NvramMap.SlotAddress(slot) + offset;
        return WriteChecked(address, bytes, at, count);
    }

    // A write whose acknowledge was lost: what stands there now tells.
    private bool HasTaken(int address, byte[] bytes, int at, int count)
    {
        for (int done = 0; done < count; done += _check.Length)
        {
            int piece = count - done < _check.Length ? count - done : _check.Length;
            if (_nvram.Read(address + done, _check, 0, piece) != piece
                || !ByteCodec.Same(_check, 0, bytes, at + done, piece))
            {
                return false;
            }
        }

        return true;
    }
}
