using System.Threading;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Firmware.Network;
using Terminal.Firmware.Workers;

namespace Terminal.Firmware.Till;

/// <summary>Listens to tills on the network that WiFi has joined.</summary>
public sealed class TillListener : SocketListener, ITillPort
{
    private readonly IWifi _wifi;

    /// <summary>Makes it; it listens to nobody.</summary>
    public TillListener(IClock clock, WorkerWatch watch, IWifi wifi, AutoResetEvent wake)
        : base(
            clock, watch, wake, Limits.TillChannels, BoardLimits.TillReceiveBytes, BoardLimits.TillSendBytes,
            BoardLimits.TillRestMs) => _wifi = wifi;

    /// <inheritdoc/>
    protected override uint Address => _wifi.Ipv4Address;

    /// <inheritdoc/>
    public void Listen(int port) => ListenOn(port);

    /// <inheritdoc/>
    public TillChannelState State(int channel) => Channel(channel).State;

    /// <inheritdoc/>
    uint ITillPort.Address(int channel) => Channel(channel).Address;

    /// <inheritdoc/>
    public bool Write(int channel, byte[] buffer, int offset, int count)
    {
        bool isTaken = Channel(channel).Write(buffer, offset, count);
        Nudge();
        return isTaken;
    }
}
