using Terminal.Rig.Board;

namespace Terminal.Rig.Fleet;

/// <summary>A <see cref="FleetBroker"/> at the end of one terminal's scripted transport.</summary>
public sealed class ScriptedBroker(FleetBroker broker, ScriptedTransport transport)
{
    private BrokerSession? _session;
    private int _opened;

    /// <summary>The conversation that goes on; null while none does.</summary>
    public BrokerSession? Session => _session;

    /// <summary>The broker takes what has come; after every step of the agent.</summary>
    public void Serve()
    {
        transport.CanOpen = true;
        transport.FailsAt = broker.Mode == BrokerMode.Down ? Terminal.Agent.Ports.TransportState.Connecting : null;
        transport.FailsWith = Terminal.Agent.FaultCode.ConnectionRefused;
        if (transport.Opened != _opened || transport.State == Terminal.Agent.Ports.TransportState.Closed)
        {
            _opened = transport.Opened;
            _session?.End();
            _session = null;
        }

        if (broker.Mode == BrokerMode.Down && _session is not null)
        {
            _session.End();
        }

        if (transport.Received.Length == 0)
        {
            return;
        }

        _session ??= broker.Connect(
            (bytes, delayMs) => transport.Reply(bytes, delayMs),
            () => transport.Reply([], 0, isClosing: true));
        byte[] received = transport.Received.ToArray();
        transport.Take(received.Length);
        _session.Take(received);
    }
}
