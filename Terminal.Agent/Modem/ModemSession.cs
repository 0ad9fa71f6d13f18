namespace Terminal.Agent.Modem;

/// <summary>The TLS session inside the modem, as far as the socket knows.</summary>
public enum ModemSession
{
    /// <summary>The modem holds none.</summary>
    None = 0,

    /// <summary>CCHOPEN has been sent, its result is awaited.</summary>
    Opening = 1,

    /// <summary>It is open and in use.</summary>
    Open = 2,

    /// <summary>The peer has closed it; bytes that came before may still be in the modem.</summary>
    Ended = 3,

    /// <summary>
    /// The modem holds it, or may yet open it, and nobody wants it: it is to be closed.
    /// </summary>
    Left = 4,

    /// <summary>CCHCLOSE has been sent.</summary>
    Closing = 5,
}
