using System;

namespace Terminal.Agent.Journal;

/// <summary>
/// One transaction in RAM: a buffer that is filled, appended and loaded again and again, so that
/// nothing is allocated. SPEC.md says how it stands in NVRAM.
/// </summary>
public sealed class TransactionRecord
{
    /// <summary>Where it stands in the journal; -1 before it is appended.</summary>
    public int Slot = -1;

    /// <summary>Boot counter at the time of the append: second part of the unique_id.</summary>
    public uint Boot;

    /// <summary>Number within the device's life: third part of the unique_id.</summary>
    public uint Sequence;

    /// <summary>Sale or refund.</summary>
    public TransactionKind Kind;

    /// <summary>Where it stands.</summary>
    public TransactionState State;

    /// <summary>Bits of <see cref="TransactionFlags"/>.</summary>
    public int Flags;

    /// <summary>Amount in hundredths of the currency unit.</summary>
    public int AmountCents;

    /// <summary>ISO 4217 letters in lower case, ASCII.</summary>
    public readonly byte[] Currency = new byte[3];

    /// <summary>UTC seconds when it was appended; 0 when the time was unknown.</summary>
    public long CreatedUtcSeconds;

    /// <summary>UTC seconds of the last change of state; 0 when the time was unknown.</summary>
    public long ChangedUtcSeconds;

    /// <summary>
    /// UTC seconds at which the last byte of a request may have left; 0 when none has, or when the
    /// time was unknown.
    /// </summary>
    public long SentUtcSeconds;

    /// <summary>True while a refund that was sent is not accounted for.</summary>
    public bool HasBaseline;

    /// <summary>What the payment showed before that refund was sent.</summary>
    public readonly RefundBaseline Baseline = new RefundBaseline();

    /// <summary>How the card was read.</summary>
    public CardEntryMode EntryMode;

    /// <summary>Last four digits of the PAN in ASCII.</summary>
    public readonly byte[] Last4 = new byte[4];

    /// <summary>Key serial number, raw; erased with the payload.</summary>
    public readonly byte[] Ksn = new byte[Limits.KsnBytesMax];

    /// <summary>Length of <see cref="Ksn"/> in bytes.</summary>
    public int KsnLength;

    /// <summary>Sealed card payload; erased on the final answer.</summary>
    public readonly byte[] Sealed = new byte[Limits.SealedBytesMax];

    /// <summary>Length of <see cref="Sealed"/> in bytes; 0 once erased.</summary>
    public int SealedLength;

    /// <summary>HTTP status of the last answer that changed it; 0 when none.</summary>
    public int HttpStatus;

    /// <summary>The acquirer's response code, two ASCII bytes; zeros when none.</summary>
    public readonly byte[] ResponseCode = new byte[2];

    /// <summary>The acquirer's id of the payment (or of the refund), ASCII.</summary>
    public readonly byte[] PaymentId = new byte[Limits.PaymentIdBytesMax];

    /// <summary>Length of <see cref="PaymentId"/>; 0 when not known.</summary>
    public int PaymentIdLength;

    /// <summary>
    /// For a refund, the boot counter of its sale; for a sale, the hash of
    /// <see cref="Till"/>, 0 without one.
    /// </summary>
    public uint OriginalBoot;

    /// <summary>
    /// For a refund, the sequence of its sale; for a sale, the mark of <see cref="Till"/>.
    /// </summary>
    public uint OriginalSequence;

    /// <summary>
    /// Before an append: which till asked for it; null when none did. Loading leaves it.
    /// </summary>
    public TillReference Till;

    /// <summary>Wipes the sealed payload and the key serial number.</summary>
    public void Wipe()
    {
        Array.Clear(Sealed, 0, Sealed.Length);
        Array.Clear(Ksn, 0, Ksn.Length);
        SealedLength = 0;
        KsnLength = 0;
    }
}
