using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Links;

/// <summary>
/// Makes the link over the board's modem. Its driver is an assembly above this one, so the board
/// hands over the factory and the agent hands over what the link needs from it.
/// </summary>
public interface ISimLinkFactory
{
    /// <summary>Makes the link; called once, when the agent is built.</summary>
    ILink Make(Board board, TerminalSettings settings, IEventSink events);
}
