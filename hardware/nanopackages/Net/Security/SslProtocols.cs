namespace System.Net.Security;

/// <summary>Versions of TLS.</summary>
[Flags]
public enum SslProtocols
{
    None = 0x00,
    Tls = 192,
    Tls11 = 768,
    Tls12 = 3072,
    Tls13 = 12288,
}
