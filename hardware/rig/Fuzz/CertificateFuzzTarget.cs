using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Terminal.Agent.Trust;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Fuzz;

/// <summary>
/// Certificates, mutated as DER or as PEM, into the reader of root certificates. Whatever it takes for a good one, and
/// .NET reads too, must be an authority there as well, with the same last day. Nothing is thrown or allocated.
/// </summary>
public sealed class CertificateFuzzTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "certificate";

    /// <inheritdoc/>
    public string Description => "certificates into the reader of roots";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } = MakeSeeds();

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Words { get; } =
    [
        [0x30, 0x80], [0x30, 0x81, 0x05], [0x30, 0x82, 0xFF, 0xFF], [0x55, 0x1D, 0x13], [0x55, 0x1D, 0x0F],
        [0x55, 0x04, 0x03], [0xA3, 0x02], [0x01, 0x01, 0xFF], [0x17, 0x0D], [0x18, 0x0F], [0x03, 0x02, 0x01, 0x06],
        .. new[] { "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "=", "==", "\r\n", "500101000000Z" }
            .Select(Encoding.ASCII.GetBytes),
    ];

    /// <inheritdoc/>
    public IFuzzRun Begin(long block) => new Run();

    private static byte[][] MakeSeeds()
    {
        using RSA rsa = RSA.Create(1024);
        var request = new CertificateRequest(
            "CN=Fuzz Root,O=Rig", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 3, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        using X509Certificate2 root = request.CreateSelfSigned(start, start.AddYears(40));
        using var authority = new CertificateAuthority();
        return [root.RawData, Encoding.ASCII.GetBytes(root.ExportCertificatePem()), authority.RootPem];
    }

    private sealed class Run : IFuzzRun
    {
        private const int WarmUpInputs = 200;
        private const long NowUtcSeconds = 1_795_000_000;

        private readonly RootCertificate _reader = new();
        private int _inputs;

        public long AllocatedBytes { get; private set; }

        public void Take(ReadOnlySpan<byte> input)
        {
            bool isPem = !input.IsEmpty && input[0] == '-';
            byte[] pem = isPem ? input.ToArray()
                : Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", input));
            long before = GC.GetAllocatedBytesForCurrentThread();
            RootVerdict verdict = _reader.Read(pem, pem.Length, NowUtcSeconds);
            AllocatedBytes += _inputs++ < WarmUpInputs ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
            if (verdict == RootVerdict.Good)
            {
                Compare(pem);
            }
        }

        public void Finish()
        {
        }

        // .NET verifies neither; it may refuse what the reader passes over, such as the public key.
        private void Compare(byte[] pem)
        {
            X509Certificate2 other;
            try
            {
                other = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(pem));
            }
            catch (CryptographicException)
            {
                return;
            }

            using (other)
            {
                long last = new DateTimeOffset(other.NotAfter.ToUniversalTime()).ToUnixTimeSeconds();
                bool isAuthority = other.Extensions.OfType<X509BasicConstraintsExtension>().Any(IsAuthority);
                bool isSame = Fingerprint(pem).AsSpan().SequenceEqual(_reader.Fingerprint);
                if (last != _reader.LastUtcSeconds || !isAuthority || !isSame)
                {
                    throw new FuzzFindingException(
                        $"good, with end {_reader.LastUtcSeconds}; .NET: end {last}, authority {isAuthority}, "
                        + $"same fingerprint {isSame}");
                }
            }
        }

        // Of the bytes as they are: .NET may write a certificate anew that is not in the one form of DER.
        private static byte[] Fingerprint(byte[] pem)
        {
            string text = Encoding.ASCII.GetString(pem);
            return SHA256.HashData(Convert.FromBase64String(text[PemEncoding.Find(text).Base64Data]));
        }

        private static bool IsAuthority(X509BasicConstraintsExtension extension)
        {
            try
            {
                return extension.CertificateAuthority;
            }
            catch (CryptographicException)
            {
                // .NET cannot read what the reader needs no more of.
                return true;
            }
        }
    }
}
