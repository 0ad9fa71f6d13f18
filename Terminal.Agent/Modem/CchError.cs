namespace Terminal.Agent.Modem;

/// <summary>
/// Errors of the modem's TLS service, as +CCHOPEN and its like report them; from 20 on those of
/// other makes that mean something else.
/// </summary>
public enum CchError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The modem does not know.</summary>
    Unknown = 2,

    /// <summary>It is busy.</summary>
    Busy = 3,

    /// <summary>The peer has closed.</summary>
    PeerClosed = 4,

    /// <summary>It took too long.</summary>
    Timeout = 5,

    /// <summary>Bytes could not be moved.</summary>
    Transfer = 6,

    /// <summary>The modem has no memory left.</summary>
    Memory = 7,

    /// <summary>A parameter was refused.</summary>
    Parameter = 8,

    /// <summary>The network failed.</summary>
    Network = 9,

    /// <summary>The session could not be opened.</summary>
    OpenSession = 10,

    /// <summary>The service is in a state that does not allow this.</summary>
    State = 11,

    /// <summary>No socket could be made.</summary>
    CreateSocket = 12,

    /// <summary>The name could not be resolved.</summary>
    NameLookUp = 13,

    /// <summary>The peer refuses, or nobody is there.</summary>
    Connect = 14,

    /// <summary>The TLS handshake failed: certificate, name, dates, or a refusal.</summary>
    Handshake = 15,

    /// <summary>It could not be closed.</summary>
    Close = 16,

    /// <summary>There is no network.</summary>
    NoNetwork = 17,

    /// <summary>Sending took too long.</summary>
    SendTimeout = 18,

    /// <summary>The root certificate is not set, or not there.</summary>
    NoCertificate = 19,

    /// <summary>
    /// Quectel 552: it opens nothing any more, until its supply is cut.
    /// </summary>
    OutOfSockets = 20,

    /// <summary>Quectel 566: as <see cref="Connect"/>, or as <see cref="Handshake"/>.</summary>
    ConnectOrHandshake = 21,
}
