namespace Terminal.Agent.Ports;

/// <summary>
/// HMAC-SHA-256 (RFC 2104, FIPS 198-1), for codes and the account's fingerprint. May allocate: off
/// the hot path.
/// </summary>
public interface IKeyedHash
{
    /// <summary>
    /// Computes the 32-byte code of <paramref name="data"/> under <paramref name="key"/>.
    /// </summary>
    void Compute(byte[] key, byte[] data, int dataLength, byte[] digest);
}
