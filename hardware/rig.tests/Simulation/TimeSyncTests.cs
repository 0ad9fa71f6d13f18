using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>Which told time the clock follows, and how a wrong first one is put right.</summary>
public sealed class TimeSyncTests : IEventSink
{
    private const long Right = 1_800_000_000;
    private const long Wrong = Right - 400_000;
    private readonly VirtualClock _clock = new();
    private readonly Bearer _sim = new();
    private readonly Bearer _wifi = new();
    private readonly LinkManager _links;
    private readonly TimeSync _time;

    public TimeSyncTests()
    {
        _links = new LinkManager(_sim, _wifi, new LiveSale());
        _time = new TimeSync(_clock, null!, null!, _links, this);
        _clock.Move(1_000);
        _links.Step(_clock.UptimeMs);
    }

    [Fact]
    public void Three_agreeing_dates_put_a_first_time_right()
    {
        _time.Offer(TimeOrigin.MobileNetwork, Wrong, _clock.UptimeMs);
        Tell(Right, 0);
        Tell(Right, 0);
        Assert.Equal(Wrong, _clock.UtcSeconds);
        Tell(Right, 0);
        Assert.Equal(Right, _clock.UtcSeconds);
    }

    [Fact]
    public void Dates_that_disagree_with_each_other_move_nothing()
    {
        _time.Offer(TimeOrigin.MobileNetwork, Wrong, _clock.UptimeMs);
        for (int i = 0; i < 20; i++)
        {
            Tell(Right, i * 1_000);
        }

        Assert.Equal(Wrong, _clock.UtcSeconds);
    }

    [Fact]
    public void A_time_with_two_witnesses_stands()
    {
        _time.Offer(TimeOrigin.MobileNetwork, Right, _clock.UptimeMs);
        Tell(Right, 10);
        for (int i = 0; i < 9; i++)
        {
            Tell(Wrong, 0);
        }

        Assert.Equal(Right, _clock.UtcSeconds);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Handshakes_that_fail_on_both_links_put_a_time_in_doubt(bool sim, bool wifi)
    {
        Tell(Wrong, 0);
        if (sim)
        {
            _links.Report(_sim, FaultCode.CertificateRefused, _clock.UptimeMs);
        }

        if (wifi)
        {
            _links.Report(_wifi, FaultCode.HandshakeFailed, _clock.UptimeMs);
        }

        _time.Offer(TimeOrigin.MobileNetwork, Right, _clock.UptimeMs);
        Assert.Equal(sim && wifi ? Right : Wrong, _clock.UtcSeconds);
    }

    void IEventSink.Add(EventKind kind, int a, int b)
    {
    }

    private void Tell(long utcSeconds, int offS) =>
        _time.Offer(TimeOrigin.Acquirer, utcSeconds + offS, _clock.UptimeMs);

    private sealed class Bearer : ILink
    {
        public LinkState State => LinkState.Attached;

        public FaultCode Fault => FaultCode.None;

        public int SignalBars => 4;

        public int SignalDbm => -60;

        public MeteredTransport Transport => null!;

        public int Step(long nowMs) => 1_000;

        public void Report(FaultCode fault, long nowMs)
        {
        }
    }
}
