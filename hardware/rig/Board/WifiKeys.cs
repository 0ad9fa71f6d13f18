using System.Security.Cryptography;
using System.Text;
using Terminal.Agent.Settings;

namespace Terminal.Rig.Board;

/// <summary>What an access point with WPA2 lets in: whoever has its passphrase, or the key made of it.</summary>
public static class WifiKeys
{
    private const int Rounds = 4_096;

    /// <summary>The key that stands for a passphrase (IEEE 802.11, J.4.1), as 64 hexadecimal digits.</summary>
    public static string Of(string passphrase, string ssid) => Convert.ToHexString(
        Rfc2898DeriveBytes.Pbkdf2(
            passphrase, Encoding.UTF8.GetBytes(ssid), Rounds, HashAlgorithmName.SHA1, WifiProfile.KeyDigits / 2));

    /// <summary>True when what a station has opens the access point.</summary>
    /// <param name="offered">Passphrase or key of the station.</param>
    /// <param name="asked">Passphrase or key of the access point.</param>
    /// <param name="ssid">The access point's name.</param>
    public static bool Opens(string offered, string asked, string ssid) => offered == asked
        || (offered.Length > 0 && asked.Length > 0 && (IsKey(offered) || IsKey(asked))
            && string.Equals(Key(offered, ssid), Key(asked, ssid), StringComparison.OrdinalIgnoreCase));

    private static string Key(string text, string ssid) => IsKey(text) ? text : Of(text, ssid);

    private static bool IsKey(string text) =>
        text.Length == WifiProfile.KeyDigits && text.All(char.IsAsciiHexDigit);
}
