using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;

namespace Terminal.Rig.Scenarios;

/// <summary>Plays a scenario and prints what happened and the verdict.</summary>
public sealed class RunCommand : AsyncCommand<RunCommand.Settings>
{
    /// <summary>What can be said on the command line.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Name or file.</summary>
        [CommandArgument(0, "<SCENARIO>")]
        [Description("Name of a scenario that comes with the rig, or a YAML file.")]
        public required string Scenario { get; init; }

        /// <summary>What runs as the terminal.</summary>
        [CommandOption("--board <BOARD>")]
        [Description("firmware: the whole firmware; ports: the agent alone on fakes.")]
        [DefaultValue(BoardKind.Firmware)]
        public BoardKind Board { get; init; }
    }

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Scenario scenario;
        try
        {
            scenario = ScenarioCatalog.Load(settings.Scenario);
        }
        catch (ScenarioException e)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{e.Message}[/]");
            return 2;
        }

        await using ScenarioRig rig = await ScenarioRig.StartAsync(settings.Board);
        var timeline = new Lock();
        var player = new ScenarioPlayer(rig, entry =>
        {
            lock (timeline)
            {
                Print(entry);
            }
        });
        AnsiConsole.MarkupLineInterpolated($"[bold]{scenario.Name}[/] {scenario.Description}");
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        string? problem = await player.PlayAsync(scenario, cancellationToken);
        TimeSpan took = System.Diagnostics.Stopwatch.GetElapsedTime(start);
        PrintEnd(rig);
        string figures = string.Create(
            CultureInfo.InvariantCulture,
            $"scenario={scenario.Name} steps={scenario.Steps.Count} seconds={took.TotalSeconds:0.0} "
            + $"requests={rig.Requests}");
        Console.WriteLine(problem is null
            ? $"verdict=pass {figures}" : $"verdict=fail {figures} first=\"{problem}\"");
        return problem is null ? 0 : 1;
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
