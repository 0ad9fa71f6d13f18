using System.Text;
using Terminal.Agent;
using Terminal.Agent.Links;

namespace Terminal.Rig.Support;

/// <summary>The case that a terminal shows to a camera (SPEC.md, Case for support), as figures.</summary>
public sealed record CaseFigures
{
    /// <summary>What every code of this form begins with.</summary>
    public const string Head = "C1";

    private const string Figures = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+-./:";
    private const string SerialCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";

    private static readonly DateTime Epoch = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Serial number.</summary>
    public required string Serial { get; init; }

    /// <summary>Firmware's version.</summary>
    public required string Firmware { get; init; }

    /// <summary>True in test mode.</summary>
    public required bool IsTestMode { get; init; }

    /// <summary>Why the SIM's link does not work.</summary>
    public required FaultCode Sim { get; init; }

    /// <summary>Why WiFi does not work.</summary>
    public required FaultCode Wifi { get; init; }

    /// <summary>What is wrong with the acquirer's service.</summary>
    public required FaultCode Service { get; init; }

    /// <summary>What stands in the way of sales.</summary>
    public required FaultCode Obstacle { get; init; }

    /// <summary>Why the last exchange failed.</summary>
    public required FaultCode LastExchange { get; init; }

    /// <summary>The card reader does not answer.</summary>
    public required bool IsReaderSilent { get; init; }

    /// <summary>Records of the journal are damaged.</summary>
    public required bool IsDamaged { get; init; }

    /// <summary>Settings cannot be saved.</summary>
    public required bool IsSavingFailing { get; init; }

    /// <summary>The console's line could not be opened.</summary>
    public required bool IsConsoleMissing { get; init; }

    /// <summary>Key or account, when they may be behind a gateway's answers.</summary>
    public required FaultCode Suspected { get; init; }

    /// <summary>The clock agrees with the acquirer's.</summary>
    public required bool IsTimeVerified { get; init; }

    /// <summary>Offline sales are possible.</summary>
    public required bool IsOfflinePossible { get; init; }

    /// <summary>0 none, 1 SIM, 2 WiFi.</summary>
    public required int Active { get; init; }

    /// <summary>State of the SIM's link.</summary>
    public required LinkState SimState { get; init; }

    /// <summary>Its signal in dBm; 0 unknown.</summary>
    public required int SimDbm { get; init; }

    /// <summary>State of WiFi.</summary>
    public required LinkState WifiState { get; init; }

    /// <summary>Its signal in dBm; 0 unknown.</summary>
    public required int WifiDbm { get; init; }

    /// <summary>Generation of the mobile network; 0 unknown.</summary>
    public required int Generation { get; init; }

    /// <summary>Country and network code of the operator; empty when unknown.</summary>
    public required string Plmn { get; init; }

    /// <summary>ICCID; empty when unknown.</summary>
    public required string Iccid { get; init; }

    /// <summary>Last digits of the IMEI; empty when unknown.</summary>
    public required string ImeiEnd { get; init; }

    /// <summary>Restarts of the modem since start.</summary>
    public required int ModemRestarts { get; init; }

    /// <summary>Payments that wait.</summary>
    public required int Waiting { get; init; }

    /// <summary>Messages that nobody has read.</summary>
    public required int Attention { get; init; }

    /// <summary>Since the oldest payment that waits; null when unknown or none.</summary>
    public required TimeSpan? OldestWaiting { get; init; }

    /// <summary>Since start.</summary>
    public required TimeSpan? Uptime { get; init; }

    /// <summary>Since the last exchange.</summary>
    public required TimeSpan? SinceExchange { get; init; }

    /// <summary>Starts since the oldest event in the log.</summary>
    public required int Starts { get; init; }

    /// <summary>How the start before this one ended: 0, or the part that stood still.</summary>
    public required int Cause { get; init; }

    /// <summary>The terminal's clock; null when unknown.</summary>
    public required DateTime? Clock { get; init; }

    /// <summary>Reads a code.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static CaseFigures Read(string code)
    {
        if (!code.StartsWith(Head, StringComparison.Ordinal))
        {
            throw new FormatException("a case begins with " + Head);
        }

        byte[] bytes = Bytes(code[Head.Length..]);
        int end = bytes.Length - 2;
        if (end < 2 || (Crc32.Compute(bytes, 0, end) & 0xFFFF) != (uint)(bytes[end] | (bytes[end + 1] << 8)))
        {
            throw new FormatException("its check does not fit: a character is wrong or missing");
        }

        var bits = new CaseBitReader(bytes, end);
        return Read(bits);
    }

    private static byte[] Bytes(string text)
    {
        if (text.Length % 3 != 0)
        {
            throw new FormatException("it is not whole: characters are missing");
        }

        var bytes = new byte[text.Length / 3 * 2];
        for (int i = 0; i < text.Length; i += 3)
        {
            int number = 0;
            foreach (char figure in text.AsSpan(i, 3))
            {
                int value = Figures.IndexOf(figure, StringComparison.Ordinal);
                number = value < 0
                    ? throw new FormatException($"'{figure}' is no character of a case") : (number * 41) + value;
            }

            if (number > 0xFFFF)
            {
                throw new FormatException("its check does not fit: a character is wrong or missing");
            }

            bytes[i / 3 * 2] = (byte)(number >> 8);
            bytes[(i / 3 * 2) + 1] = (byte)number;
        }

        return bytes;
    }

    // Fields are read in the order in which they are written here.
    private static CaseFigures Read(CaseBitReader bits)
    {
        string serial = ReadSerial(bits);
        string firmware = $"{bits.Take(6)}.{bits.Take(6)}.{bits.Take(8)}";
        bool isTestMode = bits.TakeFlag();
        var faults = new FaultCode[5];
        for (int i = 0; i < faults.Length; i++)
        {
            faults[i] = (FaultCode)bits.Take(10);
        }

        bool isReaderSilent = bits.TakeFlag();
        bool isDamaged = bits.TakeFlag();
        bool isSavingFailing = bits.TakeFlag();
        bool isConsoleMissing = bits.TakeFlag();
        FaultCode suspected = bits.Take(2) switch
        {
            0 => FaultCode.None,
            1 => FaultCode.KeyRefused,
            _ => FaultCode.AccountSuspended,
        };
        bool isTimeVerified = bits.TakeFlag();
        bool isOfflinePossible = bits.TakeFlag();
        return new CaseFigures
        {
            Serial = serial,
            Firmware = firmware,
            IsTestMode = isTestMode,
            Sim = faults[0],
            Wifi = faults[1],
            Service = faults[2],
            Obstacle = faults[3],
            LastExchange = faults[4],
            IsReaderSilent = isReaderSilent,
            IsDamaged = isDamaged,
            IsSavingFailing = isSavingFailing,
            IsConsoleMissing = isConsoleMissing,
            Suspected = suspected,
            IsTimeVerified = isTimeVerified,
            IsOfflinePossible = isOfflinePossible,
            Active = bits.Take(2),
            SimState = (LinkState)bits.Take(3),
            SimDbm = -bits.Take(7),
            WifiState = (LinkState)bits.Take(3),
            WifiDbm = -bits.Take(7),
            Generation = bits.Take(3),
            Plmn = ReadPlmn(bits),
            Iccid = ReadIccid(bits),
            ImeiEnd = ReadImei(bits),
            ModemRestarts = bits.Take(5),
            Waiting = bits.Take(9),
            Attention = bits.Take(6),
            OldestWaiting = ReadSpan(bits),
            Uptime = ReadSpan(bits),
            SinceExchange = ReadSpan(bits),
            Starts = bits.Take(8),
            Cause = bits.Take(4),
            Clock = bits.Take(24) is > 0 and int minutes ? Epoch.AddMinutes(minutes) : null,
        };
    }

    private static string ReadSerial(CaseBitReader bits)
    {
        int length = bits.Take(4);
        var serial = new StringBuilder();
        while (serial.Length < length)
        {
            int group = Math.Min(3, length - serial.Length);
            int value = bits.Take(group == 3 ? 16 : group == 2 ? 11 : 6);
            string characters = "";
            for (int i = 0; i < group; i++)
            {
                characters = SerialCharacters[value % 37] + characters;
                value /= 37;
            }

            serial.Append(characters);
        }

        return serial.ToString();
    }

    private static string ReadPlmn(CaseBitReader bits)
    {
        int digits = bits.TakeFlag() ? 6 : 5;
        int number = bits.Take(20);
        return number == 0 ? "" : Padded(number, digits);
    }

    private static string ReadIccid(CaseBitReader bits)
    {
        int digits = bits.Take(5);
        if (digits == 0)
        {
            return "";
        }

        long first = bits.TakeTen();
        long rest = bits.TakeTen();
        return digits <= 10
            ? Padded(first, digits) : Padded(first, 10) + Padded(rest, digits - 10);
    }

    private static string ReadImei(CaseBitReader bits)
    {
        int number = bits.Take(20);
        return number == 0xFFFFF ? "" : Padded(number, 6);
    }

    private static TimeSpan? ReadSpan(CaseBitReader bits)
    {
        int exponent = bits.Take(4);
        int mantissa = bits.Take(6);
        return exponent == 15 && mantissa == 63 ? null
            : TimeSpan.FromMinutes(exponent == 0 ? mantissa : (64L + mantissa) << (exponent - 1));
    }

    private static string Padded(long number, int digits) =>
        number.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(digits, '0');
}
