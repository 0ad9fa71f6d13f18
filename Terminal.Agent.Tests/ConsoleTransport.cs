using Terminal.Agent.Ports;

namespace Terminal.Agent.Tests;

/// <summary>A transport that never opens.</summary>
public class ConsoleTransport : ITransport
{
    /// <summary>Closed.</summary>
    public TransportState State => TransportState.Closed;

    /// <summary>No fault.</summary>
    public FaultCode Fault => FaultCode.None;

    /// <summary>Never.</summary>
    public bool Open(byte[] host, int hostLength, int port) => false;

    /// <summary>Nothing.</summary>
    public int Read(byte[] buffer, int offset, int capacity) => 0;

    /// <summary>Nothing.</summary>
    public int Write(byte[] buffer, int offset, int count) => 0;

    /// <summary>Closed already.</summary>
    public void Close()
    {
    }
}
