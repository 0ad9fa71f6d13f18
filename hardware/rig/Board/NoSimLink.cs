using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Rig.Board;

/// <summary>The built-in SIM of a terminal that has none: WiFi is the only way.</summary>
public sealed class NoSimLink : ISimLinkFactory, ILink
{
    /// <inheritdoc/>
    public LinkState State => LinkState.Failed;

    /// <inheritdoc/>
    public FaultCode Fault => FaultCode.NoSim;

    /// <inheritdoc/>
    public int SignalBars => -1;

    /// <inheritdoc/>
    public int SignalDbm => 0;

    /// <inheritdoc/>
    public MeteredTransport Transport => null!;

    /// <inheritdoc/>
    public ILink Make(Terminal.Agent.Ports.Board board, TerminalSettings settings, IEventSink events) => this;

    /// <inheritdoc/>
    public int Step(long nowMs) => Terminal.Agent.Limits.IdleStepMs;

    /// <inheritdoc/>
    public void Report(FaultCode fault, long nowMs)
    {
    }
}
