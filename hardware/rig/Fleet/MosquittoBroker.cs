using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Screens;

namespace Terminal.Rig.Fleet;

/// <summary>
/// A real broker on loopback: Debian's mosquitto with the project's own configuration (hardware/fleet), but for port
/// and folder. It shows the certificate of the rig's own authority, for localhost.
/// </summary>
public sealed class MosquittoBroker : IDisposable
{
    /// <summary>The operator's user.</summary>
    public const string Operator = "operator";

    /// <summary>The operator's secret.</summary>
    public const string OperatorSecret = "operators-secret";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly StringBuilder _said = new();
    private Process? _process;

    private MosquittoBroker(string folder, int port)
    {
        Folder = folder;
        Port = port;
    }

    /// <summary>Its program; null where it is not installed.</summary>
    public static string? Program { get; } = Find("mosquitto");

    /// <summary>The program that prints messages; null where it is not installed.</summary>
    public static string? Subscriber { get; } = Find("mosquitto_sub");

    /// <summary>Where its files are.</summary>
    public string Folder { get; }

    /// <summary>The port that it listens on, on loopback.</summary>
    public int Port { get; }

    /// <summary>The root certificate, a PEM file.</summary>
    public string RootFile => Path.Combine(Folder, "ca.pem");

    /// <summary>What it has printed.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Makes its files and starts it.</summary>
    /// <param name="authority">Who signs its certificate.</param>
    /// <param name="users">Users and secrets besides the operator's.</param>
    public static async Task<MosquittoBroker> StartAsync(
        CertificateAuthority authority, IEnumerable<(string User, string Secret)> users)
    {
        string folder = Directory.CreateTempSubdirectory("mosquitto-").FullName;
        var broker = new MosquittoBroker(folder, FreePort());
        string fleet = Path.Combine(Repository.Root()!, "hardware", "fleet");
        string configuration = await File.ReadAllTextAsync(Path.Combine(fleet, "mosquitto.conf"));
        configuration = configuration.Replace(
            "listener 8883", $"user {Environment.UserName}\nlistener {broker.Port} 127.0.0.1",
            StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "mosquitto.conf"), configuration);
        File.Copy(Path.Combine(fleet, "acl"), Path.Combine(folder, "acl"));
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        var certificate = authority.Issue(ServerCertificate.Good);
        await File.WriteAllBytesAsync(broker.RootFile, authority.RootPem);
        await File.WriteAllTextAsync(Path.Combine(folder, "server.pem"), certificate.ExportCertificatePem());
        using (var key = System.Security.Cryptography.X509Certificates.RSACertificateExtensions
            .GetRSAPrivateKey(certificate)!)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
        }

        string passwords = Path.Combine(folder, "passwords");
        await File.WriteAllLinesAsync(
            passwords, users.Append((Operator, OperatorSecret)).Select(u => $"{u.Item1}:{u.Item2}"));
        using (Process hash = Process.Start(new ProcessStartInfo(Find("mosquitto_passwd")!, ["-U", passwords])
        {
            RedirectStandardError = true,
        })!)
        {
            await hash.WaitForExitAsync();
        }

        await broker.StartAsync();
        return broker;
    }

    /// <summary>Starts it, or starts it again: what it retained is there.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Program!, ["-c", "mosquitto.conf"])
        {
            WorkingDirectory = Folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        long begun = Stopwatch.GetTimestamp();
        while (!await IsListeningAsync())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(begun) > Patience)
            {
                throw new InvalidOperationException("mosquitto does not listen: " + Said);
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Ends it in good order: it writes what it retains.</summary>
    public void Stop()
    {
        if (_process is { HasExited: false })
        {
            using Process kill = Process.Start("kill", _process.Id.ToString(CultureInfo.InvariantCulture));
            kill.WaitForExit();
            if (!_process.WaitForExit(Patience))
            {
                _process.Kill();
            }
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>Arguments with which its own clients reach it as a user.</summary>
    public IReadOnlyList<string> ClientArguments(string user, string secret) =>
    [
        "-h", "localhost", "-p", Port.ToString(CultureInfo.InvariantCulture), "--cafile", RootFile,
        "-u", user, "-P", secret, "-V", "mqttv5",
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        Directory.Delete(Folder, recursive: true);
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/usr/local/sbin").Split(':')
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Take(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
