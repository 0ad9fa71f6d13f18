using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Terminal.Rig.Simulation;

/// <summary>Plays the grid of link failures in virtual time and holds it to its limits.</summary>
public sealed class FailoverCommand : Command<FailoverCommand.Settings>
{
    private const int WideColumns = 170;

    // Long runs are cut into worlds of so many hours, which run side by side.
    private const int HoursOfWorldMax = 50;

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

        /// <summary>Hours of the run on a flapping SIM.</summary>
        [CommandOption("--flap-hours <H>")]
        [Description("Virtual hours with a SIM that comes and goes every 20 s.")]
        [DefaultValue(10)]
        public int FlapHours { get; init; } = 10;

        /// <summary>Where the plot goes.</summary>
        [CommandOption("--report <DIR>")]
        [Description("Folder for failover.png; none is written without it.")]
        public string? Report { get; init; }

        /// <summary>Random schedules in the place of the grid.</summary>
        [CommandOption("--random <N>")]
        [Description("Plays so many random schedules of failures and sales in the place of the grid.")]
        [DefaultValue(0)]
        public int Random { get; init; }

        /// <summary>Hours of each random schedule.</summary>
        [CommandOption("--random-hours <H>")]
        [Description("Virtual hours of each random schedule, 1 to 24.")]
        [DefaultValue(2)]
        public int RandomHours { get; init; } = 2;

        /// <inheritdoc/>
        public override ValidationResult Validate() =>
            Random < 0 ? ValidationResult.Error("--random takes 0 or more")
            : RandomHours is < 1 or > 24 ? ValidationResult.Error("--random-hours takes 1 to 24") :
            Trials is < 1 or > 1000 ? ValidationResult.Error("--trials takes 1 to 1000")
            : HealthyHours < 0 ? ValidationResult.Error("--healthy-hours takes 0 or more")
            : FlapHours < 0 ? ValidationResult.Error("--flap-hours takes 0 or more")
            : ValidationResult.Success();
    }

    /// <inheritdoc/>
    public override int Execute(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Random > 0)
        {
            return PlayRandom(settings, cancellationToken);
        }

        FailoverReport? report = null;
        AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
            new RemainingTimeColumn()).Start(progress => report = Play(settings, progress, cancellationToken));
        Tell(report!);
        if (settings.Report is string folder)
        {
            Directory.CreateDirectory(folder);
            FailoverPlot.Save(report!.Trials, Path.Combine(folder, "failover.png"));
        }

        string? problem = report!.Problem();
        Console.WriteLine(problem is null ? "verdict=pass" : $"verdict=fail first=\"{problem}\"");
        return problem is null ? 0 : 1;
    }

    private static int PlayRandom(Settings settings, CancellationToken cancel)
    {
        var results = new ScheduleResult[settings.Random];
        AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
            new RemainingTimeColumn()).Start(progress =>
            {
                ProgressTask schedules = progress.AddTask("schedules", maxValue: settings.Random);
                ParallelTrials.Play(settings.Random, cancel, i =>
                {
                    results[i] = new ScheduleRun(settings.FirstSeed + i, settings.RandomHours).Play();
                    schedules.Increment(1);
                });
            });
        ScheduleResult[] bad = [.. results.Where(result => result.Problems.Count > 0)];
        foreach (ScheduleResult result in bad)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"seed={result.Seed} problem=\"{result.Problems[0]}\" replay=\"failover --random 1 --random-hours "
                    + $"{settings.RandomHours} --first-seed {result.Seed}\""));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"random schedules={results.Length} failures={results.Sum(r => r.Failures)} "
                + $"sales={results.Sum(r => r.Sales)} online={results.Sum(r => r.Online)} "
                + $"offline={results.Sum(r => r.Offline)} unknown={results.Sum(r => r.Unknown)} "
                + $"moves={results.Sum(r => r.Moves)} returns_in_an_hour_worst={results.Max(r => r.MovesInAnHourMax)} "
                + $"result_worst_ms={results.Max(r => r.ResultWorstMs)} "
                + $"icon_worst_ms={results.Max(r => r.IconWorstMs)} "
                + $"page_worst_ms={results.Max(r => r.PageWorstMs) ?? 0}"));
        Console.WriteLine(bad.Length == 0 ? "verdict=pass" : $"verdict=fail seeds={bad.Length}");
        return bad.Length == 0 ? 0 : 1;
    }

    private static FailoverReport Play(Settings settings, ProgressContext progress, CancellationToken cancel)
    {
        ProgressTask grid = progress.AddTask("grid", maxValue: FailoverReport.CellCount * settings.Trials);
        ProgressTask healthy = progress.AddTask("healthy hours", maxValue: Math.Max(1, settings.HealthyHours));
        ProgressTask flap = progress.AddTask("flapping hours", maxValue: Math.Max(1, settings.FlapHours));
        return new FailoverReport
        {
            Trials = FailoverReport.PlayGrid(
                settings.FirstSeed, settings.Trials, () => grid.Increment(1), cancel),
            Healthy = InWorlds(
                settings.HealthyHours, settings.FirstSeed, cancel,
                (hours, seed) => LinkRuns.PlayHealthy(hours, seed, () => healthy.Increment(1))),
            Flaps = InWorlds(
                settings.FlapHours, settings.FirstSeed, cancel,
                (hours, seed) => LinkRuns.PlayFlap(hours, seed, () => flap.Increment(1))),
        };
    }

    // Worlds side by side are also more different worlds.
    private static List<T> InWorlds<T>(int hours, int firstSeed, CancellationToken cancel, Func<int, int, T> play)
    {
        int count = (hours + HoursOfWorldMax - 1) / HoursOfWorldMax;
        count = Math.Max(count, Math.Min(hours, 10));
        var results = new T[count];
        ParallelTrials.Play(count, cancel, i =>
            results[i] = play((hours / count) + (i < hours % count ? 1 : 0), firstSeed + i));
        return [.. results];
    }

    private static void Tell(FailoverReport report)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = WideColumns;
        }

        Table table = new Table().AddColumns(
            "failure", "activity", "trials", "moved", "median s", "worst s", "result worst s", "icon worst s",
            "page worst s", "healed worst s", "moves worst", "wrong");
        foreach (IGrouping<(FailoverKind, FailoverActivity), FailoverResult> cell in report.Cells())
        {
            long[] moves = [.. cell.Where(r => r.MoveMs is not null).Select(r => r.MoveMs!.Value).Order()];
            long?[] shown = [.. cell.Select(r => r.ResultMs)];
            table.AddRow(
                cell.Key.Item1.ToString(), cell.Key.Item2.ToString(), Number(cell.Count()),
                Number(moves.Length), moves.Length > 0 ? Seconds(moves[moves.Length / 2]) : "-",
                moves.Length > 0 ? Seconds(moves[^1]) : "-",
                shown.Max() is long worst ? Seconds(worst) : "-",
                Seconds(cell.Max(r => r.IconMs)),
                cell.Max(r => r.PageMs) is long page ? Seconds(page) : "-", Seconds(cell.Max(r => r.DeliveredMs)),
                Number(cell.Max(r => r.Moves)), Number(cell.Sum(r => r.Wrong)));
        }

        AnsiConsole.Write(table);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"healthy hours={report.Healthy.Sum(r => r.Hours)} moves={report.Healthy.Sum(r => r.Moves)} "
                + $"sales={report.Healthy.Sum(r => r.Sales)} approved={report.Healthy.Sum(r => r.Approved)}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"flap hours={report.Flaps.Sum(r => r.Hours)} moves_in_an_hour_worst={report.FlapMovesMax} "
                + $"sales={report.Flaps.Sum(r => r.Sales)} answered={report.Flaps.Sum(r => r.Answered)}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"icons worst_ms={report.Trials.Max(r => r.IconMs)} "
                + $"page worst_ms={report.Trials.Max(r => r.PageMs) ?? 0}"));
    }

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(long ms) =>
        (ms / 1000.0).ToString("0.00", CultureInfo.InvariantCulture);
}
