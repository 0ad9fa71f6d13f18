using System.ComponentModel;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Rig.Acquirer;
using Terminal.Rig.CommandLine;

namespace Terminal.Rig.Consoles;

/// <summary>Delivers the queue that a terminal's console has exported.</summary>
public sealed class ImportCommand : AsyncCommand<ImportCommand.Settings>
{
    private const int AnswerMs = 20_000;

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        IReadOnlyList<ExportedTransaction> transactions;
        string key;
        X509Certificate2 root;
        try
        {
            transactions = ExportFile.Read(await File.ReadAllTextAsync(settings.File, cancellationToken));
            key = (await File.ReadAllTextAsync(settings.KeyFile, cancellationToken)).Trim();
            root = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(settings.CaFile, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ExportException
            or System.Security.Cryptography.CryptographicException)
        {
            await Console.Error.WriteLineAsync($"Error: {InWords.Of(e)}");
            return 2;
        }

        using (root)
        {
            using HttpClient http = Client(settings, root);
            var import = new QueueImport(http, key);
            int open = 0;
            foreach (ExportedTransaction transaction in transactions)
            {
                ImportResult result = await import.DeliverAsync(transaction, cancellationToken);
                open += result.IsSettled ? 0 : 1;
                Console.WriteLine($"{result.UniqueId} {(result.IsSettled ? "settled" : "OPEN")}: {result.Words}");
            }

            Console.WriteLine($"transactions={transactions.Count} settled={transactions.Count - open} open={open}");
            return open == 0 ? 0 : 1;
        }
    }

    /// <summary>A client that trusts one root and checks the acquirer's name, wherever it is reached.</summary>
    public static HttpClient Client(Settings settings, X509Certificate2 root)
    {
        (string host, int port) = settings.Address;
        string name = settings.Name
            ?? (IPAddress.TryParse(host, out _) || host == "localhost" ? CertificateAuthority.Host : host);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(host, port, stop);
                    return new NetworkStream(socket, true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { root },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        return new HttpClient(handler)
        {
            BaseAddress = new Uri("https://" + name),
            Timeout = TimeSpan.FromMilliseconds(AnswerMs),
        };
    }

    /// <summary>What the command takes.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>The export.</summary>
        [CommandArgument(0, "<FILE>")]
        [Description("What the console's export printed, saved from the terminal program.")]
        public required string File { get; init; }

        /// <summary>Where the acquirer is.</summary>
        [CommandOption("--acquirer <HOST:PORT>", isRequired: true)]
        [Description("Where the acquirer is reached.")]
        public required string Acquirer { get; init; }

        /// <summary>Its root.</summary>
        [CommandOption("--ca <FILE>", isRequired: true)]
        [Description("The acquirer's root certificate, PEM.")]
        public required string CaFile { get; init; }

        /// <summary>The key.</summary>
        [CommandOption("--key-file <FILE>", isRequired: true)]
        [Description("File with the API key.")]
        public required string KeyFile { get; init; }

        /// <summary>The name in its certificate.</summary>
        [CommandOption("--name <NAME>")]
        [Description("Name in the acquirer's certificate, when it is not the host.")]
        public string? Name { get; init; }

        internal (string Host, int Port) Address
        {
            get
            {
                int colon = Acquirer.LastIndexOf(':');
                return colon > 0 && ushort.TryParse(Acquirer[(colon + 1)..], out ushort port)
                    ? (Acquirer[..colon], port) : (Acquirer, 0);
            }
        }

        /// <inheritdoc/>
        public override ValidationResult Validate() => Address.Port > 0
            ? ValidationResult.Success() : ValidationResult.Error("--acquirer takes HOST:PORT.");
    }
}
