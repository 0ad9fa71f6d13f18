using System.ComponentModel;
using System.Globalization;
using ScottPlot;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Terminal.Rig.Simulation;

/// <summary>Plays the grid of link failures in virtual time and holds it to its limits.</summary>
public sealed class FailoverCommand : Command<FailoverCommand.Settings>
{
    private const long SignalledMsMax = 3_000;
    private const long SilentMsMax = 10_000;
    private const int FlapMovesMax = 4;

    /// <summary>What can be said on the command line.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Trials of each cell.</summary>
        [CommandOption("--trials <N>")]
        [Description("Trials of each cell of the grid, 1 to 1000.")]
        [DefaultValue(20)]
        public int Trials { get; init; } = 20;

        /// <summary>First seed.</summary>
        [CommandOption("--first-seed <S>")]
        [Description("Seed of the first trial; the others follow.")]
        [DefaultValue(1)]
        public int FirstSeed { get; init; } = 1;

        /// <summary>Hours of the run without failures.</summary>
        [CommandOption("--healthy-hours <H>")]
        [Description("Virtual hours with both links healthy, in which no move may happen.")]
        [DefaultValue(1000)]
        public int HealthyHours { get; init; } = 1000;

        /// <summary>Where the plot goes.</summary>
        [CommandOption("--report <DIR>")]
        [Description("Folder for failover.png; none is written without it.")]
        public string? Report { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate() =>
            Trials is < 1 or > 1000 ? ValidationResult.Error("--trials takes 1 to 1000")
            : HealthyHours < 0 ? ValidationResult.Error("--healthy-hours takes 0 or more")
            : ValidationResult.Success();
    }

    /// <inheritdoc/>
    public override int Execute(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        List<FailoverResult> results = [];
        HealthyResult healthy = new(0, 0, 0);
        FlapResult flap = new(0, 0, 0, 0);
        AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
            new RemainingTimeColumn()).Start(progress =>
        {
            results = PlayGrid(settings, progress, cancellationToken);
            healthy = LinkRuns.PlayHealthy(
                settings.HealthyHours, settings.FirstSeed,
                progress.AddTask("healthy hours", maxValue: Math.Max(1, settings.HealthyHours)));
            flap = LinkRuns.PlayFlap(settings.FirstSeed);
        });
        return Tell(settings, results, healthy, flap);
    }

    private static List<FailoverResult> PlayGrid(
        Settings settings, ProgressContext progress, CancellationToken cancel)
    {
        (FailoverKind Kind, FailoverActivity Activity, int Seed)[] cells =
        [
            .. from kind in Enum.GetValues<FailoverKind>()
               from activity in Enum.GetValues<FailoverActivity>()
               from trial in Enumerable.Range(0, settings.Trials)
               select (kind, activity, settings.FirstSeed + trial),
        ];
        var results = new FailoverResult[cells.Length];
        ProgressTask task = progress.AddTask("grid", maxValue: cells.Length);
        var options = new ParallelOptions { CancellationToken = cancel };
        Parallel.For(0, cells.Length, options, i =>
        {
            (FailoverKind kind, FailoverActivity activity, int seed) = cells[i];
            results[i] = new FailoverTrial(kind, activity, seed).Play();
            task.Increment(1);
        });
        return [.. results];
    }

    private static int Tell(
        Settings settings, List<FailoverResult> results, HealthyResult healthy, FlapResult flap)
    {
        Table table = new Table().AddColumns(
            "failure", "activity", "trials", "over WiFi", "median s", "worst s", "result worst s",
            "wrong", "moves worst");
        foreach (IGrouping<(FailoverKind, FailoverActivity), FailoverResult> cell in
            results.GroupBy(result => (result.Kind, result.Activity)))
        {
            long[] moves = [.. cell.Where(r => r.MoveMs is not null).Select(r => r.MoveMs!.Value).Order()];
            long?[] shown = [.. cell.Select(r => r.ResultMs)];
            table.AddRow(
                cell.Key.Item1.ToString(), cell.Key.Item2.ToString(), Number(cell.Count()),
                Number(moves.Length), moves.Length > 0 ? Seconds(moves[moves.Length / 2]) : "-",
                moves.Length > 0 ? Seconds(moves[^1]) : "-",
                shown.Max() is long worst ? Seconds(worst) : "-",
                Number(cell.Sum(r => r.Wrong)), Number(cell.Max(r => r.Moves)));
        }

        AnsiConsole.Write(table);
        long icons = results.Max(r => r.IconMs) ?? 0;
        Console.WriteLine(FormattableString.Invariant(
            $"healthy hours={healthy.Hours} moves={healthy.Moves} sales={healthy.Sales}"));
        Console.WriteLine(FormattableString.Invariant(
            $"flap hours={flap.Hours} moves={flap.Moves} sales={flap.Sales} answered={flap.Answered}"));
        Console.WriteLine(FormattableString.Invariant($"icons worst_ms={icons}"));
        if (settings.Report is string folder)
        {
            Plot(folder, results);
        }

        string? problem = Judge(results, healthy, flap, icons);
        Console.WriteLine(problem is null ? "verdict=pass" : $"verdict=fail first=\"{problem}\"");
        return problem is null ? 0 : 1;
    }

    private static string? Judge(
        List<FailoverResult> results, HealthyResult healthy, FlapResult flap, long iconMs)
    {
        FailoverResult? wrong = results.Find(r => r.Wrong > 0);
        FailoverResult? late = results.Find(r => r.Kind != FailoverKind.AcquirerDown
            && r.MoveMs > (r.Kind == FailoverKind.Signalled ? SignalledMsMax : SilentMsMax));
        return wrong is not null ? $"a payment lost or doubled: {Name(wrong)}"
            : late is not null ? $"moved after {late.MoveMs} ms: {Name(late)}"
            : healthy.Moves > 0 ? $"{healthy.Moves} moves while both links were healthy"
            : flap.Moves > FlapMovesMax * flap.Hours ? $"{flap.Moves} moves on a flapping link"
            : flap.Answered < flap.Sales ? $"{flap.Sales - flap.Answered} sales without an answer"
            : iconMs > 5_000 ? $"the status line was wrong for {iconMs} ms"
            : null;
    }

    private static string Name(FailoverResult result) =>
        $"{result.Kind} {result.Activity} seed {result.Seed}";

    private static void Plot(string folder, List<FailoverResult> results)
    {
        Directory.CreateDirectory(folder);
        var plot = new Plot();
        plot.Title("From the failure to the payment's first byte on the other link");
        plot.XLabel("seconds");
        plot.YLabel("share of trials");
        foreach (IGrouping<FailoverKind, FailoverResult> kind in results.GroupBy(r => r.Kind))
        {
            double[] times =
                [.. kind.Where(r => r.MoveMs is not null).Select(r => r.MoveMs!.Value / 1000.0).Order()];
            if (times.Length > 0)
            {
                double[] shares = [.. times.Select((_, i) => (i + 1.0) / times.Length)];
                plot.Add.Scatter(times, shares).LegendText = kind.Key.ToString();
            }
        }

        plot.ShowLegend(Alignment.LowerRight);
        plot.SavePng(Path.Combine(folder, "failover.png"), 1000, 600);
    }

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(long ms) =>
        (ms / 1000.0).ToString("0.00", CultureInfo.InvariantCulture);
}
