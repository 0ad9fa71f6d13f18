using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Rig.Board;

namespace Terminal.Rig.PowerCut;

/// <summary>
/// Sales in the ordinary course, one after the other: appended, read for sending, in flight,
/// approved with an id. For measuring, so it allocates nothing itself.
/// </summary>
public sealed class JournalRounds
{
    /// <summary>A sealed payload as readers make them, in bytes.</summary>
    public const int TypicalSealedBytes = 160;

    // Of NVRAM's counters of days (SPEC.md).
    private const int DayRowBytes = 120;

    private const int KsnBytes = 10;
    private readonly TransactionRecord _record = new();
    private readonly TransactionRecord _loaded = new();
    private readonly StateChange _change = new();

    /// <summary>A journal of full size on a blank chip.</summary>
    public JournalRounds(int sealedBytes)
    {
        Nvram = new MemoryNvram(NvramMap.SizeBytes(Limits.JournalSlots));
        Journal = new TransactionJournal(Nvram);
        Journal.Mount(0);
        _record.Kind = TransactionKind.Sale;
        _record.AmountCents = 1250;
        Array.Copy(Currencies.Table, 0, _record.Currency, 0, 3);
        _record.KsnLength = KsnBytes;
        _record.SealedLength = sealedBytes;
        _record.CreatedUtcSeconds = 1_750_000_000;
        Array.Fill(_record.Sealed, (byte)0x5C, 0, sealedBytes);
    }

    /// <summary>The chip.</summary>
    public MemoryNvram Nvram { get; }

    /// <summary>The journal.</summary>
    public TransactionJournal Journal { get; }

    /// <summary>Rounds that ended in an approval.</summary>
    public int Approved { get; private set; }

    /// <summary>Header, body, seal mark, payment id and one state cell, in bytes.</summary>
    public int RecordBytes => SlotImage.HeaderBytes + SlotImage.CellBytes + SlotImage.IdBytes
        + ErasedBytes;

    /// <summary>Body and seal mark, in bytes.</summary>
    public int ErasedBytes => KsnBytes + _record.SealedLength + 1;

    /// <summary>
    /// The most bytes that a round may write: 1.3 of the record, what erases its payload, and both copies of its day's
    /// row, when it makes room.
    /// </summary>
    public double WrittenEachMax => (1.3 * RecordBytes) + ErasedBytes + (2 * DayRowBytes);

    /// <summary>Bytes that a round writes, once every slot has had a tenant.</summary>
    /// <param name="rounds">To take the mean of.</param>
    public double WrittenEach(int rounds)
    {
        Run(Limits.JournalSlots + 1);
        long before = Journal.BytesWritten;
        Run(rounds);
        return (double)(Journal.BytesWritten - before) / rounds;
    }

    /// <summary>Goes through whole rounds.</summary>
    public void Run(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Append();
            Load();
            SendAndAnswer();
        }
    }

    /// <summary>Appends a sale.</summary>
    public void Append() => Require(Journal.Append(_record) == AppendResult.Appended);

    /// <summary>Reads the next one to send.</summary>
    public void Load() => Require(Journal.Load(Journal.OldestWaiting(), _loaded));

    /// <summary>Marks the next one in flight, then approved.</summary>
    public void SendAndAnswer()
    {
        int slot = Journal.OldestWaiting();
        _change.Reset(TransactionState.InFlight, 1_750_000_001);
        Require(Journal.Change(slot, _change) == ChangeResult.Changed);
        _change.Reset(TransactionState.Approved, 1_750_000_002);
        _change.HttpStatus = 200;
        _change.PaymentIdLength = Limits.PaymentIdBytesMax;
        Require(Journal.Change(slot, _change) == ChangeResult.Changed);
        Approved++;
    }

    /// <summary>Appends until no slot is left.</summary>
    public void Fill()
    {
        while (!Journal.IsFull)
        {
            Append();
        }
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("the journal refused a round");
        }
    }
}
