namespace Terminal.Agent.Ports;

/// <summary>
/// Stages of a TLS connection; a time limit of its own belongs to each of the first three.
/// </summary>
public enum TransportState
{
    /// <summary>No connection.</summary>
    Closed = 0,

    /// <summary>Looking up the host's address.</summary>
    Resolving = 1,

    /// <summary>TCP connect is under way.</summary>
    Connecting = 2,

    /// <summary>TLS handshake is under way, certificate verification included.</summary>
    Handshaking = 3,

    /// <summary>Bytes flow.</summary>
    Open = 4,

    /// <summary>The peer has closed; what it sent before may still be read.</summary>
    PeerClosed = 5,

    /// <summary>Broken; <see cref="ITransport.Fault"/> says why.</summary>
    Failed = 6,
}
