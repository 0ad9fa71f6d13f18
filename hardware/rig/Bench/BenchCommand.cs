using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Rig.Scenarios;

namespace Terminal.Rig.Bench;

/// <summary>The web bench: the terminal on a page, with everything that can be done to it.</summary>
public sealed class BenchCommand : AsyncCommand<BenchCommand.Settings>
{
    /// <summary>What can be said on the command line.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>TCP port on loopback.</summary>
        [CommandOption("--port <PORT>")]
        [Description("Port on 127.0.0.1; 5080 unless told otherwise.")]
        [DefaultValue(BenchServer.DefaultPort)]
        public int Port { get; init; } = BenchServer.DefaultPort;

        /// <inheritdoc/>
        public override ValidationResult Validate() => Port is >= 1 and <= 65_535
            ? ValidationResult.Success()
            : ValidationResult.Error("--port takes a number from 1 to 65535");
    }

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        using var terminal = new BenchTerminal(rig);
        try
        {
            await using BenchServer bench = await BenchServer.StartAsync(terminal, settings.Port);
            AnsiConsole.MarkupLineInterpolated($"The terminal is on [bold]{bench.Url}[/]");
            AnsiConsole.MarkupLine("[grey]Ctrl-C ends it.[/]");
            await Task.Delay(Timeout.Infinite, stop.Token);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (IOException e)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{e.Message}[/]");
            return 1;
        }

        return 0;
    }
}
