// A certificate authority that lives as long as the process: the rig's acquirer shows
// certificates of it, and whoever is to trust them gets the root in PEM. RSA 2048 with SHA-256
// throughout, which both the modem's TLS stack and mbedTLS accept. Faulty certificates differ
// from the good one in exactly the one thing they name.

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Terminal.Rig.Acquirer;

/// <summary>
/// A throw-away certificate authority and the server certificates that it issues.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    /// <summary>The host that the terminal opens a connection to.</summary>
    public const string Host = "api.stancer.com";

    /// <summary>The name of the operator's broker, which the good certificate is for as well.</summary>
    public const string BrokerHost = "fleet.example";

    private const int RootDaysBefore = 365;
    private const int RootYears = 10;
    private const int KeyBits = 2048;
    private const string ServerAuthOid = "1.3.6.1.5.5.7.3.1";

    private readonly TimeProvider _time;
    private readonly RSA _rootKey;
    private readonly RSA _serverKey = RSA.Create(KeyBits);
    private readonly Lock _gate = new();
    private readonly Dictionary<ServerCertificate, X509Certificate2> _issued = [];
    private readonly X509Certificate2 _root;

    /// <summary>Makes the root; certificates are issued when first asked for.</summary>
    /// <param name="time">Says what "now" is for validity; the system's clock when null.</param>
    public CertificateAuthority(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _rootKey = RSA.Create(KeyBits);
        _root = MakeRoot(_rootKey, "Terminal rig throw-away CA");
        RootPem = PemOf(_root);
    }

    private CertificateAuthority(X509Certificate2 root)
    {
        _time = TimeProvider.System;
        _root = root;
        _rootKey = root.GetRSAPrivateKey()
            ?? throw new CryptographicException("the authority's file has no RSA key");
        RootPem = PemOf(_root);
    }

    /// <summary>
    /// The authority that a file holds, certificate and key in PEM; a new one goes there when there is
    /// none, readable by its owner alone. A physical terminal is given the root once.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    /// <exception cref="CryptographicException">It holds no authority.</exception>
    public static CertificateAuthority LoadOrMake(string file)
    {
        if (File.Exists(file))
        {
            return new CertificateAuthority(X509Certificate2.CreateFromPemFile(file));
        }

        var made = new CertificateAuthority();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var text = new StreamWriter(file, options);
        text.Write(Encoding.ASCII.GetString(made.RootPem));
        text.Write(made._rootKey.ExportPkcs8PrivateKeyPem() + "\n");
        return made;
    }

    /// <summary>The root certificate in PEM, ASCII, as a terminal's settings take it.</summary>
    public byte[] RootPem { get; }

    /// <summary>The root certificate without its key.</summary>
    public X509Certificate2 Root => X509CertificateLoader.LoadCertificate(_root.RawData);

    /// <summary>
    /// The server certificate of that kind, with its key; the same object at each call.
    /// </summary>
    public X509Certificate2 Issue(ServerCertificate kind)
    {
        lock (_gate)
        {
            if (!_issued.TryGetValue(kind, out var certificate))
            {
                certificate = Make(kind);
                _issued.Add(kind, certificate);
            }
            return certificate;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var certificate in _issued.Values)
            {
                certificate.Dispose();
            }
            _issued.Clear();
        }
        _root.Dispose();
        _rootKey.Dispose();
        _serverKey.Dispose();
    }

    private static byte[] PemOf(X509Certificate2 certificate) =>
        Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n");

    private X509Certificate2 Make(ServerCertificate kind)
    {
        var now = _time.GetUtcNow();

        // As long as the root: a scenario may move the time of day by months and years.
        var good = (From: now.AddDays(-RootDaysBefore + 1), To: now.AddYears(RootYears).AddDays(-1));
        switch (kind)
        {
            case ServerCertificate.Expired:
                return MakeServer(_root, Host, now.AddDays(-90), now.AddDays(-1));
            case ServerCertificate.NotYetValid:
                return MakeServer(_root, Host, now.AddDays(30), now.AddDays(120));
            case ServerCertificate.WrongName:
                return MakeServer(_root, "wifi-login.example", good.From, good.To);
            case ServerCertificate.UnknownAuthority:
                using (var otherKey = RSA.Create(KeyBits))
                using (var other = MakeRoot(otherKey, "Nobody knows this CA"))
                {
                    return MakeServer(other, Host, good.From, good.To);
                }
            default:
                return MakeServer(_root, Host, good.From, good.To);
        }
    }

    private X509Certificate2 MakeRoot(RSA key, string name)
    {
        var request = new CertificateRequest(
            $"CN={name}, O=Terminal rig", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(
            new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = _time.GetUtcNow();

        // The root is older than any certificate below it, the expired one included.
        return request.CreateSelfSigned(now.AddDays(-RootDaysBefore), now.AddYears(RootYears));
    }

    private X509Certificate2 MakeServer(
        X509Certificate2 issuer, string host, DateTimeOffset from, DateTimeOffset to)
    {
        var request = new CertificateRequest(
            $"CN={host}, O=Terminal rig", _serverKey, HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(ServerAuthOid)], false));
        request.CertificateExtensions.Add(Names(host));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension
            .CreateFromCertificate(issuer, true, false));
        request.CertificateExtensions.Add(
            new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        using var signed = request.Create(issuer, from, to, serial);
        return signed.CopyWithPrivateKey(_serverKey);
    }

    private static X509Extension Names(string host)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == Host)
        {
            names.AddDnsName(BrokerHost);
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
        }
        return names.Build();
    }
}
