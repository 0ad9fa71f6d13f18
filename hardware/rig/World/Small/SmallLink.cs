using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Rig.World.Small;

/// <summary>The one link of a small world: there, or not.</summary>
internal sealed class SmallLink : ISimLinkFactory, ILink, ITimeSource
{
    private readonly SmallWorld _world;
    private bool _isProven;
    private FaultCode _exchangeFault;

    public SmallLink(SmallWorld world)
    {
        _world = world;
        Transport = new MeteredTransport(world.Transport);
        NetworkUtcSeconds = world.Time.UtcSeconds;
    }

    public LinkState State => !_world.IsLinkUp ? LinkState.Failed
        : _isProven ? LinkState.Online
        : _exchangeFault == FaultCode.None ? LinkState.Attached : LinkState.Degraded;

    public FaultCode Fault => _world.IsLinkUp ? _exchangeFault : FaultCode.NoCoverage;

    public int SignalBars => _world.IsLinkUp ? 3 : -1;

    public int SignalDbm => _world.IsLinkUp ? -82 : 0;

    public MeteredTransport Transport { get; }

    public long NetworkUtcSeconds { get; }

    public long NetworkUtcAtMs => 1;

    public void OnVerifiedTime(long utcSeconds, long atMs)
    {
    }

    public ILink Make(
        Terminal.Agent.Ports.Board board, TerminalSettings settings, IEventSink events) => this;

    public int Step(long nowMs) => Terminal.Agent.Limits.IdleStepMs;

    public void Report(FaultCode fault, long nowMs)
    {
        _isProven = fault == FaultCode.None || fault >= FaultCode.KeyMissing;
        _exchangeFault = _isProven ? FaultCode.None : fault;
    }

    /// <summary>The bearer has gone: nothing is proven any more.</summary>
    public void Drop()
    {
        _isProven = false;
        _exchangeFault = FaultCode.None;
    }
}
