using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Settings;

/// <summary>
/// Every setting of the terminal in RAM, at its default until the store has been read. SPEC.md
/// lists each with range and default; <see cref="SettingsCodec"/> knows the bytes.
/// </summary>
public sealed class TerminalSettings
{
    /// <summary>Serial number: 1 to 14 characters A-Z, 0-9; length 0 before provisioning.</summary>
    public readonly byte[] Serial = new byte[Limits.SerialBytesMax];

    /// <summary>Length of <see cref="Serial"/>.</summary>
    public int SerialLength;

    /// <summary>True in test mode, which takes test keys only.</summary>
    public bool IsTestMode;

    /// <summary>The screens' language: 0 French, 1 English.</summary>
    public int Language;

    /// <summary>The acquirer's API key; write-only for everything that prints.</summary>
    public readonly byte[] Key = new byte[ApiKey.LengthBytes];

    /// <summary>Length of <see cref="Key"/>.</summary>
    public int KeyLength;

    /// <summary>The acquirer's host name, ASCII.</summary>
    public readonly byte[] Host = new byte[Limits.HostBytesMax];

    /// <summary>Length of <see cref="Host"/>.</summary>
    public int HostLength;

    /// <summary>TCP port, 1 to 65535.</summary>
    public int Port = Limits.AcquirerPortDefault;

    /// <summary>ISO 4217 letters in lower case.</summary>
    public readonly byte[] Currency = { (byte)'e', (byte)'u', (byte)'r' };

    /// <summary>Highest single sale in cents.</summary>
    public int AmountCentsMax = Limits.AmountCentsMaxDefault;

    /// <summary>Highest single sale accepted offline, in cents.</summary>
    public int OfflineAmountCents = Limits.OfflineAmountCentsDefault;

    /// <summary>Most sales waiting offline; 0 turns offline acceptance off.</summary>
    public int OfflineCount = Limits.OfflineCountDefault;

    /// <summary>Highest sum of sales waiting offline, in cents.</summary>
    public int OfflineTotalCents = Limits.OfflineTotalCentsDefault;

    /// <summary>Oldest waiting offline sale beside which another is accepted, in s.</summary>
    public int OfflineAgeS = Limits.OfflineAgeSDefault;

    /// <summary>Standard time at the merchant's, minutes east of UTC.</summary>
    public int ZoneMinutes = Limits.ZoneMinutesDefault;

    /// <summary>True where European summer time is kept.</summary>
    public bool HasSummerTime = true;

    /// <summary>Local time at which the merchant's day ends, minutes after midnight.</summary>
    public int DayEndMinutes = Limits.DayEndMinutesDefault;

    /// <summary>What may be set for the SIM.</summary>
    public readonly CellularSettings Cellular = new CellularSettings();

    /// <summary>What may be set for the till's link.</summary>
    public readonly TillSettings Till = new TillSettings();

    /// <summary>What may be set for the line to the terminals' operator.</summary>
    public readonly FleetSettings Fleet = new FleetSettings();

    /// <summary>What the merchant chooses for eyes and ears.</summary>
    public readonly CounterSettings Counter = new CounterSettings();

    /// <summary>WiFi networks in the order in which they are tried.</summary>
    public readonly WifiProfile[] WifiProfiles = new WifiProfile[Limits.WifiProfilesMax];

    /// <summary>How many of <see cref="WifiProfiles"/> are set.</summary>
    public int WifiProfileCount;

    /// <summary>The technician's code: WiFi, key, settings, roots, reset.</summary>
    public readonly AccessCode Technician = new AccessCode();

    /// <summary>The merchant's code: refunds, close of the day, sound, language.</summary>
    public readonly AccessCode Merchant = new AccessCode();

    /// <summary>
    /// No boot counter at or above this one has been used: the journal starts above it when NVRAM
    /// is lost.
    /// </summary>
    public uint BootFloor;

    private static readonly byte[] DefaultHost = ByteCodec.Ascii("api.stancer.com");

    /// <summary>Makes settings at their defaults.</summary>
    public TerminalSettings()
    {
        HostLength = ByteCodec.Put(Host, 0, DefaultHost);
        for (int i = 0; i < WifiProfiles.Length; i++)
        {
            WifiProfiles[i] = new WifiProfile();
        }
    }

    /// <summary>
    /// The currency's index in <see cref="Currencies"/>; the first for any other.
    /// </summary>
    public int CurrencyIndex
    {
        get
        {
            int index = Currencies.IndexOf(Currency, 0);
            return index < 0 ? 0 : index;
        }
    }

    /// <summary>Seconds from UTC to local time at the merchant's.</summary>
    public int LocalOffsetS(long utcSeconds) =>
        (ZoneMinutes * 60) + (HasSummerTime && Calendar.IsSummer(utcSeconds) ? 3600 : 0);

    /// <summary>Forgets the key: it goes to nobody but the host that it was given for.</summary>
    public void ForgetKey()
    {
        KeyLength = 0;
        Array.Clear(Key, 0, Key.Length);
    }

    /// <summary>Forgets what tells this terminal from others: the end of its life.</summary>
    public void ForgetIdentity()
    {
        Array.Clear(Serial, 0, Serial.Length);
        SerialLength = 0;
        BootFloor = 0;
    }

    /// <summary>
    /// Puts every setting back to its default, except the serial number and the boot floor.
    /// </summary>
    public void Restore()
    {
        IsTestMode = false;
        Language = 0;
        ForgetKey();
        Array.Clear(Host, 0, Host.Length);
        HostLength = ByteCodec.Put(Host, 0, DefaultHost);
        Port = Limits.AcquirerPortDefault;
        Array.Copy(Currencies.Table, 0, Currency, 0, Currency.Length);
        AmountCentsMax = Limits.AmountCentsMaxDefault;
        OfflineAmountCents = Limits.OfflineAmountCentsDefault;
        OfflineCount = Limits.OfflineCountDefault;
        OfflineTotalCents = Limits.OfflineTotalCentsDefault;
        OfflineAgeS = Limits.OfflineAgeSDefault;
        ZoneMinutes = Limits.ZoneMinutesDefault;
        HasSummerTime = true;
        DayEndMinutes = Limits.DayEndMinutesDefault;
        Cellular.Restore();
        Till.Restore();
        Fleet.Restore();
        Counter.Restore();
        WifiProfileCount = 0;
        for (int i = 0; i < WifiProfiles.Length; i++)
        {
            WifiProfiles[i].Clear();
        }

        Technician.Clear();
        Merchant.Clear();
    }
}
