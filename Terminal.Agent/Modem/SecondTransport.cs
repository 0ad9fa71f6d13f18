using Terminal.Agent.Ports;

namespace Terminal.Agent.Modem;

/// <summary>
/// The second session as a transport. Whatever is asked of it, the driver is told through the
/// session of payments, so that a step with nothing to do looks at one session only.
/// </summary>
public sealed class SecondTransport : ITransport
{
    private readonly ModemSocket _socket;
    private readonly ModemSocket _first;

    /// <summary>Makes it.</summary>
    public SecondTransport(ModemSocket socket, ModemSocket first)
    {
        _socket = socket;
        _first = first;
    }

    /// <inheritdoc/>
    public TransportState State => _socket.State;

    /// <inheritdoc/>
    public FaultCode Fault => _socket.Fault;

    /// <inheritdoc/>
    public bool Open(byte[] host, int hostLength, int port)
    {
        _first.Want();
        return _socket.Open(host, hostLength, port);
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        int count = _socket.Read(buffer, offset, capacity);
        if (count > 0)
        {
            _first.Want();
        }

        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        int taken = _socket.Write(buffer, offset, count);
        if (taken > 0)
        {
            _first.Want();
        }

        return taken;
    }

    /// <inheritdoc/>
    public void Close()
    {
        _first.Want();
        _socket.Close();
    }
}
