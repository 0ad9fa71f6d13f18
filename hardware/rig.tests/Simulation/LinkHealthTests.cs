using Terminal.Agent;
using Terminal.Agent.Links;
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
            _health.Step(LinkState.Failed, now);
            Assert.Equal(LinkStanding.Down, _health.Standing(now));
            _health.Step(LinkState.Attached, now);
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

    [Fact]
    public void A_link_that_exchanges_disprove_twice_within_an_hour_is_left_alone_for_that_hour()
    {
        long now = 5_000;
        _health.Step(LinkState.Online, now);
        _health.Succeed(now);
        for (int pair = 0; pair < 3; pair++)
        {
            long firstMs = now;
            _health.Fail(FaultCode.AcquirerSilent, now);
            Assert.True(_health.IsDoubted);
            now += Terminal.Agent.Limits.HoldDownCapMs;
            Assert.True(_health.WantsProbe(now), $"pair {pair}");
            _health.Succeed(now);
            Assert.Equal(LinkStanding.Good, _health.Standing(now));
            _health.Fail(FaultCode.AcquirerSilent, now);
            long secondMs = now;
            now = firstMs + Terminal.Agent.Limits.MistrustMs;
            Assert.False(_health.WantsProbe(now - 1), $"pair {pair}");
            Assert.True(_health.WantsProbe(now), $"pair {pair}");
            _health.Succeed(now);
            now = secondMs + Terminal.Agent.Limits.MistrustMs;
        }
    }

    [Fact]
    public void Doubt_outlives_a_bearer_only_when_the_link_says_so()
    {
        _health.Step(LinkState.Online, 0);
        _health.Fail(FaultCode.AcquirerSilent, 0);
        _health.Step(LinkState.Starting, 1);
        Assert.False(_health.IsDoubted);
        _health.Fail(FaultCode.ConnectionLost, 2);
        _health.Step(LinkState.Attached, 3);
        Assert.False(_health.IsDoubted);
        _health.Step(LinkState.Starting, 4);
        _health.Step(LinkState.Degraded, 5);
        Assert.True(_health.IsDoubted);
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
