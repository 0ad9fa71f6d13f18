namespace Terminal.Agent.Modem;

/// <summary>Who takes a line of the modem, whenever it comes.</summary>
public enum LineOwner
{
    /// <summary>Nobody but the command that is being carried out.</summary>
    Command = 0,

    /// <summary><see cref="ModemFacts"/>.</summary>
    Facts = 1,

    /// <summary><see cref="ModemCertificate"/>.</summary>
    Certificate = 2,

    /// <summary><see cref="TlsSequence"/>.</summary>
    Service = 3,

    /// <summary><see cref="ModemSocket"/>.</summary>
    Socket = 4,

    /// <summary><see cref="ServerCheck"/>.</summary>
    Check = 5,
}
