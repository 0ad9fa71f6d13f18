namespace Terminal.Agent.Trust;

/// <summary>What a file that should be a root certificate is.</summary>
public enum RootVerdict
{
    /// <summary>There is none.</summary>
    Missing = 0,

    /// <summary>A root certificate that may be used.</summary>
    Good = 1,

    /// <summary>Not one certificate in PEM.</summary>
    NotPem = 2,

    /// <summary>Not a certificate of X.509 as RFC 5280 has it.</summary>
    Malformed = 3,

    /// <summary>A certificate that may not sign others.</summary>
    NotAuthority = 4,

    /// <summary>Its last day is over.</summary>
    Ended = 5,

    /// <summary>Longer than a file may be.</summary>
    TooLong = 6,
}
