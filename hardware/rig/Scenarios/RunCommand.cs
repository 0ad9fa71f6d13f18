using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.CommandLine;
using Terminal.Rig.Screens;

namespace Terminal.Rig.Scenarios;

/// <summary>Plays scenarios: one with its time line, several side by side with a summary.</summary>
public sealed class RunCommand : AsyncCommand<RunCommand.Settings>
{
    private const int Passed = 0;
    private const int Failed = 1;
    private const int Unusable = 2;

    /// <summary>What can be said on the command line.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Names, groups or files.</summary>
        [CommandArgument(0, "[SCENARIO]")]
        [Description("Names, groups (" + ScenarioWords.GroupList + "), `all`, YAML files, or folders of them.")]
        public string[] Scenarios { get; init; } = [];

        /// <summary>What runs as the terminal.</summary>
        [CommandOption("--board <BOARD>")]
        [Description("firmware: the whole firmware; ports: the agent alone on fakes.")]
        [DefaultValue(BoardKind.Firmware)]
        public BoardKind Board { get; init; }

        /// <summary>How many side by side.</summary>
        [CommandOption("--parallel <N>")]
        [Description("How many are played side by side, 1 to 64; without it, four for each "
            + "processor, 16 at most.")]
        public int? Parallel { get; init; }

        /// <summary>Where the report goes.</summary>
        [CommandOption("--junit <FILE>")]
        [Description("Write the results as JUnit XML.")]
        public string? JUnit { get; init; }

        /// <summary>Words to select by.</summary>
        [CommandOption("--tag <TAG>")]
        [Description("Only scenarios with that tag; may be repeated, then with any of them.")]
        public string[] Tags { get; init; } = [];

        /// <summary>Lists only.</summary>
        [CommandOption("--list")]
        [Description("List the scenarios in place of playing them.")]
        public bool IsList { get; init; }

        /// <summary>Prints the schema.</summary>
        [CommandOption("--schema")]
        [Description("Print the JSON schema of scenario files, for editors.")]
        public bool IsSchema { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate() =>
            Parallel is < 1 or > 64
                ? ValidationResult.Error("--parallel takes a number from 1 to 64")
            : Scenarios.Length == 0 && !IsList && !IsSchema
                ? ValidationResult.Error(
                    "say what to play: a scenario, a group, a file or `all`; --list shows them")
            : ValidationResult.Success();
    }

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.IsSchema)
        {
            Console.WriteLine(ScenarioSchema.Text);
            return Passed;
        }

        string[] words = settings.Scenarios.Length > 0 ? settings.Scenarios : [ScenarioCatalog.Everything];
        IReadOnlyList<Scenario> scenarios;
        try
        {
            scenarios = Tagged([.. words.SelectMany(ScenarioCatalog.Select)], settings.Tags);
        }
        catch (ScenarioException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Unusable;
        }

        return settings.IsList ? List(scenarios)
            : await PlayAsync(scenarios, settings, cancellationToken);
    }

    private static List<Scenario> Tagged(List<Scenario> scenarios, string[] tags)
    {
        string[] known = [.. scenarios.SelectMany(scenario => scenario.Tags).Distinct()];
        return tags.FirstOrDefault(tag => !known.Contains(tag)) is string unknown
            ? throw new ScenarioException(
                $"no scenario has the tag '{unknown}'{Nearest.Ask(unknown, known)}; there are: "
                + (known.Length == 0 ? "none" : string.Join(", ", known.Order())))
            : tags.Length == 0 ? scenarios
            : [.. scenarios.Where(scenario => scenario.Tags.Intersect(tags).Any())];
    }

    private static int List(IReadOnlyList<Scenario> scenarios)
    {
        foreach (Scenario scenario in scenarios.OrderBy(s => s.Group).ThenBy(s => s.Name))
        {
            Console.WriteLine($"{scenario.Group,-11} {scenario.Name,-30} {scenario.Description}");
        }

        return Passed;
    }

    private static async Task<int> PlayAsync(
        IReadOnlyList<Scenario> scenarios, Settings settings, CancellationToken stop)
    {
        IReadOnlyList<ScenarioResult> results = scenarios is [{ Unreadable: null } only]
            ? [await PlayOneAsync(only, settings.Board, stop)]
            : await PlayManyAsync(scenarios, settings, stop);
        if (settings.JUnit is string file)
        {
            try
            {
                JUnitReport.Write(file, results);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"Error: {InWords.Of(e)}");
                return Unusable;
            }
        }

        return results.Any(result => result.Scenario.Unreadable is not null) ? Unusable
            : results.All(result => result.Problem is null) ? Passed : Failed;
    }

    private static async Task<IReadOnlyList<ScenarioResult>> PlayManyAsync(
        IReadOnlyList<Scenario> scenarios, Settings settings, CancellationToken stop)
    {
        int atATime = settings.Parallel ?? ScenarioRunner.AtATimeDefault;
        Console.WriteLine($"{scenarios.Count} scenarios, {atATime} at a time");
        using var runner = new ScenarioRunner(settings.Board, atATime);
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        IReadOnlyList<ScenarioResult> results =
            await ScenarioProgress.ShowAsync(scenarios, one => runner.PlayAsync(one, stop));
        ScenarioProgress.Summarise(
            results, System.Diagnostics.Stopwatch.GetElapsedTime(start), "run");
        return results;
    }

    private static async Task<ScenarioResult> PlayOneAsync(
        Scenario scenario, BoardKind board, CancellationToken stop)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(
            board, modem: scenario.Modem, hasBroker: scenario.HasBroker);
        var timeline = new List<TimelineEntry>();
        var player = new ScenarioPlayer(rig, entry =>
        {
            lock (timeline)
            {
                timeline.Add(entry);
                Print(entry);
            }
        });
        AnsiConsole.MarkupLineInterpolated($"[bold]{scenario.Name}[/] {scenario.Description}");
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        string? problem = await player.PlayAsync(scenario, stop);
        TimeSpan took = System.Diagnostics.Stopwatch.GetElapsedTime(start);
        PrintEnd(rig);
        string figures = string.Create(
            CultureInfo.InvariantCulture,
            $"scenario={scenario.Name} steps={scenario.Steps.Count} seconds={took.TotalSeconds:0.0} "
            + $"requests={rig.Requests}");
        Console.WriteLine(problem is null
            ? $"verdict=pass {figures}" : $"verdict=fail {figures} first=\"{problem}\"");
        return new ScenarioResult(scenario, problem, took, timeline);
    }

    private static void Print(TimelineEntry entry)
    {
        string time = entry.At.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
        AnsiConsole.MarkupLineInterpolated(
            $"[grey]{time,8}[/] [blue]{entry.Kind,-8}[/] {entry.Text}");
    }

    private static void PrintEnd(ScenarioRig rig)
    {
        AnsiConsole.WriteLine();
        Console.Write(FrameBlocks.Render(rig.Terminal.Display.Snapshot()));
        AnsiConsole.Write(JournalTable(rig.Terminal.JournalRows()));
        AnsiConsole.Write(LedgerTable(rig.Acquirer.Api.Ledger.Snapshot().Payments));
    }

    private static Table JournalTable(IReadOnlyList<JournalRow> rows)
    {
        Table table = new Table().Title("Terminal's journal").AddColumns(
            "unique_id", "kind", "amount", "state", "response", "card", "payment", "sealed bytes");
        foreach (JournalRow row in rows)
        {
            table.AddRow(
                row.UniqueId, row.Kind.ToString(), Money(row.Amount, row.Currency),
                row.State + (row.IsOffline ? " (offline)" : ""), row.Response, row.Last4,
                row.PaymentId, row.SealedBytes.ToString(CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static Table LedgerTable(IReadOnlyList<LedgerPayment> payments)
    {
        Table table = new Table().Title("Acquirer's ledger").AddColumns(
            "unique_id", "payment", "amount", "status", "response", "refunded", "second posts");
        foreach (LedgerPayment payment in payments)
        {
            table.AddRow(
                payment.UniqueId ?? "", payment.Id, Money(payment.Amount / 100m, payment.Currency),
                payment.Status ?? "null", payment.Response ?? "",
                Money(payment.RefundedAmount / 100m, payment.Currency),
                payment.DuplicatePosts.ToString(CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static string Money(decimal amount, string currency) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {currency}");
}
