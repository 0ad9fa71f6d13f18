namespace Terminal.Agent.Links;

/// <summary>What a fault says of the link on which an exchange met it.</summary>
public static class LinkFaults
{
    /// <summary>
    /// True when the exchange failed on the way or at its far end while the bearer was up: the
    /// name, the connection, TLS, the answer. A connection that broke may have gone with its
    /// bearer, so it is not among them.
    /// </summary>
    public static bool IsBeyondBearer(FaultCode fault)
    {
        switch (fault)
        {
            case FaultCode.NameNotFound:
            case FaultCode.ConnectionRefused:
            case FaultCode.CertificateRefused:
            case FaultCode.ClockUnknown:
            case FaultCode.ConnectTimeout:
            case FaultCode.HandshakeFailed:
            case FaultCode.AcquirerSilent:
            case FaultCode.AnswerIncomplete:
            case FaultCode.AnswerMalformed:
                return true;
            default:
                return false;
        }
    }
}
