namespace Terminal.Agent.Links;

/// <summary>
/// One way to the acquirer: keeps its bearer up by itself and says truly where it stands.
/// </summary>
public interface ILink
{
    /// <summary>Where the link stands.</summary>
    LinkState State { get; }

    /// <summary>
    /// The cause while the link is not usable, or the last trouble of a degraded one.
    /// </summary>
    FaultCode Fault { get; }

    /// <summary>Bars to show, 0 to 4; -1 when there is no signal to speak of.</summary>
    int SignalBars { get; }

    /// <summary>Received signal in dBm; 0 when unknown.</summary>
    int SignalDbm { get; }

    /// <summary>
    /// TLS over this link, metered. It may be opened while the state is Attached or better.
    /// </summary>
    MeteredTransport Transport { get; }

    /// <summary>Moves the link on. Bounded, never waits.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    int Step(long nowMs);

    /// <summary>What an exchange over this link showed: the first truth about it.</summary>
    /// <param name="fault">None when the acquirer answered; Starting when what was reported before
    /// no longer counts; else why it could not be reached.</param>
    /// <param name="nowMs">Uptime.</param>
    void Report(FaultCode fault, long nowMs);
}
