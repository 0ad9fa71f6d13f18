// Runs the emulated acquirer alone, for any client: prints where it listens and one line for
// each exchange. Neither keys nor sealed payloads are ever printed.

using System.ComponentModel;
using System.Globalization;
using System.Net;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Rig.CommandLine;
using Terminal.Rig.World;

namespace Terminal.Rig.Acquirer;

/// <summary>The command "acquirer".</summary>
public sealed class AcquirerCommand : AsyncCommand<AcquirerCommand.Settings>
{
    /// <summary>Options of the command.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Where the API listens.</summary>
        [CommandOption("--listen <ADDRESS:PORT>")]
        [Description("Where the API listens, HTTPS; a loopback address. Port 0 takes any free one.")]
        [DefaultValue("127.0.0.1:8443")]
        public string Listen { get; init; } = "127.0.0.1:8443";

        /// <summary>Port of the admin endpoint.</summary>
        [CommandOption("--admin-port <PORT>")]
        [Description("Port on 127.0.0.1 for /faults and /ledger, plain HTTP. Port 0 takes any free one.")]
        [DefaultValue(8444)]
        public int AdminPort { get; init; } = 8444;

        /// <summary>Where the root certificate goes.</summary>
        [CommandOption("--ca-out <FILE>")]
        [Description("File to write the root certificate to (PEM), for clients to trust.")]
        public string? CaOut { get; init; }

        /// <summary>Keys to accept.</summary>
        [CommandOption("--key <KEY>")]
        [Description("Secret key to accept; may be given several times. Default: the rig's own test key.")]
        public string[] Keys { get; init; } = [];

        /// <summary>Errors in the form of an object.</summary>
        [CommandOption("--errors-as-objects")]
        [Description("Answer errors that have an id with an object in place of text.")]
        public bool ErrorsAsObjects { get; init; }

        /// <summary>Empty lists as 404.</summary>
        [CommandOption("--empty-list-404")]
        [Description("Answer 404 to a list that finds nothing, in place of an empty list.")]
        public bool EmptyListIsNotFound { get; init; }

        /// <summary>Amounts choose outcomes.</summary>
        [CommandOption("--amounts-decide")]
        [Description("In test mode the last two digits of an amount choose the outcome: 10.51 is refused with 51.")]
        public bool AmountsDecide { get; init; }

        /// <summary>Seed of an unkind acquirer.</summary>
        [CommandOption("--unkind <SEED>")]
        [Description("Be unkind, as the seed draws it: book late, lag, let a gateway answer, refund elsewhere.")]
        public int? Unkind { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate()
        {
            if (!IPEndPoint.TryParse(Listen, out var endpoint) || !Listen.Contains(':'))
            {
                return ValidationResult.Error("--listen wants ADDRESS:PORT, such as 127.0.0.1:8443");
            }
            if (!IPAddress.IsLoopback(endpoint.Address))
            {
                return ValidationResult.Error("--listen takes loopback addresses only");
            }
            return AdminPort is < 0 or > 65_535
                ? ValidationResult.Error("--admin-port wants a number from 0 to 65535")
                : ValidationResult.Success();
        }
    }

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var options = new AcquirerOptions
        {
            ErrorsAsObjects = settings.ErrorsAsObjects,
            EmptyListIsNotFound = settings.EmptyListIsNotFound,
            AmountsDecide = settings.AmountsDecide,
        };
        if (settings.Keys.Length > 0)
        {
            options = options with { Keys = settings.Keys };
        }
        using var authority = new CertificateAuthority();
        var api = new AcquirerApi(new Ledger(), options);
        try
        {
            await using var server = await AcquirerServer.StartAsync(
                api, authority, IPEndPoint.Parse(settings.Listen));
            server.Front = settings.Unkind is { } seed
                ? new UnkindAcquirer(api, Manners.Draw(seed), seed)
                : null;
            await using var admin = await AcquirerAdmin.StartAsync(server, settings.AdminPort);
            if (settings.CaOut is { } file)
            {
                await File.WriteAllBytesAsync(file, server.RootPem, CancellationToken.None);
            }
            Announce(settings, server, admin);
            server.Exchanged += Log;
            await WaitForEndAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Error: {InWords.Of(e)}");
            return 2;
        }
        Console.WriteLine("acquirer stopped");
        return 0;
    }

    private static void Announce(Settings settings, AcquirerServer server, AcquirerAdmin admin)
    {
        Console.WriteLine($"acquirer listens on https://{server.EndPoint} (TLS 1.2 and 1.3)");
        Console.WriteLine($"admin    listens on http://{admin.EndPoint} (/faults, /ledger)");
        Console.WriteLine(settings.CaOut is { } file
            ? $"root certificate in {file}"
            : "root certificate not written: use --ca-out FILE");
        if (settings.Keys.Length == 0)
        {
            Console.WriteLine($"test key {AcquirerOptions.DefaultKey} (the rig's own, worth nothing)");
        }
        if (settings.Unkind is { } seed)
        {
            Console.WriteLine($"unkind, as seed {seed} draws it: {Manners.Draw(seed)}");
        }
        Console.WriteLine("Ctrl-C ends it");
    }

    private static void Log(Exchange exchange)
    {
        var faults = exchange.Faults.Count == 0 ? "" : "  faults: " + string.Join(", ", exchange.Faults);
        var unique = exchange.UniqueId is { } id ? $"  unique_id={Printable(id)}" : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{exchange.At:HH:mm:ss.fff}  {exchange.Status}  {exchange.Method} {Printable(exchange.Target)}  "
            + $"{exchange.RequestBytes} B in, {exchange.ResponseBytes} B out, {exchange.ElapsedMs} ms"
            + $"{unique}{faults}"));
    }

    /// <summary>What a client sent, without anything that could steer the console.</summary>
    private static string Printable(string text) =>
        string.Concat(text.Select(character => character is >= ' ' and <= '~' ? character : '?'));

    private static async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }
    }
}
