namespace Terminal.Rig.Modem;

/// <summary>
/// The world behind the emulated modem: plain and TLS connections to hosts, real or in memory.
/// </summary>
public interface IModemNetwork
{
    /// <summary>Begins a session; what becomes of it shows in its state.</summary>
    IModemSession Open(ModemSessionRequest request);

    /// <summary>Looks up the address of a name.</summary>
    /// <returns>An address that a session may be asked for; null when there is none.</returns>
    Task<string?> ResolveAsync(string host);
}

/// <summary>One connection of the emulated modem. No call waits.</summary>
public interface IModemSession : IDisposable
{
    /// <summary>Where it stands.</summary>
    ModemSessionState State { get; }

    /// <summary>
    /// Error number of the modem's TLS service when <see cref="State"/> is Failed.
    /// </summary>
    int Error { get; }

    /// <summary>Address of the peer, as the modem sees it, once the session is open.</summary>
    string Address { get; }

    /// <summary>
    /// When something will come of itself, on the network's clock; long.MaxValue when unknown.
    /// </summary>
    long NextDueMs { get; }

    /// <summary>Takes decrypted bytes that have come.</summary>
    int Read(Span<byte> buffer);

    /// <summary>Sends bytes to the peer.</summary>
    void Send(ReadOnlySpan<byte> bytes);
}

/// <summary>Stages of a session.</summary>
public enum ModemSessionState
{
    /// <summary>Name, TCP or TLS handshake under way.</summary>
    Connecting,

    /// <summary>Bytes flow.</summary>
    Open,

    /// <summary>The peer has closed; what it sent may still be read.</summary>
    PeerClosed,

    /// <summary>It could not be opened, or broke.</summary>
    Failed,
}

/// <summary>What the modem asks of the network.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="RootPem">The certificate to verify against; null with authmode 0.</param>
/// <param name="SendsName">SNI.</param>
/// <param name="Utc">
/// The modem's time, when certificates' dates are to be checked; else null.
/// </param>
public sealed record ModemSessionRequest(
    string Host,
    int Port,
    byte[]? RootPem,
    bool SendsName,
    DateTime? Utc)
{
    /// <summary>The certificate must hold the name that was asked for.</summary>
    public bool ChecksName { get; init; }

    /// <summary>TCP alone, without TLS.</summary>
    public bool IsPlain { get; init; }
}
