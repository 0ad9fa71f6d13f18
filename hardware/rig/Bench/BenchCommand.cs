using System.ComponentModel;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Rig.CommandLine;
using Terminal.Rig.Modem;
using Terminal.Rig.Scenarios;

namespace Terminal.Rig.Bench;

/// <summary>The web bench: the terminal on a page, with everything that can be done to it.</summary>
public sealed class BenchCommand : AsyncCommand<BenchCommand.Settings>
{
    /// <summary>What can be said on the command line.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>TCP port.</summary>
        [CommandOption("--port <PORT>")]
        [Description("Port of the bench; 0 takes any free one.")]
        [DefaultValue(BenchServer.DefaultPort)]
        public int Port { get; init; } = BenchServer.DefaultPort;

        /// <summary>Address.</summary>
        [CommandOption("--listen <ADDRESS>")]
        [Description("IP address to listen on. Beyond loopback a token is needed, which is printed.")]
        [DefaultValue("127.0.0.1")]
        public string Listen { get; init; } = "127.0.0.1";

        /// <summary>Where foreign tills connect.</summary>
        [CommandOption("--till <ADDRESS>")]
        [Description("Where tills connect, an address and a port; port 0 takes any free one.")]
        [DefaultValue("127.0.0.1:0")]
        public string Till { get; init; } = "127.0.0.1:0";

        /// <summary>What runs as the terminal.</summary>
        [CommandOption("--board <BOARD>")]
        [Description("firmware: the whole firmware; ports: the agent alone on fakes.")]
        [DefaultValue(BoardKind.Firmware)]
        public BoardKind Board { get; init; }

        /// <summary>Which modem.</summary>
        [CommandOption("--modem <MODEL>")]
        [Description("Model of the modem: A7670E, SIM7600E, SIM7672E, or EG800K of the other make.")]
        [DefaultValue(ModemModels.First)]
        public string Modem { get; init; } = ModemModels.First;

        /// <inheritdoc/>
        public override ValidationResult Validate() =>
            !ModemModels.Has(Modem) ? ValidationResult.Error(
                $"--modem takes {string.Join(", ", ModemModels.Names)}, not '{Modem}'"
                + Nearest.Ask(Modem, ModemModels.Names)) :
            Port is < 0 or > 65_535
                ? ValidationResult.Error("--port takes a number from 0 to 65535")
            : !IPAddress.TryParse(Listen, out _)
                ? ValidationResult.Error("--listen takes an IP address, such as 192.168.1.20 or 0.0.0.0")
            : !IPEndPoint.TryParse(Till, out _)
                ? ValidationResult.Error("--till takes an address and a port, such as 127.0.0.1:8888")
            : ValidationResult.Success();
    }

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        // Keys and certificates take the better part of a second: nobody is to look at nothing meanwhile.
        Console.WriteLine("Starting the terminal, its modem and the acquirer ...");
        await using ScenarioRig rig = await ScenarioRig.StartAsync(
            settings.Board, modem: settings.Modem, hasBroker: true);
        try
        {
            using var terminal = new BenchTerminal(rig, IPEndPoint.Parse(settings.Till));
            await using BenchServer bench = await BenchServer.StartAsync(
                terminal, settings.Port, IPAddress.Parse(settings.Listen));
            foreach (Uri door in Doors(bench.Door))
            {
                Console.WriteLine($"The terminal is on {door}");
            }

            if (bench.Token is not null)
            {
                Console.WriteLine("Whoever has this address can use the bench; the token ends with it.");
            }

            Console.WriteLine("Open that address in a browser; Ctrl-C here ends it.");
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Asked to end, which is what a bench ends by.
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await Console.Error.WriteLineAsync(
                $"Error: the bench cannot listen on {settings.Listen}, port {settings.Port}, or for tills on "
                + $"{settings.Till}: {InWords.Of(e)}. "
                + "Take another with --port, --till (0 takes any free one) or --listen (127.0.0.1, 0.0.0.0).");
            return RigApp.Unusable;
        }

        return 0;
    }

    // Where the bench listens on every address, those of this machine are what one can open.
    private static IEnumerable<Uri> Doors(Uri door)
    {
        if (!IPAddress.TryParse(door.Host.Trim('[', ']'), out IPAddress? listened)
            || !(listened.Equals(IPAddress.Any) || listened.Equals(IPAddress.IPv6Any)))
        {
            return [door];
        }

        return NetworkInterface.GetAllNetworkInterfaces()
            .Where(one => one.OperationalStatus == OperationalStatus.Up)
            .SelectMany(one => one.GetIPProperties().UnicastAddresses)
            .Select(one => one.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork)
            .Select(address => new UriBuilder(door) { Host = address.ToString() }.Uri);
    }
}
