namespace Terminal.Agent.Ports;

/// <summary>One network of a scan, reused for every result.</summary>
public sealed class WifiNetwork
{
    /// <summary>The longest SSID in bytes (IEEE 802.11, 9.4.2.2).</summary>
    public const int SsidBytesMax = 32;

    /// <summary>SSID; the first <see cref="SsidLength"/> bytes count.</summary>
    public readonly byte[] Ssid = new byte[SsidBytesMax];

    /// <summary>Length of the SSID in bytes, 0 for a hidden network.</summary>
    public int SsidLength;

    /// <summary>Received signal in dBm, -127 to 0.</summary>
    public int SignalDbm;

    /// <summary>True when the network is known to ask for no passphrase.</summary>
    public bool IsOpen;

    /// <summary>True when it is known to ask for one. Not every board can tell.</summary>
    public bool IsLocked;

    /// <summary>True when its security is known to be one that the board cannot use.</summary>
    public bool IsUnusable;

    /// <summary>True when the last scan did not end: the network was found by an earlier one.
    /// </summary>
    public bool IsStale;
}
