using System.Text;

namespace Terminal.Rig.Scenarios;

/// <summary>What an access point may be called and ask for.</summary>
public static class AccessPoint
{
    private const int SsidBytesMax = 32;
    private const int PassphraseMin = 8;
    private const int PassphraseMax = 63;
    private const int KeyDigits = 64;

    /// <summary>What is wrong with a name or passphrase, in one sentence, or null.</summary>
    /// <param name="ssid">1 to 32 bytes of UTF-8 without control characters; null is not asked about.</param>
    /// <param name="passphrase">8 to 63 characters of ASCII, empty for an open network, or null.</param>
    public static string? Check(string? ssid, string? passphrase)
    {
        if (ssid is not null
            && (Encoding.UTF8.GetByteCount(ssid) is 0 or > SsidBytesMax || ssid.Any(char.IsControl)))
        {
            return "an SSID has 1 to 32 bytes and no control characters";
        }

        bool isWrong = passphrase is { Length: > 0 }
            && !(passphrase.Length == KeyDigits && passphrase.All(char.IsAsciiHexDigit))
            && (passphrase.Length is < PassphraseMin or > PassphraseMax
                || passphrase.Any(character => character is < ' ' or > '~'));
        return isWrong ? "a passphrase has 8 to 63 characters of ASCII, or 64 hexadecimal digits, or none" : null;
    }
}
