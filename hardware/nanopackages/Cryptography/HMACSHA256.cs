using Terminal.NanoPackages;

namespace System.Security.Cryptography;

/// <summary>HMAC-SHA-256 by the host.</summary>
public class HMACSHA256 : IDisposable
{
    public static byte[] HashData(byte[] key, byte[] source) =>
        VirtualBoards.Current.HmacSha256(key, source);

    public void Dispose() => Dispose(true);

    protected void Dispose(bool disposing)
    {
    }
}
