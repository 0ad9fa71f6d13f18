namespace Terminal.Agent;

/// <summary>
/// A part that stands above the agent, in an assembly of its own, and is run by its loop: the
/// console, the till's link.
/// </summary>
public interface IAgentPart
{
    /// <summary>Runs once, in bounded time.</summary>
    /// <param name="nowMs">Uptime.</param>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    int Step(long nowMs);
}
