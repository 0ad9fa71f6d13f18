using Terminal.Agent.Ports;

namespace Terminal.Agent.Links;

/// <summary>
/// A transport that counts what passes: bytes handed to TLS and taken from it, and connections,
/// each of which costs a handshake beside them.
/// </summary>
public sealed class MeteredTransport : ITransport
{
    private readonly ITransport _inner;

    /// <summary>Counts what passes over another transport.</summary>
    public MeteredTransport(ITransport inner) => _inner = inner;

    /// <summary>Bytes sent since start; wraps.</summary>
    public int BytesOut { get; private set; }

    /// <summary>Bytes received since start; wraps.</summary>
    public int BytesIn { get; private set; }

    /// <summary>Connections begun since start.</summary>
    public int Connections { get; private set; }

    /// <inheritdoc/>
    public TransportState State => _inner.State;

    /// <inheritdoc/>
    public FaultCode Fault => _inner.Fault;

    /// <inheritdoc/>
    public bool Open(byte[] host, int hostLength, int port)
    {
        bool isBegun = _inner.Open(host, hostLength, port);
        Connections += isBegun ? 1 : 0;
        return isBegun;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        int count = _inner.Read(buffer, offset, capacity);
        BytesIn += count;
        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        int taken = _inner.Write(buffer, offset, count);
        BytesOut += taken;
        return taken;
    }

    /// <inheritdoc/>
    public void Close() => _inner.Close();
}
