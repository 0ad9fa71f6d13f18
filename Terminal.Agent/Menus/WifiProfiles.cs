using System;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Menus;

/// <summary>
/// The saved networks, in the order in which they are tried. A new one goes in front of the others;
/// where there is no room the last one goes.
/// </summary>
public static class WifiProfiles
{
    /// <summary>Puts a network in front, in the place of one of the same name.</summary>
    public static void PutFirst(
        TerminalSettings settings, byte[] ssid, int ssidLength, byte[] passphrase,
        int passphraseLength)
    {
        for (int i = 0; i < settings.WifiProfileCount; i++)
        {
            WifiProfile old = settings.WifiProfiles[i];
            if (old.SsidLength == ssidLength && ByteCodec.Same(old.Ssid, 0, ssid, 0, ssidLength))
            {
                Remove(settings, i);
                break;
            }
        }

        int count = settings.WifiProfileCount;
        count = count < Limits.WifiProfilesMax ? count + 1 : count;
        for (int i = count - 1; i > 0; i--)
        {
            settings.WifiProfiles[i].Copy(settings.WifiProfiles[i - 1]);
        }

        WifiProfile first = settings.WifiProfiles[0];
        Array.Copy(ssid, 0, first.Ssid, 0, ssidLength);
        first.SsidLength = ssidLength;
        Array.Clear(first.Passphrase, 0, first.Passphrase.Length);
        Array.Copy(passphrase, 0, first.Passphrase, 0, passphraseLength);
        first.PassphraseLength = passphraseLength;
        settings.WifiProfileCount = count;
    }

    /// <summary>Takes a network out.</summary>
    public static void Remove(TerminalSettings settings, int index)
    {
        int count = settings.WifiProfileCount - 1;
        for (int i = index; i < count; i++)
        {
            settings.WifiProfiles[i].Copy(settings.WifiProfiles[i + 1]);
        }

        settings.WifiProfiles[count].Clear();
        settings.WifiProfileCount = count;
    }
}
