using Terminal.NanoPackages;

namespace System.Security.Cryptography.X509Certificates;

/// <summary>A certificate, PEM or DER, which is parsed at once: what is none throws.</summary>
public class X509Certificate
{
    private readonly byte[] _bytes;

    public X509Certificate(byte[] certificate)
    {
        if (!VirtualBoards.Current.IsCertificate(certificate))
        {
            throw new ArgumentException();
        }

        _bytes = certificate;
    }

    public X509Certificate(string certificate)
        : this(VirtualBoards.Current.Utf8Bytes(certificate))
    {
    }

    public virtual byte[] GetRawCertData() => _bytes;
}
