using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Terminal.Agent;
using Terminal.Rig.PowerCut;

namespace Terminal.Benchmarks;

/// <summary>
/// What a transaction costs in NVRAM, counted, and in time, measured by BenchmarkDotNet.
/// </summary>
public static class JournalReport
{
    private const int Rounds = 1_000;

    /// <summary>Prints all of it.</summary>
    public static void Print()
    {
        // In this process: the nano assemblies would not survive the project it would generate.
        BenchmarkRunner.Run<JournalBenchmarks>(ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
        foreach (int sealedBytes in new[] { 96, JournalRounds.TypicalSealedBytes, Limits.SealedBytesMax })
        {
            Count(sealedBytes);
        }

        CountMount();
    }

    private static void Count(int sealedBytes)
    {
        var rounds = new JournalRounds(sealedBytes);
        rounds.Run(Limits.JournalSlots + 1);
        var nvram = rounds.Nvram;
        long reads = nvram.Reads;
        long bytesRead = nvram.BytesRead;
        long writes = nvram.Writes;
        long bytesWritten = nvram.BytesWritten;
        rounds.Run(Rounds);
        double written = (double)(nvram.BytesWritten - bytesWritten) / Rounds;
        double ratio = (written - rounds.ErasedBytes) / rounds.RecordBytes;
        Say($"payload={sealedBytes} record_bytes={rounds.RecordBytes} "
            + $"written_bytes={written:0.#} of_which_erasure={rounds.ErasedBytes} "
            + $"ratio_without_erasure={ratio:0.000} writes={Each(nvram.Writes - writes)} "
            + $"reads={Each(nvram.Reads - reads)} read_bytes={Each(nvram.BytesRead - bytesRead)}");
    }

    private static void CountMount()
    {
        var rounds = new JournalRounds(JournalRounds.TypicalSealedBytes);
        rounds.Run(Limits.JournalSlots + 1);
        rounds.Journal.Mount(0);
        int finished = rounds.Journal.BytesReadAtMount;
        rounds.Fill();
        rounds.Journal.Mount(0);
        Say($"mount slots={Limits.JournalSlots} all_finished_read_bytes={finished} "
            + $"all_waiting_read_bytes={rounds.Journal.BytesReadAtMount}");
    }

    private static string Each(long total) =>
        ((double)total / Rounds).ToString("0.##", CultureInfo.InvariantCulture);

    private static void Say(string line) =>
        Console.WriteLine(line);
}
