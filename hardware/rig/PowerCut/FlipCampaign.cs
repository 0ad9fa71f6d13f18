using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Rig.Board;

namespace Terminal.Rig.PowerCut;

/// <summary>
/// Damages a small image: every single bit, a sample of pairs of bits, blocks of up to 4 KiB wiped
/// to zeros or ones. Each time mounting must succeed, untouched slots must be as they were, and a
/// touched one as it was or reported. One flipped bit must cost nothing at all.
/// </summary>
public sealed class FlipCampaign
{
    /// <summary>Slots of the image: more than a block of 4 KiB can cover.</summary>
    public const int Slots = 16;

    /// <summary>Images in each of the two samples.</summary>
    public const int SampleCount = 100_000;

    private const int BlockBytesMax = 4_096;
    private readonly TransactionRecord _record = new();
    private readonly Action<FlipTally> _progress;
    private readonly Random _random;
    private readonly Workload _workload;
    private readonly Expected?[] _slots;
    private readonly DaySums _days = new(DaySums.Paris, TimeSpan.FromHours(4), 0);
    private readonly int _sampleCount;
    private readonly int _stride;

    /// <summary>A campaign over an image from a seed; smaller with a stride or sample.</summary>
    public FlipCampaign(
        int seed, Action<FlipTally>? progress = null, int stride = 1,
        int sampleCount = SampleCount)
    {
        _progress = progress ?? (_ => { });
        _random = new Random(seed);
        _sampleCount = sampleCount;
        _stride = stride;
        _workload = new Workload(Slots, seed);
        _workload.FillUp();
        for (int i = 0; i < 100; i++)
        {
            _workload.Step();
        }

        _workload.Nvram.Cut();
        _slots = [.. _workload.Slots.Select(s => s?.Restarted())];
        foreach (Expected one in _slots.OfType<Expected>().Concat(_workload.Gone))
        {
            _days.Add(
                one.State, one.Flags, one.AmountCents, one.Currency, one.CreatedUtcSeconds, one.ChangedUtcSeconds);
        }
    }

    /// <summary>How many bits the image has.</summary>
    public static long SingleCount => NvramMap.SizeBytes(Slots) * 8L;

    /// <summary>What has been counted.</summary>
    public FlipTally Tally { get; } = new();

    /// <summary>Runs all of it, until the first failure.</summary>
    public FlipTally Run()
    {
        for (int bit = 0; bit < SingleCount && Tally.First is null; bit += _stride)
        {
            Tally.Flips++;
            Flip(bit);
            Look($"bit {bit} flipped", 0, 0, mayReport: false);
        }

        for (int i = 0; i < _sampleCount && Tally.First is null; i++)
        {
            Tally.Pairs++;
            RunPair();
        }

        for (int i = 0; i < _sampleCount && Tally.First is null; i++)
        {
            Tally.Blocks++;
            RunBlock();
        }

        return Tally;
    }

    // Half of the pairs fall close together: into one record, where they do most harm.
    private void RunPair()
    {
        int first = _random.Next((int)SingleCount);
        int second = _random.Next(2) == 0
            ? _random.Next((int)SingleCount)
            : (int)((first + _random.Next(1, 24 * 8)) % SingleCount);
        Flip(first);
        Flip(second);
        bool sameBody = MemoryNvram.SlotOf(first / 8) == MemoryNvram.SlotOf(second / 8) && IsBody(first / 8)
            && IsBody(second / 8);
        Look(
            $"bits {first} and {second} flipped", sameBody ? first / 8 : 0,
            sameBody ? (first / 8) + 1 : 0, mayReport: sameBody);
    }

    private void RunBlock()
    {
        int length = _random.Next(4) == 0
            ? BlockBytesMax : _random.Next(1, BlockBytesMax + 1);
        int start = _random.Next(NvramMap.SizeBytes(Slots) - length + 1);
        byte fill = (byte)(_random.Next(2) * 0xFF);
        for (int i = 0; i < length; i++)
        {
            _workload.Nvram.Put(start + i, fill);
        }

        Look($"{length} bytes at {start} set to {fill}", start, start + length, mayReport: true);
    }

    private void Flip(int bit) => _workload.Nvram.Put(
        bit / 8, (byte)(_workload.Nvram.Bytes[bit / 8] ^ (1 << (bit % 8))));

    private void Look(string damage, int start, int end, bool mayReport)
    {
        var journal = new TransactionJournal(_workload.Nvram.Chip, Slots, new JournalFormat());
        journal.Mount(0);
        string? failure = Check(journal, start, end, mayReport);
        Tally.First = failure is null ? null : $"{damage}: {failure}";
        Tally.Reported += journal.DamagedCount > 0 ? 1 : 0;
        _workload.Nvram.Rewind(0);
        if (Tally.Total % 4096 == 0)
        {
            _progress(Tally);
        }
    }

    private string? Check(TransactionJournal journal, int start, int end, bool mayReport)
    {
        if (!journal.IsWritable || journal.Boot <= _workload.HighestBoot)
        {
            return $"mounted {journal.Mounted}, boot {journal.Boot}";
        }

        if (!mayReport && journal.DamagedCount > 0)
        {
            return $"slot {journal.DamagedSlot(0)} is reported as damaged";
        }

        if (!mayReport && _days.FindOther(journal, 0) is string other)
        {
            return other;
        }

        for (int slot = 0; slot < Slots; slot++)
        {
            int at = NvramMap.SlotAddress(slot);
            bool touched = at < end && start < at + Limits.SlotBytes;
            string? failure = CheckSlot(journal, slot, touched);
            if (failure is not null)
            {
                return failure;
            }
        }

        new Workload(1, (int)Tally.Total).Next().Fill(_record);
        var expected = journal.IsFull ? AppendResult.Full : AppendResult.Appended;
        return journal.Append(_record) == expected ? null : "the next append fails";
    }

    private string? CheckSlot(TransactionJournal journal, int slot, bool touched)
    {
        Expected? expected = _slots[slot];
        bool reported = journal.Damage(slot) != SlotDamage.None;
        bool there = journal.State(slot) != TransactionState.Free;
        if (reported)
        {
            return touched ? null : $"slot {slot} is reported though nothing touched it";
        }

        if (there && !journal.Load(slot, _record))
        {
            return $"slot {slot} cannot be loaded";
        }

        if (expected is null || !there)
        {
            return expected is null && !there ? null
                : there ? $"slot {slot} holds a ghost" : $"slot {slot} lost a transaction";
        }

        // With one of its two cells wiped, a transaction may be as it was before its last change.
        bool fits = touched ? expected.MatchesIdentity(_record) : expected.Matches(_record);
        return fits ? null : $"slot {slot} is not what it was";
    }

    private static bool IsBody(int address) => address >= NvramMap.SlotsAddress
        && address < NvramMap.DaysAddress(Slots)
        && (address - NvramMap.SlotsAddress) % Limits.SlotBytes < SlotImage.SealMark;
}
