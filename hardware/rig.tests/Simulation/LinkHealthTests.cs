using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>What is known of a link, and for how long.</summary>
public sealed class LinkHealthTests
{
    private readonly LinkHealth _health = new(new Link());

    [Fact]
    public void A_link_that_failed_is_held_back_and_longer_each_time_until_health_forgets_it()
    {
        long now = 0;
        _health.Step(LinkState.Online, now);
        _health.Succeed(now);
        Assert.Equal(LinkStanding.Good, _health.Standing(now));
        int holdMs = Terminal.Agent.Limits.HoldDownBaseMs;
        for (int loss = 0; loss < 7; loss++)
        {
            _health.Fail(FaultCode.AcquirerSilent, now);
            Assert.True(_health.IsDoubted);
            Assert.False(_health.WantsProbe(now + holdMs - 1), $"loss {loss}");
            now += holdMs;
            Assert.True(_health.WantsProbe(now), $"loss {loss}");
            _health.Succeed(now);
            Assert.Equal(LinkStanding.Good, _health.Standing(now));
            holdMs = Math.Min(2 * holdMs, Terminal.Agent.Limits.HoldDownCapMs);
        }

        now += Terminal.Agent.Limits.HoldDownForgetMs;
        _health.Succeed(now);
        _health.Fail(FaultCode.AcquirerSilent, now);
        Assert.True(_health.WantsProbe(now + Terminal.Agent.Limits.HoldDownBaseMs));
    }

    private sealed class Link : ILink
    {
        public LinkState State => LinkState.Online;

        public FaultCode Fault => FaultCode.None;

        public int SignalBars => 4;

        public int SignalDbm => -60;

        public MeteredTransport Transport => null!;

        public int Step(long nowMs) => 250;

        public void Report(FaultCode fault, long nowMs)
        {
        }
    }
}
