using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>Makes the cellular link over the board's modem line.</summary>
public sealed class CellularLinkFactory : ISimLinkFactory
{
    /// <inheritdoc/>
    public ILink Make(Board board, TerminalSettings settings, IEventSink events) =>
        new CellularLink(board, settings, events);
}
