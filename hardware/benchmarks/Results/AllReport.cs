using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Terminal.Agent;
using Terminal.Benchmarks.Il;
using Terminal.Rig.PowerCut;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Screens;
using Terminal.Rig.Simulation;

namespace Terminal.Benchmarks.Results;

/// <summary>Every figure in one table, printed and written to hardware/benchmarks/RESULTS.md; ratios first.</summary>
public static class AllReport
{
    private const int MethodsShown = 10;

    /// <summary>Measures, prints and writes.</summary>
    public static void Write()
    {
        string text = Make();
        Console.WriteLine(text);
        string root = Repository.Root() ?? throw new InvalidOperationException("run this inside the repository");
        File.WriteAllText(Path.Combine(root, "hardware", "benchmarks", "RESULTS.md"), text);
    }

    private static string Make()
    {
        var page = new StringBuilder(
            "<!-- Made by: dotnet run -c Release --project hardware/benchmarks -- all -->\n# Results\n\n");
        page.Append(Machine()).Append("\n\n");
        InstructionCounts counts = InstructionCounts.Measure();
        (long buffers, long others) = Footprint.Arrays();
        Section(page, "Parts, beside System.Text.Json", ["part", "ratio", "ns", "allocated bytes"], Parts());
        Section(
            page, "Emptying a queue of 200",
            [
                "way", "ratio to the bound", "of the middle half", "ms each", "payments a second", "bound ms",
                "of it the line", "of it the modem's commands", "allocated bytes",
            ],
            WholeJobs.Drains());
        page.Append(
            "The bound is what the bytes take at the line's speed and the modem for its commands (8 ms each, twice for "
            + "one with a payload). Over the SIM both directions take turns: the modem takes a payload only after a "
            + "prompt, which it gives when everything before has been said. Over WiFi the busier direction counts, "
            + "and its speed is assumed. Above the bound are the first and the last round trip, without which the "
            + "middle half of the queue is counted, and the modem's report on a send (40 ms), before which the next "
            + "may not begin; while it is awaited, answers are fetched.\n\n");
        Section(
            page, "Where a payment's milliseconds go over the SIM, round trip 100 ms",
            ["way", .. DrainStages.Names, "together"], WholeJobs.Stages());
        page.Append(
            "Each stretch of time counts for what the line was doing when it began. *Prompt awaited*: from a "
            + "send's command to the modem's `>` (8 ms, and what it has still to say goes first). *Modem's OK, "
            + "lengths*: its time for each command, and the lines that say how much has come. *Line idle*: round "
            + "trips that nothing hides, and the modem's report on a send (40 ms), before which the next send may "
            + "not begin; the acquirer takes no time here.\n\n");
        Section(
            page, "IL instructions executed",
            ["what", "ratio to the goal", "count", "goal"],
            [
                Count("sale over the SIM, card read to committed answer", counts.Sale, InstructionCounts.SaleGoal),
                ["the same until the answer is on the screen", "", Text(counts.Shown, "0"), ""],
                Count("a step with nothing to do", counts.IdleStep, InstructionCounts.IdleStepGoal),
            ]);
        Section(
            page, "The sale's costliest methods", ["method", "%", "instructions", "calls"],
            counts.OfSale.Take(MethodsShown).Select(m => new[]
            {
                m.Method, Text(100.0 * m.Count / counts.Sale, "0.0"), Text(m.Count, "0"), Text(m.Calls, "0"),
            }));
        Section(page, "Bytes of a payment, by layer", ["layer", "request", "answer"], LayerBytes.Rows());
        page.Append(
            "What the API asks for is in the request and nothing else: the line, Host (RFC 9112 wants it), "
            + "Authorization, Content-Type and Content-Length; User-Agent, by which support tells firmware apart, is "
            + "the one line that could go. The body has no blank and no field that the API does not need. The "
            + "connection stays, so no line says so.\n\n");
        page.Append("## The modem's line, counted over a boot, an idle hour and 100 payments\n\n```\n")
            .AppendJoin('\n', ModemReport.Measure()).Append("\n```\n\n");
        BusTrial bus = BusTrial.OfSaleAsync(CancellationToken.None).GetAwaiter().GetResult();
        Section(
            page, "The I2C bus of a sale on the board, card read to result shown",
            ["what", "transfers", "at most", "bytes", "at most"],
            [
                [
                    "display", Text(bus.Display, "0"), "", Text(bus.DisplayBytes, "0"),
                    Text(BusTrial.DisplayBytesMax, "0"),
                ],
                [
                    "memory", Text(bus.Memory, "0"), "", Text(bus.MemoryBytes, "0"),
                    Text(BusTrial.MemoryBytesMax, "0"),
                ],
                ["together", Text(bus.Display + bus.Memory, "0"), Text(BusTrial.TransfersMax, "0"), "", ""],
            ]);
        Section(
            page, "Bytes written to NVRAM for a transaction, append to erased payload",
            ["sealed bytes", "bytes", "at most", "the record itself", "to erase the payload"], JournalRows());
        Section(page, "Footprint", ["assembly", "DLL bytes", "methods", "byte code"], Footprint.Rows());
        page.Append(CultureInfo.InvariantCulture, $"Buffers of a started agent: {buffers:N0} bytes; other arrays "
            + $"{others:N0} bytes (fonts, texts and the index of the journal among both).\n\n");
        Section(
            page,
            "A sale, from the tap to the answer on the screen",
            SaleTimes.Heads,
            SaleTimes.Rows());
        page.Append(
            "Virtual time; round trip 80 ms over the SIM and 20 ms over WiFi, the acquirer's own 120 ms. *Line idle* "
            + "is the acquirer, the round trip and the modem's report on a send; over WiFi it is everything. The last "
            + "column has the look-up, the connection and the handshake in it, of whose time on the chip over WiFi "
            + "(about a second) a virtual board knows nothing; a connection is opened ahead of the card, so that is "
            + "a sale whose connection breaks when it is needed.\n\n");
        Section(
            page,
            "Telemetry over the SIM, a day of 24 hours",
            ["day", "MB a month", "bytes", "messages", "new connections", "MQTT bytes out", "modem's line, bytes more"],
            FleetCost.Days());
        page.Append(CultureInfo.InvariantCulture, $"Bytes with what TLS and TCP add, as the agent counts them for its "
            + $"budget of {Terminal.Agent.Limits.FleetSimDayBytes:N0} a day (a new connection counts "
            + $"{Terminal.Agent.Limits.FleetHandshakeBytes:N0}); a month has 30 such days of "
            + $"UTC. The connection stands when the day begins.\n\n");
        Section(
            page, "The same sale with telemetry, from the tap to the answer on the screen",
            ["telemetry", "ratio to off", "ms"], FleetCost.Taps());
        page.Append("The mean of 200 sales over the SIM in virtual time, the same run but for telemetry.\n\n");
        page.Append(CultureInfo.InvariantCulture,
            $"An idle day passes {WholeJobs.IdleSpeed():N0} times as fast as time.\n");
        return page.ToString();
    }

    private static IEnumerable<string[]> Parts()
    {
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance);
        List<BenchmarkReport> exchange = [.. BenchmarkRunner.Run<ExchangeBenchmarks>(config).Reports];
        List<BenchmarkReport> journal = [.. BenchmarkRunner.Run<JournalBenchmarks>(config).Reports];
        double Mean(string method) => exchange.Single(r => Name(r) == method).ResultStatistics!.Mean;
        yield return Part("write a payment", exchange, "EncodeAgent", Mean("EncodeSystemTextJson"));
        yield return Part("read a body, beside Utf8JsonReader", exchange, "BodyAgent",
            Mean("BodySystemTextJsonReader"));
        yield return Part("read a body, beside JsonDocument", exchange, "BodyAgent",
            Mean("BodySystemTextJsonDocument"));
        yield return Part("read a whole answer, beside Utf8JsonReader on its body", exchange, "AnswerAgent",
            Mean("BodySystemTextJsonReader"));
        foreach (BenchmarkReport report in journal)
        {
            yield return Part("journal: " + Name(report), journal, Name(report), double.NaN);
        }
    }

    private static string Name(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethod.Name;

    private static string[] Part(string what, List<BenchmarkReport> reports, string method, double besideNs)
    {
        BenchmarkReport report = reports.Single(r => Name(r) == method);
        double mean = report.ResultStatistics!.Mean;
        long? allocated = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);
        return
        [
            what, double.IsNaN(besideNs) ? "" : Text(mean / besideNs, "0.00"), Text(mean, "0"), 
            Text(allocated ?? 0, "0"),
        ];
    }

    // The rounds are those of the test that holds the bound.
    private static IEnumerable<string[]> JournalRows() =>
        from sealedBytes in new[] { 96, JournalRounds.TypicalSealedBytes, Limits.SealedBytesMax }
        let rounds = new JournalRounds(sealedBytes)
        select new[]
        {
            Text(sealedBytes, "0"), Text(rounds.WrittenEach(1_000), "0"), Text(rounds.WrittenEachMax, "0"),
            Text(rounds.RecordBytes, "0"), Text(rounds.ErasedBytes, "0"),
        };

    private static string[] Count(string what, double count, int goal) =>
        [what, Text(count / goal, "0.00"), Text(count, "0"), Text(goal, "0")];

    private static void Section(
        StringBuilder page, string title, string[] heads, IEnumerable<string[]> rows)
    {
        page.Append("## ").Append(title).Append("\n\n| ").AppendJoin(" | ", heads).Append(" |\n|")
            .Append(string.Concat(Enumerable.Repeat("---|", heads.Length))).Append('\n');
        foreach (string[] row in rows)
        {
            page.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        }

        page.Append('\n');
    }

    private static string Machine()
    {
        string processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':')[1].Trim() ?? "unknown processor"
            : RuntimeInformation.ProcessArchitecture.ToString();
        return $"{processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Split(' ')[0]}, "
            + RuntimeInformation.FrameworkDescription;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
