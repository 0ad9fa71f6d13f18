using System.ComponentModel;
using System.IO.Ports;
using System.Net.Sockets;
using System.Net;
using Spectre.Console.Cli;
using Spectre.Console;
using Terminal.Firmware;
using Terminal.Rig.Acquirer;
using Terminal.Rig.CommandLine;
using Terminal.Rig.Consoles;
using Terminal.Rig.Modem;
using Terminal.Rig.Scenarios;

namespace Terminal.Rig.Hil;

/// <summary>Plays scenarios on a physical terminal.</summary>
public sealed class HilCommand : AsyncCommand<HilCommand.Settings>
{
    private const int ConsoleBaud = 115_200;
    private const int AcquirerPort = 443;

    /// <summary>What can be said on the command line.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Names, groups or files.</summary>
        [CommandArgument(0, "[SCENARIO]")]
        [Description("Scenarios, groups, files or folders, as for `run`; all without any.")]
        public string[] Scenarios { get; init; } = [];

        /// <summary>The console.</summary>
        [CommandOption("--port <DEVICE>")]
        [Description("Serial line of the terminal's console, such as /dev/ttyUSB0; 115200 baud.")]
        public string? Port { get; init; }

        /// <summary>The modem's line.</summary>
        [CommandOption("--modem <DEVICE>")]
        [Description("Serial line in the modem's place, with RTS/CTS; the rig plays the modem.")]
        public string? Modem { get; init; }

        /// <summary>The reader's line.</summary>
        [CommandOption("--reader <DEVICE>")]
        [Description("Serial line in the card reader's place; the rig plays the reader.")]
        public string? Reader { get; init; }

        /// <summary>Where the acquirer listens.</summary>
        [CommandOption("--listen <ADDRESS>")]
        [Description("IP address, or ADDRESS:PORT, at which WiFi reaches the rig's acquirer; port 443 "
            + "unless given. Without it only the rig's modem reaches the acquirer.")]
        public string? Listen { get; init; }

        /// <summary>File of the authority.</summary>
        [CommandOption("--authority <FILE>")]
        [Description("Key and root certificate of the rig's authority, PEM; made when missing. The "
            + "terminal must have the certificate as its root.")]
        [DefaultValue("rig-authority.pem")]
        public string Authority { get; init; } = "rig-authority.pem";

        /// <summary>Where the root certificate goes.</summary>
        [CommandOption("--ca-out <FILE>")]
        [Description("Write the root certificate for the terminal (I:\\root.pem); without --port that "
            + "is all that is done.")]
        public string? CaOut { get; init; }

        /// <summary>File with the PIN.</summary>
        [CommandOption("--pin-file <FILE>")]
        [Description("File with the technician's PIN; a terminal without one gets it.")]
        public string? PinFile { get; init; }

        /// <summary>Nobody is there.</summary>
        [CommandOption("--unattended")]
        [Description("Skip what cannot be done without hands, in place of asking for it.")]
        public bool IsUnattended { get; init; }

        /// <summary>Where the report goes.</summary>
        [CommandOption("--junit <FILE>")]
        [Description("Write the results as JUnit XML.")]
        public string? JUnit { get; init; }

        internal IPEndPoint EndPoint => Listen is null ? new IPEndPoint(IPAddress.Loopback, 0)
            : IPAddress.TryParse(Listen, out IPAddress? address) ? new IPEndPoint(address, AcquirerPort)
            : IPEndPoint.Parse(Listen);

        /// <inheritdoc/>
        public override ValidationResult Validate() =>
            Port is null && CaOut is null
                ? ValidationResult.Error("--port takes the console's serial line, such as /dev/ttyUSB0")
            : Port is not null && PinFile is null
                ? ValidationResult.Error("--pin-file takes a file with the technician's PIN")
            : Listen is not null && !IPAddress.TryParse(Listen, out _)
                && !IPEndPoint.TryParse(Listen, out _)
                ? ValidationResult.Error("--listen takes an IP address, such as 192.168.1.20")
            : ValidationResult.Success();
    }

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        try
        {
            using CertificateAuthority authority = CertificateAuthority.LoadOrMake(settings.Authority);
            if (settings.CaOut is string file)
            {
                await File.WriteAllBytesAsync(file, authority.RootPem, cancellationToken);
                Console.WriteLine($"root certificate in {file}");
            }

            return settings.Port is null ? 0
                : await PlayAsync(settings, authority, cancellationToken);
        }
        catch (Exception e) when (e is ConsoleException or ScenarioException or IOException
            or UnauthorizedAccessException or SocketException
            or System.Security.Cryptography.CryptographicException)
        {
            await Console.Error.WriteLineAsync($"Error: {InWords.Of(e)}");
            return RigApp.Unusable;
        }
    }

    private static async Task<int> PlayAsync(
        Settings settings, CertificateAuthority authority, CancellationToken stop)
    {
        string[] words = settings.Scenarios.Length > 0 ? settings.Scenarios : [ScenarioCatalog.Everything];
        Scenario[] scenarios = [.. words.SelectMany(ScenarioCatalog.Select)];
        string[] wrong = [.. scenarios.Select(scenario => scenario.Unreadable).OfType<string>()];
        if (wrong.Length > 0)
        {
            throw new ScenarioException(string.Join('\n', wrong));
        }

        string pin = (await File.ReadAllTextAsync(settings.PinFile!, stop)).Trim();
        await using AcquirerServer acquirer = await AcquirerServer.StartAsync(
            new AcquirerApi(new Ledger(), new AcquirerOptions()), authority, settings.EndPoint);
        using SerialPort port = SerialLines.Open(settings.Port!, ConsoleBaud, false);
        using var console = new ConsoleLine(port.BaseStream);
        using SerialPort? modemPort = settings.Modem is null ? null
            : SerialLines.Open(settings.Modem, BoardLimits.ModemBaud, true);
        using SerialPort? readerPort = settings.Reader is null ? null
            : SerialLines.Open(settings.Reader, BoardLimits.ReaderBaud, false);
        ModemEmulator? modem = modemPort is null ? null : BuildModem(acquirer);
        using HilReader? reader = readerPort is null ? null : new HilReader(readerPort.BaseStream);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (modem is not null)
        {
            modem.SpeedChanged += baud => modemPort!.BaudRate = baud;
            _ = new ModemServer(modem).ServeAsync(modemPort!.BaseStream, end.Token);
        }

        Console.WriteLine($"the acquirer listens on {acquirer.EndPoint}");
        var stage = new HilStage(
            console, pin, acquirer, modem, reader, new PromptedHands(Console.In, Console.Out));
        try
        {
            await HilPreconditions.CheckAsync(console, pin, stop);
            var needs = new HilNeeds(
                modem is not null, reader is not null, settings.Listen is not null,
                !settings.IsUnattended);
            return await PlayAsync(scenarios, stage, needs, settings, stop);
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private static async Task<int> PlayAsync(
        Scenario[] scenarios, HilStage stage, HilNeeds needs, Settings settings, CancellationToken stop)
    {
        var results = new List<ScenarioResult>();
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        foreach (Scenario scenario in scenarios)
        {
            ScenarioResult result = needs.Lacks(scenario) is string reason
                ? new ScenarioResult(scenario, null, TimeSpan.Zero, [], reason)
                : await PlayAsync(scenario, stage, stop);
            Console.WriteLine(ScenarioProgress.Line(result));
            results.Add(result);
        }

        ScenarioProgress.Summarise(
            results, System.Diagnostics.Stopwatch.GetElapsedTime(start), "hil --port ...");
        if (settings.JUnit is string file)
        {
            JUnitReport.Write(file, results);
        }

        return results.Any(result => result.Problem is not null) ? 1 : 0;
    }

    private static async Task<ScenarioResult> PlayAsync(
        Scenario scenario, HilStage stage, CancellationToken stop)
    {
        var timeline = new List<TimelineEntry>();
        var player = new ScenarioPlayer(stage, entry =>
        {
            lock (timeline)
            {
                timeline.Add(entry);
            }
        });
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        string? problem;
        try
        {
            await stage.PrepareAsync(stop);
            problem = await player.PlayAsync(scenario, stop);
        }
        catch (ConsoleException e)
        {
            problem = e.Message;
        }

        lock (timeline)
        {
            return new ScenarioResult(
                scenario, problem, System.Diagnostics.Stopwatch.GetElapsedTime(start), [.. timeline]);
        }
    }

    private static ModemEmulator BuildModem(AcquirerServer acquirer)
    {
        var network = new TlsModemNetwork((host, port) => host == CertificateAuthority.Host
            ? (IPAddress.Loopback.ToString(), acquirer.EndPoint.Port)
            : throw new SocketException((int)SocketError.HostNotFound));
        var modem = new ModemEmulator(
            ModemOptions.Quick(), network, () => Environment.TickCount64, () => DateTime.UtcNow);
        modem.SetSupply(true);
        modem.PowerOnNow();
        return modem;
    }
}
