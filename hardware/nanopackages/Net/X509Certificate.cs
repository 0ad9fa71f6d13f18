using Terminal.NanoPackages;

namespace System.Security.Cryptography.X509Certificates;

/// <summary>A certificate, PEM or DER; the board parses it when it is used.</summary>
public class X509Certificate
{
    private readonly byte[] _bytes;

    public X509Certificate(byte[] certificate) => _bytes = certificate;

    public X509Certificate(string certificate) =>
        _bytes = VirtualBoards.Current.Utf8Bytes(certificate);

    public virtual byte[] GetRawCertData() => _bytes;
}
