namespace Terminal.Agent.Ports;

/// <summary>The board's WiFi station. No call waits.</summary>
public interface IWifi
{
    /// <summary>Where the station stands.</summary>
    WifiState State { get; }

    /// <summary>
    /// Why the last join failed, or the joined network was left (R11 to R14); None otherwise.
    /// </summary>
    FaultCode Fault { get; }

    /// <summary>
    /// Received signal of the joined network in dBm, -127 to 0; 0 when not joined.
    /// </summary>
    int SignalDbm { get; }

    /// <summary>IPv4 address, first octet in the top byte; 0 when there is none.</summary>
    uint Ipv4Address { get; }

    /// <summary>Networks found by the last finished scan.</summary>
    int ScanCount { get; }

    /// <summary>Begins a scan; results replace the earlier ones when it ends.</summary>
    /// <returns>False when the station is busy.</returns>
    bool StartScan();

    /// <summary>Copies result <paramref name="index"/> of the last scan.</summary>
    /// <returns>False when there is no such result.</returns>
    bool ScanResult(int index, WifiNetwork into);

    /// <summary>Begins to join. Both texts are copied before the call returns.</summary>
    /// <param name="ssid">1 to 32 bytes, any content.</param>
    /// <param name="ssidLength">Length of <paramref name="ssid"/> in bytes.</param>
    /// <param name="passphrase">8 to 63 ASCII bytes.</param>
    /// <param name="passphraseLength">Its length; 0 joins an open network.</param>
    /// <returns>False when the station is busy or a text is out of range.</returns>
    bool Join(byte[] ssid, int ssidLength, byte[] passphrase, int passphraseLength);

    /// <summary>Leaves the network and stops trying.</summary>
    void Leave();

    /// <summary>
    /// A connection over the joined network could not be made or verified: looks whether a captive
    /// portal has come between. If so the state becomes Failed with CaptivePortal; else nothing
    /// changes.
    /// </summary>
    void CheckPortal();
}
