using nanoFramework.TestFramework;
using Terminal.Agent.Journal;

namespace Terminal.Agent.Tests;

/// <summary>
/// A journal of eight slots over a chip in RAM, and what the journal's tests do to it.
/// </summary>
public class JournalFixture
{
    /// <summary>Slots: few, so that the edges are near.</summary>
    public const int Slots = 8;

    /// <summary>The chip; it outlives remounts.</summary>
    public readonly JournalNvram Nvram = new JournalNvram(NvramMap.SizeBytes(Slots));

    /// <summary>A record to fill.</summary>
    public readonly TransactionRecord Record = new TransactionRecord();

    /// <summary>A record to load into.</summary>
    public readonly TransactionRecord Loaded = new TransactionRecord();

    private readonly StateChange _change = new StateChange();

    /// <summary>A journal, mounted on a blank chip.</summary>
    public JournalFixture()
    {
        Assert.AreEqual((int)MountResult.Formatted, (int)Remount());
    }

    /// <summary>The journal of the last mount.</summary>
    public TransactionJournal Journal { get; private set; }

    /// <summary>Power comes back: a new object over the same chip.</summary>
    public MountResult Remount()
    {
        Nvram.BytesUntilCut = -1;
        Journal = new TransactionJournal(Nvram, Slots, new JournalFormat());
        return Journal.Mount(0);
    }

    /// <summary>
    /// Fills <see cref="Record"/> with a sale that its amount tells from every other.
    /// </summary>
    public void Fill(int amountCents, int flags)
    {
        Record.Kind = TransactionKind.Sale;
        Record.AmountCents = amountCents;
        ByteCodec.Put(Record.Currency, 0, ByteCodec.Ascii("eur"));
        ByteCodec.Put(Record.Last4, 0, ByteCodec.Ascii("4444"));
        Record.CreatedUtcSeconds = 1_700_000_000 + amountCents;
        Record.EntryMode = CardEntryMode.Contactless;
        Record.Flags = flags;
        Record.KsnLength = 10;
        Record.SealedLength = 40;
        for (int i = 0; i < 40; i++)
        {
            Record.Sealed[i] = (byte)(0x80 + amountCents + i);
        }
    }

    /// <summary>Appends a sale and expects it to be taken.</summary>
    /// <returns>Its slot.</returns>
    public int Append(int amountCents, int flags = 0)
    {
        Fill(amountCents, flags);
        Assert.AreEqual((int)AppendResult.Appended, (int)Journal.Append(Record));
        return Record.Slot;
    }

    /// <summary>Asks for a change of state.</summary>
    public ChangeResult Ask(int slot, TransactionState to)
    {
        _change.Reset(to, 1_700_001_000);
        if (TransactionRules.IsFinal(to))
        {
            _change.HttpStatus = 200;
            ByteCodec.Put(_change.ResponseCode, 0, ByteCodec.Ascii("00"));
        }

        return Journal.Change(slot, _change);
    }

    /// <summary>Makes a change of state and expects it to be taken.</summary>
    public void Move(int slot, TransactionState to) =>
        Assert.AreEqual((int)ChangeResult.Changed, (int)Ask(slot, to));

    /// <summary>Makes a change that brings a payment id.</summary>
    public void MoveWithId(int slot, TransactionState to, string id)
    {
        _change.Reset(to, 1_700_001_000);
        _change.HttpStatus = 200;
        _change.PaymentIdLength = ByteCodec.Put(_change.PaymentId, 0, ByteCodec.Ascii(id));
        Assert.AreEqual((int)ChangeResult.Changed, (int)Journal.Change(slot, _change));
    }

    /// <summary>Expects a slot to be in a state.</summary>
    public void Expect(int slot, TransactionState state) =>
        Assert.AreEqual((int)state, (int)Journal.State(slot));

    /// <summary>First byte of a part of a slot.</summary>
    public int At(int slot, int offset) => NvramMap.SlotAddress(slot) + offset;

    /// <summary>Spoils a run of bytes beyond repair.</summary>
    public void Spoil(int slot, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Nvram.Bytes[At(slot, offset) + i] ^= (byte)(0x5A + (i * 37));
        }
    }

    /// <summary>
    /// True when the sealed payload of the sale of this amount stands anywhere in the chip.
    /// </summary>
    public bool HoldsPayload(int amountCents)
    {
        byte[] bytes = Nvram.Bytes;
        var payload = new byte[8];
        for (int part = 0; part < 40; part += payload.Length)
        {
            for (int i = 0; i < payload.Length; i++)
            {
                payload[i] = (byte)(0x80 + amountCents + part + i);
            }

            for (int at = 0; at + payload.Length <= bytes.Length; at++)
            {
                if (bytes[at] == payload[0] && ByteCodec.Same(bytes, at, payload, 0, payload.Length))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
