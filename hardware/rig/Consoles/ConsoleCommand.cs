using System.ComponentModel;
using Spectre.Console.Cli;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;
using Terminal.Rig.CommandLine;
using Terminal.Rig.Scenarios;

namespace Terminal.Rig.Consoles;

/// <summary>Attaches the user's terminal, or a pseudo-terminal, to a virtual terminal's console.</summary>
public sealed class ConsoleCommand : AsyncCommand<ConsoleCommand.Settings>
{
    private const int QuietMs = 1_000;
    private const char Leave = (char)0x1D;

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        if (settings.IsEmpty)
        {
            rig.Terminal.Provision(empty =>
            {
                empty.Restore();
                empty.SerialLength = 0;
            });
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ISerialPort console = rig.Terminal.Console;
        rig.Terminal.PowerOn();
        try
        {
            if (settings.IsPty)
            {
                await ServePtyAsync(console, stop);
            }
            else if (Console.IsInputRedirected)
            {
                await ServePipeAsync(console, stop.Token);
            }
            else
            {
                await ServeKeyboardAsync(console, stop);
            }
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"Error: {InWords.Of(e)}");
            return 1;
        }

        return rig.Terminal.Crash is null ? 0 : 1;
    }

    private static async Task ServePtyAsync(ISerialPort console, CancellationTokenSource stop)
    {
        await using var pty = new PtyConsole(console);
        Console.WriteLine("console on " + pty.Name);
        await Task.Delay(Timeout.Infinite, stop.Token);
    }

    // Ends when the input has ended and the terminal has had nothing to say for a while.
    private static async Task ServePipeAsync(ISerialPort console, CancellationToken stop)
    {
        long saidAt = Environment.TickCount64;
        _ = ConsoleBridge.ListenAsync(
            console, Console.OpenStandardOutput(), () => Volatile.Write(ref saidAt, Environment.TickCount64), stop);
        await ConsoleBridge.TypeAsync(Console.OpenStandardInput(), console, stop);
        Volatile.Write(ref saidAt, Environment.TickCount64);
        while (Environment.TickCount64 - Volatile.Read(ref saidAt) < QuietMs)
        {
            await Task.Delay(50, stop);
        }
    }

    private static async Task ServeKeyboardAsync(ISerialPort console, CancellationTokenSource stop)
    {
        Console.WriteLine("Ctrl-] ends it.");
        Console.TreatControlCAsInput = true;
        _ = ConsoleBridge.ListenAsync(console, Console.OpenStandardOutput(), () => { }, stop.Token);
        while (!stop.IsCancellationRequested)
        {
            char key = Console.ReadKey(true).KeyChar;
            if (key == Leave)
            {
                await stop.CancelAsync();
            }
            else if (key != '\0')
            {
                await ConsoleBridge.TypeAsync(
                    System.Text.Encoding.UTF8.GetBytes([key]), console, stop.Token);
            }
        }
    }

    /// <summary>What the command takes.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Pseudo-terminal.</summary>
        [CommandOption("--pty")]
        [Description("Serve on a pseudo-terminal, whose name is printed (Linux).")]
        public bool IsPty { get; init; }

        /// <summary>Nothing provisioned.</summary>
        [CommandOption("--empty")]
        [Description("Take a terminal as it leaves the factory: no serial number, no key, no WiFi.")]
        public bool IsEmpty { get; init; }
    }
}
