using System;
using System.Security.Cryptography;
using Terminal.Agent.Ports;

namespace Terminal.Firmware.Security;

/// <summary>HMAC-SHA-256 by the package, which uses the chip's accelerator.</summary>
public sealed class KeyedHash : IKeyedHash
{
    /// <inheritdoc/>
    public void Compute(byte[] key, byte[] data, int dataLength, byte[] digest)
    {
        // Copies of both: the package keeps the key's array and wipes it when it is done.
        byte[] code = HMACSHA256.HashData(Copy(key, key.Length), Copy(data, dataLength));
        Array.Copy(code, digest, code.Length);
        Array.Clear(code, 0, code.Length);
    }

    private static byte[] Copy(byte[] from, int count)
    {
        var copy = new byte[count];
        Array.Copy(from, copy, count);
        return copy;
    }
}
