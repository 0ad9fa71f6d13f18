using System.ComponentModel;
using System.Globalization;
using System.Net;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
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
        IVirtualTerminal terminal = rig.Terminal;
        IPEndPoint listen = IPEndPoint.Parse(settings.Listen);
        terminal.TillListen = _ => listen;
        terminal.Provision(stored =>
        {
            stored.Till.IsOn = true;
            stored.Till.Port = listen.Port == 0 ? stored.Till.Port : listen.Port;
            stored.Till.MayBeOffline = settings.IsOffline;
            stored.Till.Serial = settings.IsPty ? TillSerial.Eight : TillSerial.Off;
            stored.Language = settings.IsEnglish ? 1 : 0;
        });
        rig.Shown += screen => Console.WriteLine($"screen {screen}");
        rig.Exchanged += e => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"acquirer {e.Method} {e.Target} -> {e.Status}"));
        terminal.PowerOn();
        await using PtyConsole? pty = settings.IsPty ? new PtyConsole(terminal.Console) : null;
        if (pty is not null)
        {
            Console.WriteLine("serial till on " + pty.Name);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await WaitAsync(() => terminal.TillEndPoint is not null, stop.Token);
            Console.WriteLine($"till={terminal.TillEndPoint} answer={settings.Answer}");
            if (settings.Answer == TillAnswerMode.Ask)
            {
                Console.WriteLine("keys: 0-9, o OK, c Cancel, x Clear, m Menu; t taps a card, d one that is declined");
                _ = Task.Run(() => ReadKeys(terminal), CancellationToken.None);
            }

            while (!stop.IsCancellationRequested && terminal.Crash is null)
            {
                Serve(terminal, settings.Answer);
                await Task.Delay(PollMs, stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
        }

        return terminal.Crash is null ? 0 : 1;
    }

    // The customer, who has nothing else to do; and the cashier, who notes what is asked.
    private static void Serve(IVirtualTerminal terminal, TillAnswerMode mode)
    {
        if (mode != TillAnswerMode.Ask)
        {
            terminal.Tap(mode == TillAnswerMode.Approve ? "approved" : "declined_51");
        }
    }

    private static async Task WaitAsync(Func<bool> isSo, CancellationToken stop)
    {
        while (!isSo())
        {
            await Task.Delay(PollMs, stop);
        }
    }

    private static void ReadKeys(IVirtualTerminal terminal)
    {
        int read;
        while ((read = Console.In.Read()) >= 0)
        {
            switch (char.ToLowerInvariant((char)read))
            {
                case 't':
                    terminal.Tap("approved");
                    break;
                case 'd':
                    terminal.Tap("declined_51");
                    break;
                case 'o':
                    terminal.Press(Key.Ok);
                    break;
                case 'c':
                    terminal.Press(Key.Cancel);
                    break;
                case 'x':
                    terminal.Press(Key.Clear);
                    break;
                case 'm':
                    terminal.Press(Key.Menu);
                    break;
                case >= '0' and <= '9' and char digit:
                    terminal.Press(Key.Digit0 + (digit - '0'));
                    break;
                default:
                    break;
            }
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
        [Description("approve or decline: a card is tapped for every amount; ask: keys and cards from this keyboard.")]
        [DefaultValue(TillAnswerMode.Approve)]
        public TillAnswerMode Answer { get; init; }

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
        public override ValidationResult Validate() => IPEndPoint.TryParse(Listen, out _)
            ? ValidationResult.Success()
            : ValidationResult.Error("--listen is an address and a port, as 127.0.0.1:8888.");
    }
}
