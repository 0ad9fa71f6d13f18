using BenchmarkDotNet.Attributes;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Rig.PowerCut;

namespace Terminal.Benchmarks;

/// <summary>The journal of full size on a chip in RAM: the time of its own instructions.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private readonly JournalRounds _rounds = new(JournalRounds.TypicalSealedBytes);
    private readonly JournalRounds _full = new(JournalRounds.TypicalSealedBytes);
    private readonly byte[] _slot = new byte[Limits.SlotBytes];

    /// <summary>Every slot has been used, so that appends overwrite finished records.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _rounds.Run(Limits.JournalSlots + 1);
        _rounds.Append();
        _full.Fill();
    }

    /// <summary>Append, read, in flight, approved with an id, erased.</summary>
    [Benchmark]
    public void WholeTransaction() => _rounds.Run(1);

    /// <summary>Reads one transaction with its payload.</summary>
    [Benchmark]
    public void Load() => _rounds.Load();

    /// <summary>Asks which one is next.</summary>
    [Benchmark]
    public int OldestWaiting() => _full.Journal.OldestWaiting();

    /// <summary>Mounts with every slot undelivered.</summary>
    [Benchmark]
    public MountResult MountFull() => _full.Journal.Mount(0);

    /// <summary>CRC-32 of a slot's length.</summary>
    [Benchmark]
    public uint CrcOfASlot() => Crc32.Compute(_slot, 0, _slot.Length);
}
