namespace Terminal.Agent.Console;

/// <summary>Words that more than one command prints.</summary>
internal static class ConsoleKeys
{
    public static readonly byte[] None = Wire.Ascii("none");
    public static readonly byte[] Unknown = Wire.Ascii("unknown");
    public static readonly byte[] Serial = Wire.Ascii("serial");
    public static readonly byte[] Version = Wire.Ascii("version");
    public static readonly byte[] Sim = Wire.Ascii("sim");
    public static readonly byte[] Wifi = Wire.Ascii("wifi");
    public static readonly byte[] State = Wire.Ascii("state");
    public static readonly byte[] Fault = Wire.Ascii("fault");
    public static readonly byte[] Dbm = Wire.Ascii("dbm");
    public static readonly byte[] Bars = Wire.Ascii("bars");
    public static readonly byte[] Address = Wire.Ascii("address");
    public static readonly byte[] Waiting = Wire.Ascii("waiting");
    public static readonly byte[] Count = Wire.Ascii("count");
    public static readonly byte[] Utc = Wire.Ascii("utc");
    public static readonly byte[] Day = Wire.Ascii("day");
    public static readonly byte[] Code = Wire.Ascii("code");
    public static readonly byte[] Journal = Wire.Ascii("journal");
    public static readonly byte[] Set = Wire.Ascii("set");
    public static readonly byte[] All = Wire.Ascii("all");
    public static readonly byte[] Ssid = Wire.Ascii("ssid");
    public static readonly byte[] Passphrase = Wire.Ascii("passphrase");
    public static readonly byte[] AmountCents = Wire.Ascii("amount_cents");
}
