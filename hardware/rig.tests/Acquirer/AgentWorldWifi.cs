using Terminal.Agent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>WiFi that is joined at once, or out of reach.</summary>
public sealed class AgentWorldWifi : IWifi
{
    /// <summary>True while the access point is there.</summary>
    public bool IsUp { get; set; } = true;

    /// <inheritdoc/>
    public WifiState State => IsUp ? WifiState.Joined : WifiState.Failed;

    /// <inheritdoc/>
    public FaultCode Fault => IsUp ? FaultCode.None : FaultCode.AccessPointNotFound;

    /// <inheritdoc/>
    public int SignalDbm => IsUp ? -50 : 0;

    /// <inheritdoc/>
    public uint Ipv4Address => IsUp ? 0xC0A80117 : 0;

    /// <inheritdoc/>
    public int ScanCount => 0;

    /// <inheritdoc/>
    public bool StartScan() => false;

    /// <inheritdoc/>
    public bool ScanResult(int index, WifiNetwork into) => false;

    /// <inheritdoc/>
    public bool Join(byte[] ssid, int ssidLength, byte[] passphrase, int passphraseLength) => true;

    /// <inheritdoc/>
    public void Leave()
    {
    }

    /// <inheritdoc/>
    public void CheckPortal()
    {
    }
}
