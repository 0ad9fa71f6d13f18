namespace Terminal.Agent.Ports;

/// <summary>
/// The board as an access point for phones. The radio changes between station and access point
/// with a restart only: what is stored here counts from the next start on. No call waits.
/// </summary>
public interface IAccessPoint
{
    /// <summary>True when the board was started as an access point.</summary>
    bool IsUp { get; }

    /// <summary>True while <see cref="Store"/> is under way.</summary>
    bool IsStoring { get; }

    /// <summary>True when the last <see cref="Store"/> did not reach its memory.</summary>
    bool HasFailed { get; }

    /// <summary>How many connections there can be; 0 while it is not up.</summary>
    int ChannelCount { get; }

    /// <summary>Stores what the board is after its next start.</summary>
    /// <param name="ssid">Name of the access point, ASCII.</param>
    /// <param name="ssidLength">Its length.</param>
    /// <param name="passphrase">8 to 63 ASCII bytes.</param>
    /// <param name="passphraseLength">Its length; 0: no access point.</param>
    /// <returns>False while an earlier one is under way.</returns>
    bool Store(byte[] ssid, int ssidLength, byte[] passphrase, int passphraseLength);

    /// <summary>Where a connection to port 80 stands.</summary>
    PhoneChannelState State(int channel);

    /// <summary>IPv4 address of the phone at the other end, first octet in the top byte.</summary>
    uint PhoneAt(int channel);

    /// <summary>Takes bytes that have arrived on a connection.</summary>
    /// <returns>The bytes taken, 0 when nothing is there.</returns>
    int Read(int channel, byte[] buffer, int offset, int capacity);

    /// <summary>Sends on a connection.</summary>
    /// <returns>The bytes taken, fewer than given when there is no room.</returns>
    int Write(int channel, byte[] buffer, int offset, int count);

    /// <summary>Closes; what was written before still arrives.</summary>
    void Close(int channel);

    /// <summary>Takes a whole datagram that has arrived.</summary>
    /// <returns>Its length; 0 when there is none.</returns>
    int Receive(PhoneService service, byte[] buffer);

    /// <summary>Answers the datagram that was taken last.</summary>
    /// <param name="service">Which service answers.</param>
    /// <param name="buffer">The answer.</param>
    /// <param name="count">Its length.</param>
    /// <param name="isToAll">
    /// True when whoever asked has no address yet: the answer goes to all, at the client's port.
    /// </param>
    void Reply(PhoneService service, byte[] buffer, int count, bool isToAll);
}
