namespace System.Net.Security;

/// <summary>How the peer's certificate is verified.</summary>
public enum SslVerification
{
    NoVerification = 1,
    VerifyPeer = 2,
    CertificateRequired = 4,
    VerifyClientOnce = 8,
}
