namespace Terminal.Agent.Ports;

/// <summary>
/// One TLS connection at a time, the server's certificate verified against the board's root. No
/// call waits: look-up, connect and handshake go on behind <see cref="State"/>.
/// </summary>
public interface ITransport
{
    /// <summary>Where the connection stands.</summary>
    TransportState State { get; }

    /// <summary>Why the state is <see cref="TransportState.Failed"/>; None otherwise.</summary>
    FaultCode Fault { get; }

    /// <summary>Begins to connect; any earlier connection is dropped first.</summary>
    /// <param name="host">DNS name in ASCII; also the name that the certificate must carry.</param>
    /// <param name="hostLength">Its length in bytes, 1 to 253.</param>
    /// <param name="port">TCP port, 1 to 65535.</param>
    /// <returns>False when the transport cannot begin now (bearer down, still closing): try again
    /// later.</returns>
    bool Open(byte[] host, int hostLength, int port);

    /// <summary>Takes decrypted bytes that have arrived, also after the peer has closed.</summary>
    /// <returns>The bytes taken, 0 when nothing is there.</returns>
    int Read(byte[] buffer, int offset, int capacity);

    /// <summary>
    /// Hands over bytes to encrypt and send. Bytes once accepted may reach the peer.
    /// </summary>
    /// <returns>The bytes accepted, 0 while the transport is full or not open.</returns>
    int Write(byte[] buffer, int offset, int count);

    /// <summary>
    /// Drops the connection. Bytes not yet read are gone; bytes accepted may still arrive.
    /// </summary>
    void Close();
}
