using System;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Console;

/// <summary>
/// The settings that the console shows and changes, by number: texts, choices between words, and
/// numbers with a range. Secrets are not among them. SPEC.md, Console, has the list.
/// </summary>
internal sealed class SettingTable
{
    public const int Count = 38;

    /// <summary>The time zone, which <see cref="ZoneSetting"/> reads and prints.</summary>
    public const int Zone = 13;

    /// <summary>The end of the day, which <see cref="DayEndSetting"/> reads and prints.</summary>
    public const int DayEnd = 27;

    private const int Serial = 0;
    private const int Mode = 1;
    private const int Host = 2;
    private const int Port = 3;
    private const int Currency = 4;
    private const int AmountMax = 5;
    private const int OfflineAmount = 6;
    private const int OfflineCount = 7;
    private const int OfflineTotal = 8;
    private const int OfflineAge = 9;
    private const int Apn = 10;
    private const int Roaming = 11;
    private const int Model = 12;
    private const int ApnUser = 14;
    private const int ApnPassword = 15;
    private const int ApnAuthentication = 16;
    private const int ApnKind = 17;
    private const int FastLine = 18;
    private const int RootScope = 19;
    private const int TillOn = 20;
    private const int TillPort = 21;
    private const int TillAddresses = 22;
    private const int TillOffline = 23;
    private const int TillLine = 24;
    private const int TillBaud = 25;
    private const int TillRefund = 26;
    private const int FleetOn = 28;
    private const int FleetHost = 29;
    private const int FleetPort = 30;
    private const int FleetRoot = 31;
    private const int FleetUser = 32;
    private const int FleetSecret = 33;
    private const int Volume = 34;
    private const int LargeFigures = 35;
    private const int Contrast = 36;
    private const int Printer = 37;

    /// <summary>Names, in the order of the numbers.</summary>
    public static readonly byte[][] Names =
    {
        ByteCodec.Ascii("serial"),
        ByteCodec.Ascii("mode"),
        ByteCodec.Ascii("host"),
        ByteCodec.Ascii("port"),
        ByteCodec.Ascii("currency"),
        ByteCodec.Ascii("amount_max_cents"),
        ByteCodec.Ascii("offline_amount_cents"),
        ByteCodec.Ascii("offline_count"),
        ByteCodec.Ascii("offline_total_cents"),
        ByteCodec.Ascii("offline_age_s"),
        ByteCodec.Ascii("apn"),
        ByteCodec.Ascii("roaming"),
        ByteCodec.Ascii("modem"),
        ByteCodec.Ascii("zone"),
        ByteCodec.Ascii("apn_user"),
        ByteCodec.Ascii("apn_password"),
        ByteCodec.Ascii("apn_auth"),
        ByteCodec.Ascii("apn_type"),
        ByteCodec.Ascii("modem_fast"),
        ByteCodec.Ascii("root_scope"),
        ByteCodec.Ascii("till"),
        ByteCodec.Ascii("till_port"),
        ByteCodec.Ascii("till_addresses"),
        ByteCodec.Ascii("till_offline"),
        ByteCodec.Ascii("till_serial"),
        ByteCodec.Ascii("till_baud"),
        ByteCodec.Ascii("till_refund"),
        ByteCodec.Ascii("day_end"),
        ByteCodec.Ascii("fleet"),
        ByteCodec.Ascii("fleet_host"),
        ByteCodec.Ascii("fleet_port"),
        ByteCodec.Ascii("fleet_root"),
        ByteCodec.Ascii("fleet_user"),
        ByteCodec.Ascii("fleet_secret"),
        ByteCodec.Ascii("volume"),
        ByteCodec.Ascii("large"),
        ByteCodec.Ascii("contrast"),
        ByteCodec.Ascii("till_printer"),
    };

    private static readonly byte[][] ModeWords =
    {
        ByteCodec.Ascii("prod"), ByteCodec.Ascii("test"),
    };
    private static readonly byte[][] OnOffWords = { ByteCodec.Ascii("off"), ByteCodec.Ascii("on") };
    private static readonly byte[][] ModelWords =
    {
        ByteCodec.Ascii("a7670e"), ByteCodec.Ascii("sim7600e"), ByteCodec.Ascii("sim7672e"),
        ByteCodec.Ascii("eg800k"),
    };
    private static readonly byte[][] CurrencyWords =
    {
        ByteCodec.Ascii("eur"), ByteCodec.Ascii("gbp"), ByteCodec.Ascii("usd"),
        ByteCodec.Ascii("chf"),
    };

    private static readonly byte[][] AuthWords =
    {
        ByteCodec.Ascii("off"), ByteCodec.Ascii("pap"), ByteCodec.Ascii("chap"),
    };
    private static readonly byte[][] TypeWords =
    {
        ByteCodec.Ascii("unchanged"), ByteCodec.Ascii("ip"), ByteCodec.Ascii("ipv6"),
        ByteCodec.Ascii("ipv4v6"),
    };

    private static readonly byte[][] ScopeWords =
    {
        ByteCodec.Ascii("public"), ByteCodec.Ascii("private"),
    };

    private static readonly byte[][] LineWords =
    {
        ByteCodec.Ascii("off"), ByteCodec.Ascii("8n1"), ByteCodec.Ascii("7e1"),
    };

    private static readonly byte[][] RootWords =
    {
        ByteCodec.Ascii("acquirer"), ByteCodec.Ascii("own"),
    };

    private static readonly byte[] RootList =
        ByteCodec.Ascii("acquirer: the acquirer's roots, or own: the broker's root file");
    private static readonly byte[] BrokerRange =
        ByteCodec.Ascii("at most 64 of a-z A-Z 0-9 . -");
    private static readonly byte[] FleetUserRange =
        ByteCodec.Ascii("at most 32 printable ASCII, no blank, no quotes");

    private static readonly byte[][] PrinterWords =
    {
        ByteCodec.Ascii("off"), ByteCodec.Ascii("ascii24"), ByteCodec.Ascii("ascii32"),
        ByteCodec.Ascii("cp858_24"), ByteCodec.Ascii("cp858_32"),
    };

    private static readonly byte[] PrinterList =
        ByteCodec.Ascii("off, ascii24, ascii32, cp858_24 or cp858_32");

    private static readonly byte[] LineList = ByteCodec.Ascii("off, 8n1 or 7e1");
    private static readonly byte[] AddressRange =
        ByteCodec.Ascii("at most 4 as 192.168.1.20,192.168.1.21; empty for all");

    private static readonly byte[] ModeList = ByteCodec.Ascii("prod or test");
    private static readonly byte[] OnOffList = ByteCodec.Ascii("on or off");
    private static readonly byte[] ModelList =
        ByteCodec.Ascii("a7670e, sim7600e, sim7672e or eg800k");
    private static readonly byte[] CurrencyList = ByteCodec.Ascii("eur, gbp, usd or chf");
    private static readonly byte[] ScopeList =
        ByteCodec.Ascii("public, or private: the root signs the acquirer's own servers only");
    private static readonly byte[] AuthList = ByteCodec.Ascii("off, pap or chap");
    private static readonly byte[] TypeList = ByteCodec.Ascii("unchanged, ip, ipv6 or ipv4v6");

    private static readonly byte[] SerialRange = ByteCodec.Ascii("1 to 14 of A-Z 0-9");
    private static readonly byte[] HostRange = ByteCodec.Ascii("1 to 64 of a-z A-Z 0-9 . -");
    private static readonly byte[] ApnRange = ByteCodec.Ascii("at most 64 of a-z A-Z 0-9 . - _");

    private static readonly byte[] UserRange =
        ByteCodec.Ascii("at most 64 printable ASCII, no blank, no quotes");

    private readonly TerminalSettings _settings;
    private readonly byte[] _typed = new byte[Limits.TillAddressesMax * 16];
    private readonly uint[] _addresses = new uint[Limits.TillAddressesMax];

    // A value that waits for its question to be answered: a serial number, or a mode.
    private readonly byte[] _prepared = new byte[Limits.SerialBytesMax];
    private int _preparedSetting;
    private int _preparedLength;

    public SettingTable(TerminalSettings settings) => _settings = settings;

    /// <summary>True for what the ids or the destination of waiting payments hang on.</summary>
    public static bool IsIdentity(int setting) =>
        setting == Serial || setting == Mode || setting == Host || setting == Port;

    /// <summary>True for what names its consequence and asks before it changes.</summary>
    public static bool IsAskedAbout(int setting) => setting == Serial || setting == Mode;

    public static bool IsMode(int setting) => setting == Mode;

    public static bool IsOfModem(int setting) =>
        setting == Apn || setting == Roaming || setting == Model
        || (setting >= ApnUser && setting <= RootScope);

    /// <summary>True for what is taken and never shown.</summary>
    public static bool IsSecret(int setting) =>
        setting == ApnPassword || setting == FleetSecret;

    /// <summary>The words of a choice; null for other settings.</summary>
    public static byte[][] Words(int setting) =>
        setting == Mode ? ModeWords : IsOnOff(setting) ? OnOffWords
        : setting == TillLine ? LineWords : setting == FleetRoot ? RootWords
        : setting == Printer ? PrinterWords
        : setting == RootScope ? ScopeWords
        : setting == Model ? ModelWords : setting == Currency ? CurrencyWords
        : setting == ApnAuthentication ? AuthWords : setting == ApnKind ? TypeWords : null;

    /// <summary>The words of a choice as one text.</summary>
    public static byte[] WordList(int setting) =>
        setting == Mode ? ModeList : IsOnOff(setting) ? OnOffList
        : setting == TillLine ? LineList : setting == FleetRoot ? RootList
        : setting == Printer ? PrinterList
        : setting == RootScope ? ScopeList
        : setting == Model ? ModelList : setting == Currency ? CurrencyList
        : setting == ApnAuthentication ? AuthList : TypeList;

    /// <summary>What a text may be.</summary>
    public static byte[] TextRange(int setting) =>
        setting == Serial ? SerialRange : setting == Host ? HostRange
        : setting == FleetHost ? BrokerRange : setting == FleetUser ? FleetUserRange
        : setting == TillAddresses ? AddressRange : setting == Apn ? ApnRange : UserRange;

    /// <summary>The least value of a number.</summary>
    public static int Min(int setting) =>
        setting == Port || setting == TillPort || setting == FleetPort ? 1
        : setting == TillBaud ? Limits.TillBaudMin
        : setting == AmountMax ? Limits.AmountCentsMin : 0;

    /// <summary>The highest value of a number.</summary>
    public static int Max(int setting) =>
        setting == Port || setting == TillPort || setting == FleetPort ? 65_535
        : setting == TillBaud ? Limits.TillBaudMax
        : setting == Volume ? Limits.VolumeMax : setting == Contrast ? Limits.ContrastMax
        : setting == OfflineCount ? Limits.OfflineCountCeiling
        : setting == OfflineAge ? Limits.OfflineAgeSCeiling : Limits.AmountCentsCeiling;

    /// <summary>A text's bytes; null for other settings.</summary>
    public byte[] Text(int setting) =>
        setting == Serial ? _settings.Serial : setting == Host ? _settings.Host
        : setting == Apn ? _settings.Cellular.Apn
        : setting == TillAddresses ? _settings.Till.Addresses
        : setting == FleetHost ? _settings.Fleet.Host
        : setting == FleetUser ? _settings.Fleet.User
        : setting == FleetSecret ? _settings.Fleet.Secret
        : setting == ApnUser ? _settings.Cellular.ApnUser
        : setting == ApnPassword ? _settings.Cellular.ApnPassword : null;

    public int TextLength(int setting) =>
        setting == Serial ? _settings.SerialLength : setting == Host ? _settings.HostLength
        : setting == Apn ? _settings.Cellular.ApnLength
        : setting == TillAddresses ? _settings.Till.AddressesLength
        : setting == FleetHost ? _settings.Fleet.HostLength
        : setting == FleetUser ? _settings.Fleet.UserLength
        : setting == FleetSecret ? _settings.Fleet.SecretLength
        : setting == ApnUser ? _settings.Cellular.ApnUserLength
        : _settings.Cellular.ApnPasswordLength;

    /// <summary>Takes the third word of a line as a text.</summary>
    /// <returns>False when its length or a character is not allowed.</returns>
    public bool SetText(int setting, CommandLine line)
    {
        if (!IsText(setting, line))
        {
            return false;
        }

        SetLength(setting, line.Copy(2, Text(setting)));
        return true;
    }

    private bool IsText(int setting, CommandLine line)
    {
        int length = line.Length[2];
        int least = setting == Serial || setting == Host ? 1 : 0;
        if (length < least || length > Text(setting).Length)
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            if (!IsAllowed(setting, line.Bytes[line.Start[2] + i]))
            {
                return false;
            }
        }

        if (setting == TillAddresses)
        {
            line.Copy(2, _typed);
            return Ipv4List.Read(_typed, length, _addresses) >= 0;
        }

        return true;
    }

    /// <summary>True when a line sets another host or port than the one in force.</summary>
    public bool IsElsewhere(int setting, CommandLine line) =>
        (setting == Host && !(line.Length[2] == _settings.HostLength && ByteCodec.Same(
            line.Bytes, line.Start[2], _settings.Host, 0, _settings.HostLength)))
        || (setting == Port && line.Number(2) != _settings.Port);

    /// <summary>True when a line sets another broker than the one the secret is for.</summary>
    public bool IsOtherBroker(int setting, CommandLine line) =>
        setting == FleetHost && _settings.Fleet.SecretLength > 0
        && !(line.Length[2] == _settings.Fleet.HostLength && ByteCodec.Same(
            line.Bytes, line.Start[2], _settings.Fleet.Host, 0, _settings.Fleet.HostLength));

    /// <summary>Forgets the secret at the broker: it goes to no other.</summary>
    /// <returns>Its name.</returns>
    public byte[] ForgetFleetSecret()
    {
        Array.Clear(_settings.Fleet.Secret, 0, _settings.Fleet.Secret.Length);
        _settings.Fleet.SecretLength = 0;
        return Names[FleetSecret];
    }

    /// <summary>True when the mode that waits for its answer is the test mode.</summary>
    public bool IsTestPrepared => _preparedLength == 1;

    /// <summary>Looks at the value for a setting that is asked about, and keeps it.</summary>
    /// <returns>Null, or what the value may be.</returns>
    public byte[] Prepare(int setting, CommandLine line)
    {
        _preparedSetting = setting;
        if (setting == Mode)
        {
            _preparedLength = line.IndexIn(2, ModeWords);
            return _preparedLength < 0 ? ModeList : null;
        }

        if (!IsText(setting, line))
        {
            return SerialRange;
        }

        _preparedLength = line.Copy(2, _prepared);
        return null;
    }

    /// <summary>Sets what has been kept.</summary>
    /// <returns>The setting.</returns>
    public int TakePrepared()
    {
        if (_preparedSetting == Mode)
        {
            SetNumber(Mode, _preparedLength);
        }
        else
        {
            Array.Copy(_prepared, 0, _settings.Serial, 0, _prepared.Length);
            SetLength(Serial, _preparedLength);
        }

        return _preparedSetting;
    }

    private void SetLength(int setting, int length)
    {
        switch (setting)
        {
            case Serial:
                _settings.SerialLength = length;
                break;
            case Host:
                _settings.HostLength = length;
                break;
            case Apn:
                _settings.Cellular.ApnLength = length;
                break;
            case TillAddresses:
                _settings.Till.AddressesLength = length;
                break;
            case FleetHost:
                _settings.Fleet.HostLength = length;
                break;
            case FleetUser:
                _settings.Fleet.UserLength = length;
                break;
            case FleetSecret:
                _settings.Fleet.SecretLength = length;
                break;
            case ApnUser:
                _settings.Cellular.ApnUserLength = length;
                break;
            default:
                _settings.Cellular.ApnPasswordLength = length;
                break;
        }
    }

    /// <summary>A number, or the index of the word chosen.</summary>
    public int Number(int setting)
    {
        switch (setting)
        {
            case Mode:
                return _settings.IsTestMode ? 1 : 0;
            case Port:
                return _settings.Port;
            case Currency:
                return _settings.CurrencyIndex;
            case AmountMax:
                return _settings.AmountCentsMax;
            case OfflineAmount:
                return _settings.OfflineAmountCents;
            case OfflineCount:
                return _settings.OfflineCount;
            case OfflineTotal:
                return _settings.OfflineTotalCents;
            case OfflineAge:
                return _settings.OfflineAgeS;
            case Roaming:
                return _settings.Cellular.RoamingAllowed ? 1 : 0;
            case FastLine:
                return _settings.Cellular.IsLineFast ? 1 : 0;
            case RootScope:
                return _settings.Cellular.IsRootPrivate ? 1 : 0;
            case TillOn:
                return _settings.Till.IsOn ? 1 : 0;
            case TillPort:
                return _settings.Till.Port;
            case TillOffline:
                return _settings.Till.MayBeOffline ? 1 : 0;
            case TillLine:
                return (int)_settings.Till.Serial;
            case TillBaud:
                return _settings.Till.SerialBaud;
            case TillRefund:
                return _settings.Till.MayRefund ? 1 : 0;
            case FleetOn:
                return _settings.Fleet.IsOn ? 1 : 0;
            case FleetPort:
                return _settings.Fleet.Port;
            case FleetRoot:
                return _settings.Fleet.HasOwnRoot ? 1 : 0;
            case Volume:
                return _settings.Counter.Volume;
            case LargeFigures:
                return _settings.Counter.IsLarge ? 1 : 0;
            case Contrast:
                return _settings.Counter.Contrast;
            case Printer:
                return (int)_settings.Till.Printer;
            case ApnAuthentication:
                return (int)_settings.Cellular.ApnAuth;
            case ApnKind:
                return (int)_settings.Cellular.ApnType;
            default:
                return (int)_settings.Cellular.Model;
        }
    }

    /// <summary>Sets a number or a choice; the caller has seen that it is in range.</summary>
    public void SetNumber(int setting, int value)
    {
        switch (setting)
        {
            case Mode:
                _settings.IsTestMode = value == 1;
                break;
            case Port:
                _settings.Port = value;
                break;
            case Currency:
                Array.Copy(Currencies.Table, value * 3, _settings.Currency, 0, 3);
                break;
            case AmountMax:
                _settings.AmountCentsMax = value;
                break;
            case OfflineAmount:
                _settings.OfflineAmountCents = value;
                break;
            case OfflineCount:
                _settings.OfflineCount = value;
                break;
            case OfflineTotal:
                _settings.OfflineTotalCents = value;
                break;
            case OfflineAge:
                _settings.OfflineAgeS = value;
                break;
            case Roaming:
                _settings.Cellular.RoamingAllowed = value == 1;
                break;
            case FastLine:
                _settings.Cellular.IsLineFast = value == 1;
                break;
            case RootScope:
                _settings.Cellular.IsRootPrivate = value == 1;
                break;
            case TillOn:
                _settings.Till.IsOn = value == 1;
                break;
            case TillPort:
                _settings.Till.Port = value;
                break;
            case TillOffline:
                _settings.Till.MayBeOffline = value == 1;
                break;
            case TillLine:
                _settings.Till.Serial = (TillSerial)value;
                break;
            case TillBaud:
                _settings.Till.SerialBaud = value;
                break;
            case TillRefund:
                _settings.Till.MayRefund = value == 1;
                break;
            case FleetOn:
                _settings.Fleet.IsOn = value == 1;
                break;
            case FleetPort:
                _settings.Fleet.Port = value;
                break;
            case FleetRoot:
                _settings.Fleet.HasOwnRoot = value == 1;
                break;
            case Volume:
                _settings.Counter.Volume = value;
                break;
            case LargeFigures:
                _settings.Counter.IsLarge = value == 1;
                break;
            case Contrast:
                _settings.Counter.Contrast = value;
                break;
            case Printer:
                _settings.Till.Printer = (TillPrinter)value;
                break;
            case ApnAuthentication:
                _settings.Cellular.ApnAuth = (ApnAuth)value;
                break;
            case ApnKind:
                _settings.Cellular.ApnType = (ApnType)value;
                break;
            default:
                _settings.Cellular.Model = (ModemModel)value;
                break;
        }
    }

    private static bool IsOnOff(int setting) => setting == Roaming || setting == FastLine
        || setting == TillOn || setting == TillOffline || setting == TillRefund
        || setting == FleetOn
        || setting == LargeFigures;

    private static bool IsAllowed(int setting, byte value)
    {
        if (setting == ApnUser || setting == ApnPassword || setting == FleetUser
            || setting == FleetSecret)
        {
            return value > ' ' && value < 0x7F && value != '"';
        }

        bool isDigit = value >= '0' && value <= '9';
        if (setting == TillAddresses)
        {
            return isDigit || value == '.' || value == ',';
        }

        bool isCapital = value >= 'A' && value <= 'Z';
        bool isSmall = value >= 'a' && value <= 'z';
        return isDigit || isCapital
            || (setting != Serial && (isSmall || value == '.' || value == '-'))
            || (setting == Apn && value == '_');
    }
}
