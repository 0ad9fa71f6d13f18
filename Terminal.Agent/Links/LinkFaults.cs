namespace Terminal.Agent.Links;

/// <summary>What a fault says of the link on which an exchange met it.</summary>
public static class LinkFaults
{
    /// <summary>
    /// True when the exchange failed on the way or at its far end while the bearer was up. A
    /// connection that broke may have gone with its bearer, so it is not among them.
    /// </summary>
    public static bool IsBeyondBearer(FaultCode fault)
    {
        FaultStage stage = FaultCodes.Stage(fault);
        return (stage == FaultStage.Path || stage == FaultStage.Peer)
            && fault != FaultCode.ConnectionLost;
    }
}
