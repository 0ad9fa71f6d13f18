namespace Terminal.Agent.Journal;

/// <summary>
/// Whether one state cell can be the next that a journal wrote after another. A cell that power cut
/// in the middle of its write is half the new one and half an old one, and may lie two bits away
/// from one that was never written: mounting takes a cell that it put right only when it follows.
/// </summary>
public static class CellOrder
{
    private const int Counter = 8;
    private const int State = 9;
    private const int Flags = 10;
    private const int IdReference = 12;
    private const int BaselineReference = 13;
    private const int HttpStatus = 14;
    private const int Changed = 18;
    private const int Sent = 22;
    private const int SentEnd = 26;

    private const int IdLength = ~SlotImage.IdSecondField & 0xFF;

    /// <summary>True when the cell at an offset can be the next after the other.</summary>
    /// <param name="bytes">The slot.</param>
    /// <param name="at">Offset of the later cell.</param>
    /// <param name="before">Offset of the earlier cell.</param>
    public static bool Follows(byte[] bytes, int at, int before)
    {
        if ((byte)(bytes[at + Counter] - bytes[before + Counter]) != 1)
        {
            return false;
        }

        if (!ByteCodec.Same(bytes, at, bytes, before, Counter))
        {
            return IsFirst(bytes, at);
        }

        return bytes[at + State] == (int)TransactionState.Free
            ? IsZero(bytes, at + Flags, at + SentEnd)
            : MayMove((TransactionState)bytes[before + State], (TransactionState)bytes[at + State])
                && FlagsFollow(
                    ByteCodec.GetU16(bytes, before + Flags), ByteCodec.GetU16(bytes, at + Flags))
                && ReferencesFollow(bytes, at, before)
                && AnswerFollows(bytes, at, before)
                && SentFollows(bytes, at, before);
    }

    // The cell that commits an append says nothing that the header does not say; where the header
    // is lost the slot is set aside whatever the cell is.
    private static bool IsFirst(byte[] bytes, int at) =>
        !Crc32.IsSealed(bytes, SlotImage.Header, SlotImage.HeaderBytes - 4)
        || (ByteCodec.Same(bytes, SlotImage.Header, bytes, at, Counter)
            && bytes[at + State] == (int)TransactionState.Pending
            && ByteCodec.GetU16(bytes, at + Flags) == bytes[SlotImage.Header + 10]
            && IsZero(bytes, at + IdReference, at + Changed)
            && ByteCodec.Same(bytes, SlotImage.Header + 25, bytes, at + Changed, 4)
            && IsZero(bytes, at + Sent, at + SentEnd));

    // What stood there may have counted as Unknown since a restart.
    private static bool MayMove(TransactionState from, TransactionState to) =>
        TransactionRules.IsAllowed(from, to)
        || (TransactionRules.MayBeCreated(from)
            && TransactionRules.IsAllowed(TransactionState.Unknown, to));

    private static bool FlagsFollow(int before, int flags) =>
        (before & ~flags) == 0 && (flags & ~TransactionFlags.Stored) == 0;

    private static bool ReferencesFollow(byte[] bytes, int at, int before)
    {
        int id = bytes[at + IdReference];
        int idBefore = bytes[before + IdReference];
        bool isOtherField = ((id ^ idBefore) & SlotImage.IdSecondField) != 0
            && (id & IdLength) > 0 && (id & IdLength) <= Limits.PaymentIdBytesMax;
        return (id == idBefore || isOtherField) && bytes[at + BaselineReference] <= 2;
    }

    // An answer is kept until another one comes.
    private static bool AnswerFollows(byte[] bytes, int at, int before) =>
        ByteCodec.GetU16(bytes, at + HttpStatus) <= short.MaxValue
        && (!IsZero(bytes, at + HttpStatus, at + Changed)
            || IsZero(bytes, before + HttpStatus, before + Changed));

    // A request leaves with the change that says so.
    private static bool SentFollows(byte[] bytes, int at, int before) =>
        ByteCodec.Same(bytes, at + Sent, bytes, before + Sent, 4)
        || ByteCodec.Same(bytes, at + Sent, bytes, at + Changed, 4)
        || TransactionRules.IsFinal((TransactionState)bytes[before + State]);

    private static bool IsZero(byte[] bytes, int from, int end)
    {
        for (int i = from; i < end; i++)
        {
            if (bytes[i] != 0)
            {
                return false;
            }
        }

        return true;
    }
}
