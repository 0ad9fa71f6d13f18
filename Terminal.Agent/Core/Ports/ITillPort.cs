namespace Terminal.Agent.Ports;

/// <summary>
/// A listener on the shop's network for tills, with a few connections at a time; whoever comes
/// while all are taken is closed by the board at once. No call waits.
/// </summary>
public interface ITillPort
{
    /// <summary>How many connections there can be.</summary>
    int ChannelCount { get; }

    /// <summary>
    /// Says on which TCP port tills are listened to; 0: on none, and every connection is closed.
    /// To be called again and again: the board listens as soon as the network lets it.
    /// </summary>
    void Listen(int port);

    /// <summary>Where a connection stands.</summary>
    /// <param name="channel">0 to <see cref="ChannelCount"/> - 1.</param>
    TillChannelState State(int channel);

    /// <summary>The till's IPv4 address, first octet in the top byte.</summary>
    uint Address(int channel);

    /// <summary>
    /// Takes bytes that have arrived, also after the till has ended its direction.
    /// </summary>
    /// <returns>The bytes taken, 0 when nothing is there.</returns>
    int Read(int channel, byte[] buffer, int offset, int capacity);

    /// <summary>Sends a whole answer in one write.</summary>
    /// <returns>False when it cannot be sent any more.</returns>
    bool Write(int channel, byte[] buffer, int offset, int count);

    /// <summary>
    /// Closes; what was written before still arrives. The connection is then Free.
    /// </summary>
    void Close(int channel);
}
