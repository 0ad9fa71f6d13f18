using Terminal.Agent.Ports;

namespace Terminal.Agent.Links;

/// <summary>
/// A transport that counts what passes: bytes handed to TLS and taken from it, and connections,
/// each of which costs a handshake beside them.
/// </summary>
public sealed class MeteredTransport : ITransport
{
    private ITransport _inner;
    private int _bytesOut;
    private int _bytesIn;

    /// <summary>Counts what passes over another transport.</summary>
    public MeteredTransport(ITransport inner) => _inner = inner;

    /// <summary>Counts on over another transport.</summary>
    public void Become(ITransport inner) => _inner = inner;

    /// <summary>Bytes sent since start; wraps.</summary>
    public int BytesOut => _bytesOut;

    /// <summary>Bytes received since start; wraps.</summary>
    public int BytesIn => _bytesIn;

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
        if (count > 0)
        {
            _bytesIn += count;
        }

        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        int taken = _inner.Write(buffer, offset, count);
        _bytesOut += taken;
        return taken;
    }

    /// <inheritdoc/>
    public void Close() => _inner.Close();
}
