using Terminal.Agent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Board.Metering;

/// <summary>The station as the agent calls it: what a join allocates is the board's.</summary>
public sealed class MeteredWifi(IWifi inner, AllocationMeter meter) : IWifi
{
    /// <inheritdoc/>
    public WifiState State => inner.State;

    /// <inheritdoc/>
    public FaultCode Fault => inner.Fault;

    /// <inheritdoc/>
    public int SignalDbm => inner.SignalDbm;

    /// <inheritdoc/>
    public uint Ipv4Address => inner.Ipv4Address;

    /// <inheritdoc/>
    public int ScanCount => inner.ScanCount;

    /// <inheritdoc/>
    public bool StartScan()
    {
        long begun = AllocationMeter.Begin();
        bool isStarted = inner.StartScan();
        meter.End(begun);
        return isStarted;
    }

    /// <inheritdoc/>
    public bool ScanResult(int index, WifiNetwork into)
    {
        long begun = AllocationMeter.Begin();
        bool isThere = inner.ScanResult(index, into);
        meter.End(begun);
        return isThere;
    }

    /// <inheritdoc/>
    public bool Join(byte[] ssid, int ssidLength, byte[] passphrase, int passphraseLength)
    {
        meter.Calls++;
        long begun = AllocationMeter.Begin();
        bool isTaken = inner.Join(ssid, ssidLength, passphrase, passphraseLength);
        meter.End(begun);
        return isTaken;
    }

    /// <inheritdoc/>
    public void Leave() => inner.Leave();

    /// <inheritdoc/>
    public void CheckPortal() => inner.CheckPortal();
}
