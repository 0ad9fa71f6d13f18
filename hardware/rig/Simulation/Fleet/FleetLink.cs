using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Simulation.Fleet;

/// <summary>A link whose bearer is up, or was never configured.</summary>
public sealed class FleetLink(ITransport transport, bool isThere) : ILink
{
    private bool _isProven;
    private FaultCode _fault;

    /// <inheritdoc/>
    public LinkState State => !isThere ? LinkState.Off : _isProven ? LinkState.Online
        : _fault == FaultCode.None ? LinkState.Attached : LinkState.Degraded;

    /// <inheritdoc/>
    public FaultCode Fault => isThere ? _fault : FaultCode.WifiNotConfigured;

    /// <inheritdoc/>
    public int SignalBars => isThere ? 3 : -1;

    /// <inheritdoc/>
    public int SignalDbm => isThere ? -80 : 0;

    /// <inheritdoc/>
    public MeteredTransport Transport { get; } = new(transport);

    /// <inheritdoc/>
    public int Step(long nowMs) => Terminal.Agent.Limits.IdleStepMs;

    /// <inheritdoc/>
    public void Report(FaultCode fault, long nowMs)
    {
        _isProven = FaultCodes.IsAnswer(fault);
        _fault = _isProven ? FaultCode.None : fault;
    }
}
