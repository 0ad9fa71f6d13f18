using Terminal.Rig.Board;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Scenarios;

/// <summary>The conditions that a link of the virtual terminal can be put into, by name.</summary>
public static class LinkConditions
{
    /// <summary>Weakest and strongest level that a link can be received at, in dBm.</summary>
    public const int WeakestDbm = -113, StrongestDbm = -30;

    private const int SimLevelsMax = 31;
    private const int NoiseEveryBytes = 300;
    private const int LossEveryBytes = 1_000;
    private const int LateMs = 1_500;
    private const int ChapAuth = 2;
    private const string SecondSsid = "Réserve";
    private const string SecondPassphrase = "pain-au-chocolat";
    private const string OtherPassphrase = "autre-passphrase";

    /// <summary>Conditions of the SIM link; up ends every other one.</summary>
    public static string[] Sim { get; } =
        ["up", "no-sim", "locked", "no-coverage", "denied", "no-bearer", "hung", "dead", "silent",
            "refused", "no-name", "no-time", "reboot", "half-hung", "garbage", "lost-bytes", "late",
            "urcs-twice", "roaming", "no-handshake", "send-times-out", "no-receive-end", "over-read",
            "session-closed", "service-stopped",
            "operator-locked", "sms-only", "emergency-only", "no-context", "old-network", "fast-line-bad",
            "user-wanted", "names-unchecked"];

    /// <summary>Conditions of the WiFi link; up ends every other one.</summary>
    public static string[] Wifi { get; } = ["up", "down", "wrong-passphrase", "no-address", "portal",
            "leads-nowhere"];

    /// <summary>Puts a link into a condition.</summary>
    /// <exception cref="ArgumentException">There is no such link or condition.</exception>
    public static void Apply(IVirtualTerminal terminal, string link, string condition)
    {
        if (link == "sim")
        {
            ApplySim(terminal.Modem, condition);
        }
        else
        {
            ApplyWifi(terminal.Wifi, condition);
        }
    }

    /// <summary>Puts the SIM link of a modem into a condition.</summary>
    /// <exception cref="ArgumentException">There is no such condition.</exception>
    public static void Apply(ModemEmulator modem, string condition) => ApplySim(modem, condition);

    /// <summary>Sets the level at which a modem receives, in dBm.</summary>
    public static void SetSignal(ModemEmulator modem, int levelDbm)
    {
        // What +CSQ tells: -113 dBm and less is 0, each 2 dB one more.
        modem.Faults.SignalLevel = Math.Clamp((levelDbm - WeakestDbm) / 2, 0, SimLevelsMax);
    }

    /// <summary>Sets the level at which a link is received, in dBm.</summary>
    public static void SetSignal(IVirtualTerminal terminal, string link, int levelDbm)
    {
        if (link == "sim")
        {
            SetSignal(terminal.Modem, levelDbm);
        }
        else
        {
            terminal.Wifi.LevelDbm = levelDbm;
        }
    }

    /// <summary>Changes the access point; whoever is joined must join anew.</summary>
    public static void SetAccessPoint(
        IVirtualTerminal terminal, string? ssid, string? passphrase, bool? isHidden)
    {
        VirtualWifi wifi = terminal.Wifi;
        wifi.Ssid = ssid ?? wifi.Ssid;
        wifi.Passphrase = passphrase ?? wifi.Passphrase;
        wifi.IsHidden = isHidden ?? wifi.IsHidden;
        wifi.Drop();
    }

    private static void ApplySim(ModemEmulator modem, string condition)
    {
        ModemFaults faults = modem.Faults;
        switch (condition)
        {
            case "up":
                int level = faults.SignalLevel;
                faults.Clear();
                faults.SignalLevel = level;
                break;
            case "no-sim":
                faults.NoSim = true;
                break;
            case "locked":
                faults.SimPin = true;
                break;
            case "no-coverage":
                faults.NoCoverage = true;
                break;
            case "denied":
                faults.Denied = true;
                break;
            case "no-bearer":
                faults.NoBearer = true;
                break;
            case "hung":
                faults.Hung = true;
                break;
            case "dead":
                faults.Dead = true;
                break;
            case "silent":
                faults.PeerSilent = true;
                break;
            case "refused":
                faults.Refused = true;
                break;
            case "no-name":
                faults.NameFails = true;
                break;
            case "no-time":
                faults.NoNetworkTime = true;
                faults.NoTimeServer = true;
                break;
            default:
                if (!ApplyToModem(modem, condition))
                {
                    throw new ArgumentException($"the SIM link has no condition '{condition}'");
                }

                break;
        }
    }

    // Troubles of the module itself and of its line.
    private static bool ApplyToModem(ModemEmulator modem, string condition)
    {
        ModemFaults faults = modem.Faults;
        switch (condition)
        {
            case "reboot":
                modem.RebootNow();
                return true;
            case "session-closed":
                modem.DropSession();
                return true;
            case "service-stopped":
                modem.StopService();
                return true;
            case "operator-locked":
                faults.OperatorLock = true;
                modem.RebootNow();
                return true;
            case "sms-only":
                faults.SmsOnly = true;
                return true;
            case "emergency-only":
                faults.EmergencyOnly = true;
                return true;
            case "no-context":
                faults.ContextRefused = true;
                modem.RebootNow();
                return true;
            case "user-wanted":
                faults.AuthWanted = ChapAuth;
                modem.RebootNow();
                return true;
            case "names-unchecked":
                faults.NamesUnchecked = true;
                modem.RebootNow();
                return true;
            case "old-network":
                faults.OlderNetwork = true;
                modem.RebootNow();
                return true;
            case "fast-line-bad":
                faults.FastLineDropEvery = LossEveryBytes / 20;
                return true;
            case "half-hung":
                faults.EchoOnly = true;
                return true;
            case "garbage":
                faults.GarbageEvery = NoiseEveryBytes;
                return true;
            case "lost-bytes":
                faults.DropEvery = LossEveryBytes;
                return true;
            case "late":
                faults.LateMs = LateMs;
                return true;
            case "urcs-twice":
                faults.DuplicateUrcs = true;
                return true;
            case "roaming":
                faults.Roaming = true;
                return true;
            case "no-handshake":
                faults.HandshakeFails = true;
                return true;
            case "send-times-out":
                faults.SendTimesOut = true;
                return true;
            case "no-receive-end":
                faults.NoReceiveTail = true;
                return true;
            case "over-read":
                faults.LengthTooLong = true;
                return true;
            default:
                return false;
        }
    }

    private static void ApplyWifi(VirtualWifi wifi, string condition)
    {
        switch (condition)
        {
            case "up":
                wifi.IsAccessPointUp = true;
                wifi.IsDhcpUp = true;
                wifi.IsPortal = false;
                wifi.LeadsNowhere = false;
                if (wifi.Passphrase == OtherPassphrase)
                {
                    wifi.Passphrase = VirtualWifi.PassphraseDefault;
                }

                break;
            case "down":
                wifi.IsAccessPointUp = false;
                break;
            case "wrong-passphrase":
                wifi.Passphrase = OtherPassphrase;
                wifi.Drop();
                break;
            case "no-address":
                wifi.IsDhcpUp = false;
                wifi.Drop();
                break;
            case "leads-nowhere":
                wifi.LeadsNowhere = true;
                wifi.Second = (SecondSsid, SecondPassphrase);
                break;
            case "portal":
                wifi.IsPortal = true;
                wifi.Drop();
                break;
            default:
                throw new ArgumentException($"the WiFi link has no condition '{condition}'");
        }
    }
}
