using Terminal.Agent.Ports;

namespace Terminal.Agent.Links;

/// <summary>temp</summary>
public sealed class AbsentLink : ILink
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
    public ITransport Transport => null;
    /// <inheritdoc/>
    public int Step(long nowMs) => 1000;
    /// <inheritdoc/>
    public void Report(FaultCode fault, long nowMs) { }
}
