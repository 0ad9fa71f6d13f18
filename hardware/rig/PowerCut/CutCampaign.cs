using Terminal.Agent.Journal;

namespace Terminal.Rig.PowerCut;

/// <summary>
/// Runs workloads and cuts power after every byte that they write: mounts what is left, checks it,
/// then cuts the recovery after every byte that it writes, and checks again. Stops at the first
/// failure.
/// </summary>
public sealed class CutCampaign
{
    /// <summary>Slots of the small journal, whose edges come soon.</summary>
    public const int SmallSlots = 8;

    private const int StepsEach = 80;

    // The first mount of a blank chip writes every slot, and so does each recovery from a cut in
    // it:
    // there the second cuts step by a prime, or they would be the square of that.
    private const int BlankStride = 199;
    private const int BlankBytesMin = 1_000;
    private readonly Inspector _inspector = new();
    private readonly Action<CutTally> _progress;

    /// <summary>A campaign that reports after each step of a workload.</summary>
    public CutCampaign(Action<CutTally>? progress = null) => _progress = progress ?? (_ => { });

    /// <summary>
    /// False spares the first mount of the blank chip, which writes every slot: for short runs.
    /// </summary>
    public bool CutsBlank { get; set; } = true;

    /// <summary>What has been counted.</summary>
    public CutTally Tally { get; } = new();

    /// <summary>
    /// Cuts at least <paramref name="cuts"/> times, in two lanes side by side: one cut in sixteen
    /// in the journal of full size, whose every mount reads 28 times as much, the others in the
    /// small one. The same arguments give the same cuts.
    /// </summary>
    public CutTally Run(long cuts, int seed)
    {
        long inLarge = cuts / 16;
        var lanes = new CutCampaign[2];
        CutCampaign small = lanes[0] = new CutCampaign(Report) { CutsBlank = CutsBlank };
        CutCampaign large = lanes[1] = new CutCampaign(Report) { CutsBlank = CutsBlank };
        Parallel.Invoke(
            () => large.RunLane(inLarge, seed, large.RunLarge),
            () => small.RunLane(cuts - inLarge, seed, small.RunSmall));
        Tally.Cuts = large.Tally.Cuts + small.Tally.Cuts;
        Tally.SecondCuts = large.Tally.SecondCuts + small.Tally.SecondCuts;
        Tally.First = small.Tally.First ?? large.Tally.First;
        return Tally;

        void Report(CutTally lane)
        {
            lock (Tally)
            {
                Tally.Cuts = lanes.Sum(l => l.Tally.Cuts);
                _progress(Tally);
            }
        }
    }

    /// <summary>Plays one cut alone.</summary>
    public CutTally Replay(CutPoint point)
    {
        var workload = new Workload(point.SlotCount, point.Seed);
        if (point.SlotCount != SmallSlots)
        {
            workload.FillUp();
        }

        while (workload.StepCount < point.Step)
        {
            workload.Step();
        }

        CutStep(workload, point);
        return Tally;
    }

    private void RunLane(long cuts, int seed, Action<int, long> workload)
    {
        while (Tally.First is null && Tally.Cuts < cuts)
        {
            workload(seed++, cuts);
        }
    }

    private void RunSmall(int seed, long cuts)
    {
        // Every blank chip is laid out alike, so the first workload's is cut for all.
        var workload = new Workload(SmallSlots, seed);
        if (Tally.Cuts > 0 || !CutsBlank)
        {
            workload.Step();
        }

        // Half of the chips are not new: every append makes room.
        int end = StepsEach;
        if (seed % 4 >= 2)
        {
            workload.FillUp();
            end += workload.StepCount;
        }

        while (Tally.First is null && Tally.Cuts < cuts && workload.StepCount < end)
        {
            CutStep(workload, null);
        }
    }

    private void RunLarge(int seed, long cuts)
    {
        var workload = new Workload(Terminal.Agent.Limits.JournalSlots, seed);
        workload.FillUp();
        int end = workload.StepCount + StepsEach;
        while (Tally.First is null && Tally.Cuts < cuts && workload.StepCount < end)
        {
            CutStep(workload, null);
        }
    }

    // Lets the workload do a step, then goes through every prefix of what it wrote.
    private void CutStep(Workload workload, CutPoint? only)
    {
        int step = workload.StepCount;
        Expected?[] before = workload.Slots;
        uint highestBoot = workload.HighestBoot;
        workload.Nvram.Cut();
        try
        {
            workload.Step();
        }
        catch (CutFailure failure)
        {
            Tally.Cuts++;
            Fail(workload, new CutPoint(before.Length, workload.Seed, step, 0, 0), failure);
            return;
        }

        var image = (byte[])workload.Nvram.Bytes.Clone();
        var written = new NvramTape(image);
        (int Address, byte Value)[] bytes = Written(workload.Nvram, image);
        for (int count = 1; count <= bytes.Length && Tally.First is null; count++)
        {
            written.Put(bytes[count - 1].Address, bytes[count - 1].Value);
            if (only is null || only.Bytes == count)
            {
                var context = new CutContext(
                    workload, before, count == bytes.Length,
                    count == bytes.Length ? workload.HighestBoot : highestBoot,
                    new CutPoint(before.Length, workload.Seed, step, count, 0));
                Cut(written, context, only);
            }
        }

        _progress(Tally);
    }

    // The bytes of the tape in order; the image goes back to what stood before them.
    private static (int Address, byte Value)[] Written(NvramTape tape, byte[] image)
    {
        (int Address, byte Value)[] bytes = tape.Rewind(0);
        tape.Bytes.CopyTo(image, 0);
        foreach ((int address, byte value) in bytes)
        {
            tape.Put(address, value);
        }

        return bytes;
    }

    private void Cut(NvramTape nvram, CutContext context, CutPoint? only)
    {
        int mark = nvram.Length;
        try
        {
            Tally.Cuts++;
            Look(nvram, context);
            (int Address, byte Value)[] recovery = nvram.Rewind(mark);
            int stride = recovery.Length < BlankBytesMin ? 1 : BlankStride;
            for (int count = 1; count < recovery.Length; count++)
            {
                (int address, byte value) = recovery[count - 1];
                bool same = count > stride && nvram.Bytes[address] == value;
                nvram.Put(address, value);
                if (only is null ? count % stride == 0 : only.SecondBytes == count)
                {
                    // A byte that changes nothing leaves the image just looked at.
                    if (same && stride == 1)
                    {
                        Tally.SecondCuts++;
                        continue;
                    }

                    context.Point = context.Point with { SecondBytes = count };
                    int second = nvram.Length;
                    Tally.SecondCuts++;
                    Look(nvram, context);
                    nvram.Rewind(second);
                }
            }
        }
        catch (CutFailure failure)
        {
            Fail(context.Workload, context.Point, failure);
        }

        nvram.Rewind(mark);
    }

    // Mounts and checks; what the mount wrote stays on the tape, what the next append wrote does
    // not.
    private void Look(NvramTape nvram, CutContext context)
    {
        var journal = new TransactionJournal(
            nvram.Chip, context.Before.Length, new JournalFormat());
        journal.Mount(0);
        _inspector.Check(
            journal, nvram.Bytes, context.Before, context.Workload.Slots, context.Workload.Gone,
            context.IsComplete, context.HighestBoot);
        int mounted = nvram.Length;
        _inspector.CheckAppend(journal, context.Sample, context.Before);
        nvram.Rewind(mounted);
    }

    private void Fail(Workload workload, CutPoint point, CutFailure failure) =>
        Tally.First ??= (point, failure, workload.LastStep);

    private sealed class CutContext(
        Workload workload, Expected?[] before, bool isComplete, uint highestBoot, CutPoint point)
    {
        public Workload Workload { get; } = workload;

        public Expected?[] Before { get; } = before;

        public bool IsComplete { get; } = isComplete;

        public uint HighestBoot { get; } = highestBoot;

        public CutPoint Point { get; set; } = point;

        public Expected Sample { get; } = new Workload(1, point.Step).Next();
    }
}
