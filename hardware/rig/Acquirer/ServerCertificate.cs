namespace Terminal.Rig.Acquirer;

/// <summary>
/// The certificates that the emulated acquirer can show: the right one, and one for each fault.
/// </summary>
public enum ServerCertificate
{
    /// <summary>
    /// For api.stancer.com, localhost and 127.0.0.1, valid now, from the rig's own authority.
    /// </summary>
    Good,

    /// <summary>Ended yesterday.</summary>
    Expired,

    /// <summary>Begins in a month.</summary>
    NotYetValid,

    /// <summary>For another host only.</summary>
    WrongName,

    /// <summary>From an authority that nobody was told of.</summary>
    UnknownAuthority,
}
