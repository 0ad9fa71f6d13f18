using System.Runtime.InteropServices;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Rig.Bench;
using Terminal.Rig.CommandLine;

namespace Terminal.Rig;

/// <summary>
/// The rig as a program. Exit codes: 0 done, or a server that was asked to end; 1 a check failed; 2
/// the command line or a file cannot be used; 130 a job was interrupted.
/// </summary>
public static class RigApp
{
    /// <summary>Exit code for a command line that cannot be used.</summary>
    public const int Unusable = 2;

    /// <summary>Exit code for a job that was interrupted.</summary>
    public const int Interrupted = 130;

    private const int LineWidth = 1_000;
    private const string Hint = "`--help` lists the commands, `COMMAND --help` what one takes.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Runs a command line until it ends or is interrupted.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Problem(args) is string problem)
        {
            await Console.Error.WriteLineAsync($"Error: {problem}\n{Hint}");
            return Unusable;
        }

        using var stop = new CancellationTokenSource();

        // The first signal asks; the second is the system's own.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        Task<int> run = Task.Run(() => Create(null).RunAsync(args, stop.Token));
        using var late = new CancellationTokenSource();
        await using CancellationTokenRegistration alarm =
            stop.Token.Register(() => late.CancelAfter(Patience));
        try
        {
            return await run.WaitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            // A job that only computes is left where it is.
            AnsiConsole.Cursor.Show();
            return Interrupted;
        }
    }

    /// <summary>The application; what it says goes to the console given, or to the usual one.</summary>
    public static CommandApp<BenchCommand> Create(IAnsiConsole? console)
    {
        var app = new CommandApp<BenchCommand>().WithDescription(
            "The rig of the payment terminal. Without a command: the web bench.");
        app.Configure(config =>
        {
            if (console is not null)
            {
                config.ConfigureConsole(console);
            }

            config.CancellationExitCode(Interrupted);
            config.SetExceptionHandler((e, _) => Tell(console ?? Errors(), e));
            Commands.Register(config);
        });
        return app;
    }

    /// <summary>What is wrong with a command line that can be seen before it is parsed; null for nothing.</summary>
    public static string? Problem(IReadOnlyList<string> args)
    {
        bool isNamed = args.Count > 0 && !args[0].StartsWith('-');
        if (isNamed && !Commands.Types.ContainsKey(args[0]))
        {
            return $"there is no command '{args[0]}'{Nearest.Ask(args[0], Commands.Types.Keys)}";
        }

        return Commands.Types.TryGetValue(isNamed ? args[0] : "", out Type? command)
            ? OptionCheck.Problem(command, [.. args.Skip(isNamed ? 1 : 0)]) : null;
    }

    // An error is one line: in a file or a pipe nobody breaks it.
    private static IAnsiConsole Errors()
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Profile.Width = Console.IsErrorRedirected ? LineWidth : console.Profile.Width;
        return console;
    }

    private static int Tell(IAnsiConsole console, Exception e)
    {
        if (e is OperationCanceledException)
        {
            return Interrupted;
        }

        if (e is CommandAppException { Pretty: { } pretty })
        {
            console.Write(pretty);
        }
        else
        {
            console.MarkupLineInterpolated($"[red]Error:[/] {InWords.Of(e)}");
        }

        console.WriteLine(Hint);
        return e is CommandAppException || InWords.IsUsers(e) ? Unusable : 1;
    }
}
