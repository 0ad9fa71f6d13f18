using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Rig.CommandLine;

namespace Terminal.Rig.Watch;

/// <summary>The operator's page of all terminals that an MQTT broker knows.</summary>
public sealed class WatchCommand : AsyncCommand<WatchCommand.Settings>
{
    /// <summary>What can be said on the command line.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>The broker.</summary>
        [CommandOption("--broker <HOST:PORT>")]
        [Description("The operator's broker; TLS.")]
        [DefaultValue("localhost:8883")]
        public string Broker { get; init; } = "localhost:8883";

        /// <summary>The user.</summary>
        [CommandOption("--user <NAME>")]
        [Description("The operator's user at the broker; the secret is read from FLEET_SECRET.")]
        [DefaultValue("operator")]
        public string User { get; init; } = "operator";

        /// <summary>The root certificate.</summary>
        [CommandOption("--root <FILE>")]
        [Description("PEM that the broker is verified against; what this machine trusts unless told.")]
        public string? Root { get; init; }

        /// <summary>TCP port.</summary>
        [CommandOption("--port <PORT>")]
        [Description("Port of the page; 0 takes any free one.")]
        [DefaultValue(WatchServer.DefaultPort)]
        public int Port { get; init; } = WatchServer.DefaultPort;

        /// <summary>Address.</summary>
        [CommandOption("--listen <ADDRESS>")]
        [Description("IP address to listen on. Beyond loopback a token is needed, which is printed.")]
        [DefaultValue("127.0.0.1")]
        public string Listen { get; init; } = "127.0.0.1";

        /// <summary>Where metrics go.</summary>
        [CommandOption("--otlp <URL>")]
        [Description("Where metrics are sent as OTLP; /metrics is there for Prometheus in any case.")]
        public Uri? Otlp { get; init; }

        internal string BrokerHost => Broker[..Math.Max(0, Broker.LastIndexOf(':'))];

        internal int BrokerPort => int.TryParse(
            Broker[(Broker.LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            ? port : 0;

        /// <inheritdoc/>
        public override ValidationResult Validate() =>
            BrokerHost.Length == 0 || BrokerPort is < 1 or > 65_535
                ? ValidationResult.Error("--broker takes HOST:PORT, such as fleet.example.com:8883")
            : Port is < 0 or > 65_535 ? ValidationResult.Error("--port takes a number from 0 to 65535")
            : !IPAddress.TryParse(Listen, out _)
                ? ValidationResult.Error("--listen takes an IP address, such as 192.168.1.20 or 0.0.0.0")
            : Root is not null && !File.Exists(Root)
                ? ValidationResult.Error($"--root: there is no file {Root}")
            : ValidationResult.Success();
    }

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var book = new WatchBook();
        await using var client = new WatchClient(book, new WatchBroker(
            settings.BrokerHost,
            settings.BrokerPort,
            settings.User,
            Environment.GetEnvironmentVariable("FLEET_SECRET") ?? "",
            settings.Root is null ? null : await File.ReadAllTextAsync(settings.Root, cancellationToken)));
        try
        {
            await using WatchServer server = await WatchServer.StartAsync(
                book, client.AskAsync, () => client.IsConnected ? "" : client.Trouble, settings.Port,
                IPAddress.Parse(settings.Listen), settings.Otlp);
            client.Start();
            Console.WriteLine($"The terminals are on {server.Door}");
            Console.WriteLine("Open that address in a browser; Ctrl-C here ends it.");
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Asked to end, which is what a page ends by.
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await Console.Error.WriteLineAsync(
                $"Error: the page cannot listen on {settings.Listen}, port {settings.Port}: {InWords.Of(e)}. "
                + "Take another with --port (0 takes any free one).");
            return RigApp.Unusable;
        }

        return 0;
    }
}
