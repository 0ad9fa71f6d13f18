using System.ComponentModel;
using System.Net;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Rig.Acquirer;
using Terminal.Rig.CommandLine;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Hil;

/// <summary>
/// The virtual terminal alone with its three serial lines on pseudo-terminals: what `hil` is tried
/// on where there is no physical one.
/// </summary>
public sealed class TerminalCommand : AsyncCommand<TerminalCommand.Settings>
{
    /// <summary>What can be said on the command line.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Root certificate.</summary>
        [CommandOption("--root <FILE>", isRequired: true)]
        [Description("Root certificate that the terminal trusts, PEM; `hil --ca-out` writes one.")]
        public required string Root { get; init; }

        /// <summary>Where WiFi leads.</summary>
        [CommandOption("--acquirer <ADDRESS:PORT>")]
        [Description("Where WiFi reaches the acquirer, as `hil --listen` has it; nowhere without it.")]
        public string? Acquirer { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate() =>
            Acquirer is null || IPEndPoint.TryParse(Acquirer, out _)
                ? ValidationResult.Success()
                : ValidationResult.Error("--acquirer takes ADDRESS:PORT, such as 127.0.0.1:8443");

        internal (string Host, int Port)? Resolve(string host, int port)
        {
            bool isAcquirer = host == CertificateAuthority.Host && port is 443 or 0;
            return Acquirer is not null && isAcquirer && IPEndPoint.Parse(Acquirer) is { } point
                ? (point.Address.ToString(), point.Port) : null;
        }
    }

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        try
        {
            byte[] root = await File.ReadAllBytesAsync(settings.Root, cancellationToken);
            using var console = new PseudoTerminal();
            using var modem = new PseudoTerminal();
            using var reader = new PseudoTerminal();
            using var terminal = new BareTerminal(
                root, settings.Resolve, new StreamPort(console.Stream), new StreamPort(modem.Stream),
                new StreamPort(reader.Stream));
            terminal.Provision();
            Console.WriteLine($"console={console.Name} modem={modem.Name} reader={reader.Name}");
            Console.WriteLine("Lines on standard input: cut, on. Ctrl-C ends it.");
            terminal.PowerOn();
            _ = Task.Run(() => ReadHands(terminal), CancellationToken.None);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Error: {InWords.Of(e)}");
            return RigApp.Unusable;
        }

        return 0;
    }

    private static void ReadHands(BareTerminal terminal)
    {
        while (Console.ReadLine() is { } line)
        {
            switch (line.Trim())
            {
                case "cut":
                    terminal.CutPower();
                    Console.WriteLine("off");
                    break;
                case "on":
                    terminal.PowerOn();
                    Console.WriteLine("on");
                    break;
                default:
                    Console.WriteLine("there are: cut, on");
                    break;
            }
        }
    }
}
