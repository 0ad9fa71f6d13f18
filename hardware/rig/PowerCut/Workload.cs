using Terminal.Agent;
using Terminal.Agent.Journal;

namespace Terminal.Rig.PowerCut;

/// <summary>
/// A day at the counter, from a seed: sales and refunds appended, sent, answered, cancelled,
/// acknowledged, and restarts in between; beside the journal a plain array of what each slot must
/// hold. One step is one call of the journal.
/// </summary>
public sealed class Workload
{
    private const int PaymentIdBytes = Limits.PaymentIdBytesMax;

    // Length of an id, the id, and four bytes of cents: see RefundOrder.
    private const int RefundOrderBytes = 1 + PaymentIdBytes + 4;
    private readonly int _slotCount;
    private readonly Random _random;
    private readonly Random _nights;
    private readonly TransactionRecord _record = new();
    private readonly StateChange _change = new();
    private long _utcSeconds = 1_750_000_000;

    /// <summary>
    /// A workload that has not begun: its first step is the first mount of a blank chip.
    /// </summary>
    public Workload(int slotCount, int seed)
    {
        _slotCount = slotCount;
        _random = new Random(seed);
        _nights = new Random(~seed);
        Seed = seed;
        Nvram = new NvramTape(new byte[NvramMap.SizeBytes(slotCount)]);
        Slots = new Expected?[slotCount];
        Journal = null!;
    }

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <summary>The chip.</summary>
    public NvramTape Nvram { get; }

    /// <summary>The journal since the last restart.</summary>
    public TransactionJournal Journal { get; private set; }

    /// <summary>What each slot must hold.</summary>
    public Expected?[] Slots { get; private set; }

    /// <summary>Finished transactions that have made room for others, as they were.</summary>
    public Expected[] Gone { get; private set; } = [];

    /// <summary>What the last step did, for people.</summary>
    public string LastStep { get; private set; } = "";

    /// <summary>Highest boot counter that any start has had.</summary>
    public uint HighestBoot { get; private set; }

    /// <summary>Steps done.</summary>
    public int StepCount { get; private set; }

    /// <summary>Does one step, cut or not by whoever holds the tape.</summary>
    public void Step()
    {
        Slots = [.. Slots];
        _utcSeconds += _random.Next(1, 500);
        if (_nights.Next(100) == 0)
        {
            _utcSeconds += _nights.Next(36_000, 200_000);
        }

        int choice = _random.Next(100);
        if (StepCount == 0)
        {
            Restart(MountResult.Formatted);
        }
        else if (StepCount == 1 && Seed % 2 == 1)
        {
            NearSequenceEnd();
        }
        else if (choice < 3 || (StepCount == 2 && Seed % 2 == 1))
        {
            Restart(MountResult.Mounted);
        }
        else if (choice < 40)
        {
            Append();
        }
        else if (choice < 44)
        {
            Acknowledge();
        }
        else if (choice < 45)
        {
            Forget();
        }
        else
        {
            Change();
        }

        StepCount++;
    }

    /// <summary>Steps without looking until every slot has been used.</summary>
    public void FillUp()
    {
        while (StepCount == 0 || Slots.Any(s => s is null))
        {
            Step();
        }

        Nvram.Cut();
    }

    /// <summary>A sale that differs from every other in all that is kept of it.</summary>
    public Expected Next()
    {
        bool refund = _random.Next(8) == 0;
        return new Expected
        {
            Boot = 0,
            Sequence = 0,
            Kind = refund ? TransactionKind.Refund : TransactionKind.Sale,
            AmountCents = _random.Next(1, Limits.AmountCentsCeiling + 1),
            Currency = _random.Next(Currencies.Count),
            CreatedUtcSeconds = _random.Next(10) == 0 ? 0 : _utcSeconds,
            EntryMode = _random.Next(2) == 0 ? CardEntryMode.Chip : CardEntryMode.Contactless,
            Last4 = [.. Enumerable.Range(0, 4).Select(_ => (byte)('0' + _random.Next(10)))],
            Ksn = Bytes(refund ? 0 : _random.Next(2) == 0 ? 10 : 12),
            Sealed = Bytes(refund ? RefundOrderBytes : PayloadBytes()),
            OriginalBoot = refund ? 1u : 0,
            OriginalSequence = refund ? (uint)_random.Next(1, 99) : 0,
            Flags = refund ? TransactionFlags.IsRefund
                : _random.Next(3) == 0 ? TransactionFlags.Offline : 0,
        };
    }

    private int PayloadBytes() => _random.Next(6) switch
    {
        0 => 1,
        1 => Limits.SealedBytesMax,
        _ => _random.Next(8, 120),
    };

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private void Restart(MountResult expected)
    {
        Journal = new TransactionJournal(Nvram.Chip, _slotCount, new JournalFormat());
        var result = Journal.Mount(0);
        Require(result == expected, $"mounted {result}");
        Require(Journal.Boot > HighestBoot, "boot counter went back");
        HighestBoot = Journal.Boot;
        Slots = [.. Slots.Select(s => s?.Restarted())];
        LastStep = "restart";
    }

    // As if four thousand million transactions had gone through; the restart after it takes it up.
    private void NearSequenceEnd()
    {
        var cell = new DurableCell(Nvram.Chip, DurableCell.Counters);
        var payload = new byte[8];
        cell.Load(payload);
        ByteCodec.PutU32(payload, 4, uint.MaxValue - (uint)_random.Next(12));
        cell.Store(payload, 0, 8);
        LastStep = "counter near its end";
    }

    private void Append()
    {
        Expected next = Next();
        next.Fill(_record);
        bool full = Slots.All(s => s is not null && !s.MayGo);
        var result = Journal.Append(_record);
        LastStep = $"append: {result}";
        Require(result == (full ? AppendResult.Full : AppendResult.Appended), LastStep);
        if (full)
        {
            return;
        }

        HighestBoot = Math.Max(HighestBoot, Journal.Boot);
        Require(Slots[_record.Slot]?.MayGo ?? true, "an append took a slot that must stay");
        Require(
            Slots[_record.Slot] is null || Slots.All(s => s is not null),
            "an append took a finished record while a slot was free");
        Gone = Slots[_record.Slot] is { } gone ? [.. Gone, gone] : Gone;
        Slots[_record.Slot] = next with
        {
            Boot = _record.Boot,
            Sequence = _record.Sequence,
            ChangedUtcSeconds = next.CreatedUtcSeconds,
        };
    }

    private void Change()
    {
        var waiting = Enumerable.Range(0, _slotCount).Where(i => Slots[i] is { IsWaiting: true })
            .ToList();
        if (waiting.Count == 0)
        {
            Append();
            return;
        }

        int slot = waiting[_random.Next(waiting.Count)];
        Expected before = Slots[slot]!;
        var allowed = Enum.GetValues<TransactionState>()
            .Where(to => before.MayMove(to)).ToList();
        TransactionState to = allowed[_random.Next(allowed.Count)];
        Expected after = Prepare(before, to);
        var result = Journal.Change(slot, _change);
        LastStep = $"slot {slot}: {before.State} to {to}: {result}";
        Require(result == ChangeResult.Changed, LastStep);
        Slots[slot] = after;
    }

    private Expected Prepare(Expected before, TransactionState to)
    {
        _change.Reset(to, _utcSeconds);
        Expected after = before.Moved(to) with { ChangedUtcSeconds = _utcSeconds };
        if (TransactionRules.IsFinal(to) || _random.Next(4) == 0)
        {
            _change.HttpStatus = _random.Next(100, 600);
            ByteCodec.PutU16(_change.ResponseCode, 0, _random.Next(0x3030, 0x3939));
            after = after with
            {
                HttpStatus = _change.HttpStatus,
                ResponseCode = ByteCodec.GetU16(_change.ResponseCode, 0),
            };
        }

        if (_random.Next(3) == 0)
        {
            byte[] id = Bytes(_random.Next(1, PaymentIdBytes + 1));
            id.CopyTo(_change.PaymentId, 0);
            _change.PaymentIdLength = id.Length;
            after = after with { PaymentId = id };
        }

        if (_random.Next(4) == 0)
        {
            _change.AddFlags = 1 << _random.Next(5);
            after = after with { Flags = after.Flags | _change.AddFlags };
        }

        return after;
    }

    private void Acknowledge()
    {
        int slot = Journal.FirstLateDecline();
        Require(
            (slot < 0) == !Slots.Any(s => s is not null
                && TransactionRules.IsLateDecline(s.State, s.Flags)),
            "late declines");
        if (slot < 0)
        {
            Append();
            return;
        }

        var result = Journal.Acknowledge(slot, _utcSeconds);
        LastStep = $"slot {slot}: acknowledged: {result}";
        Require(result == ChangeResult.Changed, LastStep);
        Slots[slot] = Slots[slot]! with
        {
            Flags = Slots[slot]!.Flags | TransactionFlags.Acknowledged,
        };
    }

    private void Forget()
    {
        bool refused = Slots.Any(s => s is { IsWaiting: true });
        Require(Journal.ForgetFinished() == !refused, "forgetting while something waits");
        LastStep = refused ? "forget: refused" : "forget";
        Slots = refused ? Slots : new Expected?[_slotCount];
        Gone = refused ? Gone : [];
    }

    private void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new CutFailure(FailureKind.Lost, $"without any cut, step {StepCount}: {what}");
        }
    }
}
