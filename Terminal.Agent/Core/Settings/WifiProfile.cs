using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Settings;

/// <summary>One configured WiFi network.</summary>
public sealed class WifiProfile
{
    /// <summary>Longest passphrase in bytes (IEEE 802.11: 8 to 63 ASCII characters).</summary>
    public const int PassphraseBytesMax = 63;

    /// <summary>Hexadecimal digits of a key in the place of a passphrase.</summary>
    public const int KeyDigits = 64;

    /// <summary>SSID, any bytes.</summary>
    public readonly byte[] Ssid = new byte[WifiNetwork.SsidBytesMax];

    /// <summary>Length of <see cref="Ssid"/>; 0 marks an unused profile.</summary>
    public int SsidLength;

    /// <summary>Passphrase, or a key; write-only for everything that prints.</summary>
    public readonly byte[] Passphrase = new byte[KeyDigits];

    /// <summary>Length of <see cref="Passphrase"/>; 0 joins an open network.</summary>
    public int PassphraseLength;

    /// <summary>True for 64 hexadecimal digits.</summary>
    public static bool IsKey(byte[] text, int offset, int length)
    {
        if (length != KeyDigits)
        {
            return false;
        }

        for (int i = offset; i < offset + length; i++)
        {
            int letter = text[i] | 0x20;
            if ((text[i] < '0' || text[i] > '9') && (letter < 'a' || letter > 'f'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes it an unused profile.</summary>
    public void Clear()
    {
        SsidLength = 0;
        PassphraseLength = 0;
        Array.Clear(Ssid, 0, Ssid.Length);
        Array.Clear(Passphrase, 0, Passphrase.Length);
    }

    /// <summary>Takes over another one.</summary>
    public void Copy(WifiProfile from)
    {
        SsidLength = from.SsidLength;
        PassphraseLength = from.PassphraseLength;
        Array.Copy(from.Ssid, 0, Ssid, 0, Ssid.Length);
        Array.Copy(from.Passphrase, 0, Passphrase, 0, Passphrase.Length);
    }
}
