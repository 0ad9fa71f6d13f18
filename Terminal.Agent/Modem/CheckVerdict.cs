namespace Terminal.Agent.Modem;

/// <summary>
/// Whether the modem checks that a certificate holds the acquirer's name; the values stand in
/// NVRAM.
/// </summary>
public enum CheckVerdict
{
    /// <summary>Not tried yet with this firmware, certificate and host.</summary>
    Unknown = 0,

    /// <summary>
    /// A name that the certificate lacks was refused, and let through with the check off.
    /// </summary>
    Proved = 1,

    /// <summary>Refused either way, so that the refusal proves nothing.</summary>
    Undecided = 2,

    /// <summary>A name that the certificate lacks was let through, once.</summary>
    LetThroughOnce = 3,

    /// <summary>Let through twice: the modem does not check names.</summary>
    LetThrough = 4,
}
