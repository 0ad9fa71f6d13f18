namespace Terminal.Agent.Modem;

/// <summary>What a socket has the modem do.</summary>
public enum SocketOperation
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Opens a session.</summary>
    Open = 1,

    /// <summary>Sends.</summary>
    Send = 2,

    /// <summary>Asks how much has come.</summary>
    Length = 3,

    /// <summary>Takes what has come.</summary>
    Receive = 4,

    /// <summary>Closes the session.</summary>
    Close = 5,

    /// <summary>Looks whether the acquirer can be reached without TLS.</summary>
    Reach = 6,

    /// <summary>The settings of its TLS.</summary>
    Setup = 7,
}
