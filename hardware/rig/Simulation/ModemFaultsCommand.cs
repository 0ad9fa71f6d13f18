using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Agent;
using Terminal.Rig.CommandLine;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Simulation;

/// <summary>Plays every trouble of the modem at every moment of a payment, in virtual time.</summary>
public sealed class ModemFaultsCommand : Command<ModemFaultsCommand.Settings>
{
    private const int TableColumns = 150;

    /// <summary>What can be said on the command line.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Trials of each cell.</summary>
        [CommandOption("--trials <N>")]
        [Description("Trials of each fault at each moment, 1 to 1000.")]
        [DefaultValue(3)]
        public int Trials { get; init; } = 3;

        /// <summary>First seed.</summary>
        [CommandOption("--first-seed <S>")]
        [Description("Seed of the first trial; the others follow.")]
        [DefaultValue(1)]
        public int FirstSeed { get; init; } = 1;

        /// <summary>A part of the grid.</summary>
        [CommandOption("--only <WORDS>")]
        [Description("Only faults whose name has these words.")]
        public string? Only { get; init; }

        /// <summary>One moment.</summary>
        [CommandOption("--moment <MOMENT>")]
        [Description("Only this moment: idle, connecting, sending, waiting, receiving, meanwhile.")]
        public ModemMoment? Moment { get; init; }

        /// <summary>With the fallback.</summary>
        [CommandOption("--wifi")]
        [Description("With WiFi as fallback; without it only the modem's own recovery can help.")]
        public bool HasWifi { get; init; }

        /// <summary>Which modem.</summary>
        [CommandOption("--modem <MODEL>")]
        [Description("Model of the modem: A7670E, SIM7600E, SIM7672E, or EG800K of the other make.")]
        [DefaultValue(ModemModels.First)]
        public string Modem { get; init; } = ModemModels.First;

        /// <summary>What happens.</summary>
        [CommandOption("--trace")]
        [Description("Print what happens, one trial after the other; never what is sent or received.")]
        public bool IsTraced { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate() =>
            Trials is < 1 or > 1000 ? ValidationResult.Error("--trials takes 1 to 1000")
            : !ModemModels.Has(Modem) ? ValidationResult.Error(
                $"--modem takes {string.Join(", ", ModemModels.Names)}, not '{Modem}'"
                + Nearest.Ask(Modem, ModemModels.Names))
            : Troubles().Length == 0 ? ValidationResult.Error($"no fault is called '{Only}'")
            : ValidationResult.Success();

        internal ModemTrouble[] Troubles() =>
        [
            .. ModemTrouble.All.Where(trouble =>
                Only is null || trouble.Name.Contains(Only, StringComparison.OrdinalIgnoreCase)),
        ];

        internal ModemMoment[] Moments() =>
            Moment is ModemMoment moment ? [moment] : Enum.GetValues<ModemMoment>();
    }

    /// <inheritdoc/>
    public override int Execute(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        ModemTrialResult[] results = [];
        AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
            new RemainingTimeColumn()).Start(progress =>
                results = Play(settings, progress, cancellationToken));
        return Tell(settings, results);
    }

    private static ModemTrialResult[] Play(
        Settings settings, ProgressContext progress, CancellationToken cancel)
    {
        ModemTrial[] trials =
        [
            .. from trouble in settings.Troubles()
               from moment in settings.Moments()
               from trial in Enumerable.Range(0, settings.Trials)
               select new ModemTrial(trouble, moment, settings.FirstSeed + trial, settings.HasWifi, settings.Modem),
        ];
        var results = new ModemTrialResult[trials.Length];
        ProgressTask task = progress.AddTask("trials", maxValue: trials.Length);
        int atATime = settings.IsTraced ? 1 : Environment.ProcessorCount;
        ParallelTrials.Play(trials.Length, atATime, cancel, i =>
        {
            trials[i].Told = settings.IsTraced ? Trace : null;
            results[i] = trials[i].Play();
            task.Increment(1);
        });
        return results;
    }

    private static void Trace(long atMs, string what) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{atMs / 1000.0,10:0.000} {what}"));

    private static int Tell(Settings settings, ModemTrialResult[] results)
    {
        Table table = new Table().Title("Back after so many seconds, worst of the trials").AddColumn("fault");
        foreach (ModemMoment moment in settings.Moments())
        {
            table.AddColumn(moment.ToString().ToLowerInvariant());
        }

        table.AddColumns("next sale", "named", "remedy", "wrong");
        foreach (IGrouping<ModemTrouble, ModemTrialResult> row in results.GroupBy(r => r.Trouble))
        {
            table.AddRow(
            [
                Markup.Escape(row.Key.Name),
                .. settings.Moments().Select(moment =>
                    Seconds(row.Where(r => r.Moment == moment).Max(r => r.BackMs))),
                Seconds(row.Max(r => r.NextSaleMs)),
                string.Join(' ', row.SelectMany(r => r.Codes).Distinct().Order().Where(IsShown).Select(Code)),
                row.Max(r => r.Rung).ToString(),
                row.Count(r => r.Problem is not null).ToString(CultureInfo.InvariantCulture),
            ]);
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, TableColumns);
        AnsiConsole.Write(table);
        foreach (ModemTrialResult wrong in results.Where(r => r.Problem is not null))
        {
            Console.WriteLine($"wrong: {Name(wrong)}: {wrong.Problem}");
        }

        return Judge(settings, results);
    }

    private static int Judge(Settings settings, ModemTrialResult[] results)
    {
        ModemTrialResult? first = Array.Find(results, r => r.Problem is not null);
        string figures = string.Create(
            CultureInfo.InvariantCulture,
            $"faults={settings.Troubles().Length} moments={settings.Moments().Length} trials={results.Length} "
            + $"sales={results.Sum(r => r.Sales)} second_posts={results.Sum(r => r.SecondPosts)} "
            + $"back_worst_s={results.Max(r => r.BackMs) / 1000.0:0.0} "
            + $"next_sale_worst_s={results.Max(r => r.NextSaleMs) / 1000.0:0.0}");
        if (first is null)
        {
            Console.WriteLine($"verdict=pass {figures}");
            return 0;
        }

        string again = $"modem-faults --only \"{first.Trouble.Name}\" --moment "
            + $"{first.Moment.ToString().ToLowerInvariant()} "
            + $"--first-seed {first.Seed} --trials 1{(settings.HasWifi ? " --wifi" : "")}"
            + (settings.Modem == ModemModels.First ? "" : " --modem " + settings.Modem);
        Console.WriteLine($"verdict=fail {figures} first=\"{Name(first)}: {first.Problem}\"");
        Console.WriteLine($"again: {again}");
        return 1;
    }

    private static bool IsShown(FaultCode code) => code is not FaultCode.None and not FaultCode.Starting;

    // The codes of the modem and the way behind it are numbered as they are shown.
    private static string Code(FaultCode code) =>
        string.Create(CultureInfo.InvariantCulture, $"R{(int)code:00}");

    private static string Name(ModemTrialResult result) =>
        $"{result.Trouble.Name}, {result.Moment}, seed {result.Seed}";

    private static string Seconds(long ms) =>
        (ms / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);
}
