using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Terminal.Rig.Tests.Modem;

/// <summary>
/// An HTTP and an HTTPS server on loopback, which give each request the same 91 bytes, and a port where nobody is.
/// </summary>
internal sealed class SessionServers : IDisposable
{
    public const string PlainName = "plain.test";
    public const string TlsName = "tls.test";

    private const string HeadEnd = "\r\n\r\n";

    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 26\r\n\r\nabcdefghijklmnopqrstuvwxyz");

    private readonly TcpListener _plain = new(IPAddress.Loopback, 0);
    private readonly TcpListener _tls = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly int _deadPort;

    public SessionServers()
    {
        using var rootKey = RSA.Create(2_048);
        var request = new CertificateRequest("CN=Session Root", rootKey, HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        RootPem = root.ExportCertificatePem();
        _certificate = Issue(root);
        using (var dead = new TcpListener(IPAddress.Loopback, 0))
        {
            dead.Start();
            _deadPort = Port(dead);
        }

        _plain.Start();
        _tls.Start();
        _ = Task.Run(() => AcceptAsync(_plain, false));
        _ = Task.Run(() => AcceptAsync(_tls, true));
    }

    /// <summary>The root of the HTTPS server.</summary>
    public string RootPem { get; }

    /// <summary>The last request's first line.</summary>
    public string LastRequest { get; private set; } = "";

    /// <summary>Nobody listens any more.</summary>
    public void Stop()
    {
        _plain.Stop();
        _tls.Stop();
    }

    public (string Host, int Port) Map(string host, int port) => host switch
    {
        PlainName => ("127.0.0.1", PlainPort),
        TlsName => ("127.0.0.1", TlsPort),
        _ => ("127.0.0.1", _deadPort),
    };

    public void Dispose()
    {
        Stop();
        _plain.Dispose();
        _tls.Dispose();
        _certificate.Dispose();
    }

    private int PlainPort => _plain.Server.IsBound ? Port(_plain) : _deadPort;

    private int TlsPort => _tls.Server.IsBound ? Port(_tls) : _deadPort;

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static X509Certificate2 Issue(X509Certificate2 root)
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=" + TlsName, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(TlsName);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(
            root, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(20), [1, 2, 3, 4]);
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    private async Task AcceptAsync(TcpListener listener, bool isTls)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                _ = Task.Run(() => ServeAsync(client, isTls));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client, bool isTls)
    {
        using var held = client;
        try
        {
            if (!isTls)
            {
                await AnswerAsync(client.GetStream());
                return;
            }

            using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(_certificate);
            await AnswerAsync(tls);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
        }
    }

    // A connection that does not begin with a word is none of HTTP and is closed.
    private async Task AnswerAsync(Stream stream)
    {
        byte[] buffer = new byte[4_096];
        string text = "";
        int count;
        while ((count = await stream.ReadAsync(buffer)) > 0)
        {
            text += Encoding.Latin1.GetString(buffer, 0, count);
            if (!char.IsAsciiLetterUpper(text[0]))
            {
                return;
            }

            int end = text.IndexOf(HeadEnd, StringComparison.Ordinal);
            if (end < 0)
            {
                continue;
            }

            LastRequest = text.Split("\r\n")[0];
            bool isLast = text.Contains("Connection: close", StringComparison.Ordinal);
            await stream.WriteAsync(Answer);
            await stream.FlushAsync();
            text = "";
            if (isLast)
            {
                return;
            }
        }
    }
}
