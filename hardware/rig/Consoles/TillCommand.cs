using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Agent.Settings;
using Terminal.Rig.Bench;
using Terminal.Rig.Board;
using Terminal.Rig.CommandLine;
using Terminal.Rig.Scenarios;

namespace Terminal.Rig.Consoles;

/// <summary>
/// A whole virtual terminal, with its acquirer, for foreign tills: they connect to the address that is printed.
/// </summary>
public sealed class TillCommand : AsyncCommand<TillCommand.Settings>
{
    private const int PollMs = 20;

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(BoardKind.Firmware);
        IPEndPoint listen = IPEndPoint.Parse(settings.Listen);
        bool isBench = settings.Answer == TillAnswerMode.Ask;
        Provision(rig.Terminal, settings, listen, isBench);
        rig.Shown += screen => Console.WriteLine($"screen {screen}");
        rig.Exchanged += e => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"acquirer {e.Method} {e.Target} -> {e.Status}"));
        try
        {
            return isBench ? await AskAsync(rig, settings, listen, cancellationToken)
                : await AnswerAsync(rig.Terminal, settings, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
            return rig.Terminal.Crash is null ? 0 : 1;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await Console.Error.WriteLineAsync(
                $"Error: {settings.Listen}, or port {settings.BenchPort} of the bench, cannot be listened on: "
                + $"{InWords.Of(e)}. Take another with --listen or --bench-port (port 0 takes any free one).");
            return RigApp.Unusable;
        }
    }

    // On the bench a relay stands in front of the terminal, so that the page shows both sides.
    private static void Provision(IVirtualTerminal terminal, Settings settings, IPEndPoint listen, bool isBench)
    {
        if (!isBench)
        {
            terminal.TillListen = _ => listen;
        }

        terminal.Provision(stored =>
        {
            stored.Till.IsOn = true;
            stored.Till.Port = listen.Port == 0 ? stored.Till.Port : listen.Port;
            stored.Till.MayBeOffline = settings.IsOffline;
            stored.Till.MayRefund = settings.IsRefunding;
            stored.Till.Serial = settings.IsPty ? TillSerial.Eight : TillSerial.Off;
            stored.Language = settings.IsEnglish ? 1 : 0;
        });
    }

    // A card is tapped whenever one is asked for.
    private static async Task<int> AnswerAsync(IVirtualTerminal terminal, Settings settings, CancellationToken stop)
    {
        terminal.PowerOn();
        await using PtyConsole? pty = Open(terminal, settings);
        await WaitAsync(() => terminal.TillEndPoint is not null, stop);
        Console.WriteLine($"till={terminal.TillEndPoint} answer={settings.Answer}");
        while (terminal.Crash is null)
        {
            terminal.Tap(settings.Answer == TillAnswerMode.Approve ? "approved" : "declined_51");
            await Task.Delay(PollMs, stop);
        }

        return 1;
    }

    // A person at the bench is customer and cashier.
    private static async Task<int> AskAsync(
        ScenarioRig rig, Settings settings, IPEndPoint listen, CancellationToken stop)
    {
        using var bench = new BenchTerminal(rig, listen);
        await using BenchServer server = await BenchServer.StartAsync(bench, settings.BenchPort);
        await using PtyConsole? pty = Open(rig.Terminal, settings);
        await WaitAsync(() => rig.Terminal.TillEndPoint is not null, stop);
        Console.WriteLine($"bench={server.Url}");
        Console.WriteLine($"till={bench.Till().EndPoint} answer={settings.Answer}");
        await WaitAsync(() => rig.Terminal.Crash is not null, stop);
        return 1;
    }

    private static PtyConsole? Open(IVirtualTerminal terminal, Settings settings)
    {
        PtyConsole? pty = settings.IsPty ? new PtyConsole(terminal.Console) : null;
        if (pty is not null)
        {
            Console.WriteLine("serial till on " + pty.Name);
        }

        return pty;
    }

    private static async Task WaitAsync(Func<bool> isSo, CancellationToken stop)
    {
        while (!isSo())
        {
            await Task.Delay(PollMs, stop);
        }
    }

    /// <summary>What the command takes.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Where tills connect.</summary>
        [CommandOption("--listen <ADDRESS>")]
        [Description("Where tills connect; port 0 takes a free one.")]
        [DefaultValue("127.0.0.1:8888")]
        public string Listen { get; init; } = "127.0.0.1:8888";

        /// <summary>Who pays.</summary>
        [CommandOption("--answer <WHO>")]
        [Description("approve or decline: a card is tapped for every amount; ask: a person in the bench does.")]
        [DefaultValue(TillAnswerMode.Approve)]
        public TillAnswerMode Answer { get; init; }

        /// <summary>Port of the bench.</summary>
        [CommandOption("--bench-port <PORT>")]
        [Description("Port of the bench with --answer ask; 0 takes any free one.")]
        [DefaultValue(BenchServer.DefaultPort)]
        public int BenchPort { get; init; } = BenchServer.DefaultPort;

        /// <summary>Refunds allowed.</summary>
        [CommandOption("--refunds")]
        [Description("A till may ask for a refund; the terminal asks for the merchant's code.")]
        public bool IsRefunding { get; init; }

        /// <summary>A serial line too.</summary>
        [CommandOption("--pty")]
        [Description(
            "Serve a till on the terminal's serial line too, a pseudo-terminal whose name is printed (Linux).")]
        public bool IsPty { get; init; }

        /// <summary>Offline sales allowed.</summary>
        [CommandOption("--offline")]
        [Description("A till's sale may be kept offline.")]
        public bool IsOffline { get; init; }

        /// <summary>Screens in English.</summary>
        [CommandOption("--english")]
        [Description("Screens and tickets in English.")]
        public bool IsEnglish { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate() => !IPEndPoint.TryParse(Listen, out _)
                ? ValidationResult.Error("--listen is an address and a port, as 127.0.0.1:8888.")
            : BenchPort is < 0 or > 65_535
                ? ValidationResult.Error("--bench-port takes a number from 0 to 65535.")
            : ValidationResult.Success();
    }
}
