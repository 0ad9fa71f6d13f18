using System;

namespace Terminal.Agent.Settings;

/// <summary>What may be set for the till's link.</summary>
public sealed class TillSettings
{
    /// <summary>True when tills are listened to on the shop's network.</summary>
    public bool IsOn;

    /// <summary>TCP port, 1 to 65535.</summary>
    public int Port = Limits.TillPortDefault;

    /// <summary>
    /// IPv4 addresses that may connect, with commas between; none: every address.
    /// </summary>
    public readonly byte[] Addresses = new byte[Limits.TillAddressesMax * 16];

    /// <summary>Length of <see cref="Addresses"/>.</summary>
    public int AddressesLength;

    /// <summary>True when a sale that a till asks for may be kept offline.</summary>
    public bool MayBeOffline;

    /// <summary>How a till on the console's line speaks.</summary>
    public TillSerial Serial;

    /// <summary>Speed of that line while a till has it, in baud.</summary>
    public int SerialBaud = Limits.TillBaudDefault;

    /// <summary>True when a till may ask for a refund; the merchant's code is asked for.</summary>
    public bool MayRefund;

    /// <summary>What prints tickets on that line.</summary>
    public TillPrinter Printer;

    /// <summary>Puts all back to their defaults.</summary>
    public void Restore()
    {
        IsOn = false;
        Port = Limits.TillPortDefault;
        Array.Clear(Addresses, 0, Addresses.Length);
        AddressesLength = 0;
        MayBeOffline = false;
        Serial = TillSerial.Off;
        SerialBaud = Limits.TillBaudDefault;
        MayRefund = false;
        Printer = TillPrinter.Off;
    }
}
