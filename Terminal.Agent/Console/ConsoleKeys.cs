namespace Terminal.Agent.Console;

/// <summary>Words that more than one command prints.</summary>
internal static class ConsoleKeys
{
    public static readonly byte[] None = ByteCodec.Ascii("none");
    public static readonly byte[] Unknown = ByteCodec.Ascii("unknown");
    public static readonly byte[] Serial = ByteCodec.Ascii("serial");
    public static readonly byte[] Version = ByteCodec.Ascii("version");
    public static readonly byte[] Sim = ByteCodec.Ascii("sim");
    public static readonly byte[] Wifi = ByteCodec.Ascii("wifi");
    public static readonly byte[] State = ByteCodec.Ascii("state");
    public static readonly byte[] Fault = ByteCodec.Ascii("fault");
    public static readonly byte[] Dbm = ByteCodec.Ascii("dbm");
    public static readonly byte[] Bars = ByteCodec.Ascii("bars");
    public static readonly byte[] Address = ByteCodec.Ascii("address");
    public static readonly byte[] Waiting = ByteCodec.Ascii("waiting");
    public static readonly byte[] Count = ByteCodec.Ascii("count");
    public static readonly byte[] Utc = ByteCodec.Ascii("utc");
    public static readonly byte[] Day = ByteCodec.Ascii("day");
    public static readonly byte[] Code = ByteCodec.Ascii("code");
    public static readonly byte[] Journal = ByteCodec.Ascii("journal");
    public static readonly byte[] Set = ByteCodec.Ascii("set");
    public static readonly byte[] All = ByteCodec.Ascii("all");
    public static readonly byte[] KeyWord = ByteCodec.Ascii("key");
    public static readonly byte[] Yes = ByteCodec.Ascii("yes");
    public static readonly byte[] No = ByteCodec.Ascii("no");
    public static readonly byte[] Ssid = ByteCodec.Ascii("ssid");
    public static readonly byte[] Passphrase = ByteCodec.Ascii("passphrase");
    public static readonly byte[] AmountCents = ByteCodec.Ascii("amount_cents");
}
