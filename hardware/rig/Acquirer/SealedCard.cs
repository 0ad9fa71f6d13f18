// The one place that knows how the rig seals test cards. On a real terminal the secure reader
// seals card data for the acquirer (DUKPT under ANSI X9.24) and the terminal passes them on
// unread. The rig does the same with keys of its own: a key for each key serial number, derived
// from a base key that is public and worthless by design.
//
// Payload: nonce (12) | AES-128-GCM ciphertext | tag (16), with the KSN as associated data.
// Clear text: version (1) | length of name (1) | name | last 4 digits (4) | length of brand (1) | brand | zeros.

using System.Security.Cryptography;
using System.Text;

namespace Terminal.Rig.Acquirer;

/// <summary>
/// Seals a test card as the virtual reader hands it over, and opens it at the emulated acquirer.
/// </summary>
public static class SealedCard
{
    /// <summary>Longest payload in bytes: what a slot of the journal has room for.</summary>
    public const int PayloadBytesMax = 256;

    /// <summary>
    /// Usual length of a payload in bytes, padding included, so that its length tells nothing.
    /// </summary>
    public const int PayloadBytesDefault = 112;

    /// <summary>Bytes of a key serial number, as in DUKPT with TDES.</summary>
    public const int KsnBytes = 10;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 16;
    private const byte Version = 1;

    private static readonly byte[] BaseKey = SHA256.HashData("rig base key, not a secret"u8);

    /// <summary>Seals a card.</summary>
    /// <param name="card">The card; only its name, last 4 digits and brand go in.</param>
    /// <param name="ksn">Key serial number, 1 to 12 bytes.</param>
    /// <param name="nonce">12 bytes that differ at each tap; a seeded source makes a run
    /// repeatable.</param>
    /// <param name="payloadBytes">Length of the payload, padding included, up to 256.</param>
    /// <exception cref="ArgumentException">The card does not fit.</exception>
    public static byte[] Seal(
        TestCard card, byte[] ksn, byte[] nonce, int payloadBytes = PayloadBytesDefault)
    {
        if (nonce.Length != NonceBytes || payloadBytes > PayloadBytesMax)
        {
            throw new ArgumentException("A nonce has 12 bytes, a payload at most 256.");
        }
        var name = Encoding.ASCII.GetBytes(card.Name);
        var brand = Encoding.ASCII.GetBytes(card.Brand);
        byte[] clear =
        [
            Version, (byte)name.Length, .. name, .. Encoding.ASCII.GetBytes(card.Last4),
            (byte)brand.Length, .. brand,
        ];
        var padded = new byte[payloadBytes - NonceBytes - TagBytes];
        if (clear.Length > padded.Length)
        {
            throw new ArgumentException($"Card {card.Name} does not fit {payloadBytes} bytes.");
        }
        clear.CopyTo(padded, 0);
        var payload = new byte[payloadBytes];
        nonce.CopyTo(payload, 0);
        using var aes = new AesGcm(KeyFor(ksn), TagBytes);
        aes.Encrypt(
            nonce, padded, payload.AsSpan(NonceBytes, padded.Length),
            payload.AsSpan(payloadBytes - TagBytes), ksn);
        return payload;
    }

    /// <summary>Opens a payload.</summary>
    /// <returns>The card, or null for anything that <see cref="Seal"/> did not make under this
    /// KSN.</returns>
    public static TestCard? Open(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> ksn)
    {
        var clearLength = payload.Length - NonceBytes - TagBytes;
        if (clearLength < 7 || payload.Length > PayloadBytesMax || ksn.IsEmpty)
        {
            return null;
        }
        var clear = new byte[clearLength];
        using var aes = new AesGcm(KeyFor(ksn), TagBytes);
        try
        {
            aes.Decrypt(
                payload[..NonceBytes], payload.Slice(NonceBytes, clearLength), payload[^TagBytes..],
                clear, ksn);
        }
        catch (CryptographicException)
        {
            return null;
        }
        return Read(clear);
    }

    private static TestCard? Read(ReadOnlySpan<byte> clear)
    {
        int nameLength = clear[1];
        if (clear[0] != Version || 2 + nameLength + 5 > clear.Length)
        {
            return null;
        }
        return TestCard.ByName(Encoding.ASCII.GetString(clear.Slice(2, nameLength)));
    }

    private static byte[] KeyFor(ReadOnlySpan<byte> ksn) => HMACSHA256.HashData(BaseKey, ksn)[..KeyBytes];
}
