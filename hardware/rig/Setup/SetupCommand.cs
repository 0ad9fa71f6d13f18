using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;
using Terminal.Rig.CommandLine;
using Terminal.Rig.Firmware;
using Terminal.Rig.Scenarios;

namespace Terminal.Rig.Setup;

/// <summary>A virtual terminal in WiFi set-up by phone, with the page's address on this computer.</summary>
public sealed class SetupCommand : AsyncCommand<SetupCommand.Settings>
{
    private const int PollMs = 50;

    /// <summary>The technician's code of the rig's terminal, which is chosen on the first visit.</summary>
    public const string Code = "258036";

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(BoardKind.Firmware);
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.Provision(stored =>
        {
            stored.WifiProfileCount = 0;
            stored.WifiProfiles[0].Clear();
            stored.Language = settings.IsEnglish ? 1 : 0;
        });
        terminal.Wifi.Neighbours = [new("Livebox-4F2A", -71, false), new("FreeWifi", -80, true)];
        rig.Shown += screen => Console.WriteLine($"screen {screen}");
        terminal.PowerOn();
        try
        {
            await using PhoneAir air = PhoneAir.Open(() => terminal.Board?.PhoneEndPoint(80), settings.Port);
            await OpenAsync(terminal, cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"page={air.Url} network={terminal.Wifi.Ssid} password={terminal.Wifi.Passphrase}"));
            await WaitAsync(() => terminal.Board?.AccessPoint is null, terminal, cancellationToken);
            Console.WriteLine($"networks={terminal.Look(agent => agent.Settings.WifiProfileCount)}");
            return terminal.Crash is null ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
            return terminal.Crash is null ? 0 : 1;
        }
        catch (SocketException e)
        {
            await Console.Error.WriteLineAsync(
                $"Error: port {settings.Port} cannot be listened on: {InWords.Of(e)}. "
                + "Take another with --port (port 0 takes any free one).");
            return RigApp.Unusable;
        }
    }

    /// <summary>Plays the technician, from the counter to the page.</summary>
    public static async Task OpenAsync(FirmwareTerminal terminal, CancellationToken stop)
    {
        await WaitAsync(() => Sees(terminal, "Tapez", "Enter", "Assistance", "support"), terminal, stop);
        await PressAsync(terminal, [Key.Menu, (Key)6], stop);
        for (int times = 0; times < 2; times++)
        {
            string[] words = times == 0 ? ["Choisissez", "Choose"] : ["Répétez", "Repeat"];
            await WaitAsync(() => Sees(terminal, words), terminal, stop);
            await PressAsync(terminal, [.. Code.Select(digit => (Key)(digit - '0')), Key.Ok], stop);
        }

        await WaitAsync(() => Sees(terminal, "Réinitialisation", "Reset"), terminal, stop);
        await PressAsync(terminal, [(Key)1, (Key)5], stop);
        await WaitAsync(() => terminal.Board?.PhoneEndPoint(80) is not null, terminal, stop);
    }

    private static bool Sees(FirmwareTerminal terminal, params string[] words)
    {
        string screen = terminal.ScreenWords();
        return words.Any(word => screen.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task PressAsync(FirmwareTerminal terminal, Key[] keys, CancellationToken stop)
    {
        foreach (Key key in keys)
        {
            terminal.Press(key);
            await Task.Delay(PollMs, stop);
        }
    }

    private static async Task WaitAsync(Func<bool> isSo, FirmwareTerminal terminal, CancellationToken stop)
    {
        while (!isSo() && terminal.Crash is null)
        {
            await Task.Delay(PollMs, stop);
        }
    }

    /// <summary>What the command takes.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Port of the page on this computer.</summary>
        [CommandOption("--port <PORT>")]
        [Description("Port of the page on this computer; 0 takes any free one.")]
        [DefaultValue(5081)]
        public int Port { get; init; } = 5081;

        /// <summary>Screens in English.</summary>
        [CommandOption("--english")]
        [Description("Screens in English; the page follows the browser.")]
        public bool IsEnglish { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate() => Port is < 0 or > 65_535
            ? ValidationResult.Error("--port takes a number from 0 to 65535.") : ValidationResult.Success();
    }
}
