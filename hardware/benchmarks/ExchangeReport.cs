using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Terminal.Agent.Acquirer;

namespace Terminal.Benchmarks;

/// <summary>What writing a payment and reading an answer cost, in time and bytes.</summary>
public static class ExchangeReport
{
    /// <summary>Checks that both sides do their job, then prints the figures.</summary>
    public static void Print()
    {
        var both = new ExchangeBenchmarks();
        bool isDone = both.AnswerAgent() == ResponseBody.Paid && both.BodyAgent() == ResponseBody.Paid
            && both.BodySystemTextJsonDocument() == 1_250
            && Math.Abs(both.EncodeAgent() - both.EncodeSystemTextJson()) <= 1;
        if (!isDone)
        {
            throw new InvalidOperationException("the two sides do not do the same");
        }

        BenchmarkRunner.Run<ExchangeBenchmarks>(ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
    }
}
