using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Rig.Tests.Consoles;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>The test of WiFi where two people use it, or WiFi goes away under it.</summary>
public sealed class WifiTestTests
{
    private readonly ConsoleFixture _fixture = new();

    public WifiTestTests()
    {
        ConsoleTests.SetPin(_fixture);
        Assert.Equal("OK", _fixture.Last("wifi add Boutique croissant-chaud"));
        _fixture.Clock.SetUtc(1_795_000_000);
    }

    [Fact]
    public void The_console_leaves_a_test_that_the_menus_run_alone()
    {
        _fixture.WifiTest.Begin(false, _fixture.Clock.UptimeMs);
        Assert.StartsWith("ERR 53", _fixture.Last("wifi test"), StringComparison.Ordinal);
        Assert.True(_fixture.Agent.Links.Lent is not null);
        _fixture.WifiTest.Stop();
        Assert.False(_fixture.Agent.Links.Lent is not null);
    }

    [Fact]
    public void A_test_that_someone_ends_is_not_said_to_have_passed()
    {
        _fixture.Type("wifi test\r");
        _fixture.Run(50);
        Assert.True(_fixture.WifiTest.IsRunning);
        _fixture.WifiTest.Stop();
        _fixture.Run(100);
        Assert.Contains("ERR 15", _fixture.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("acquirer=passed", _fixture.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void WiFi_that_goes_away_fails_the_step_that_was_under_way()
    {
        WifiTest test = _fixture.WifiTest;
        test.Begin(false, _fixture.Clock.UptimeMs);
        for (int i = 0; i < 3_000 && test.Mark(WifiTestStep.Portal) != LinkTestMark.UnderWay; i++)
        {
            _fixture.Step();
            test.Step(_fixture.Clock.UptimeMs);
        }

        Assert.Equal(LinkTestMark.Good, test.Mark(WifiTestStep.Address));
        _fixture.Wifi.IsAccessPointUp = false;
        for (int i = 0; i < 3_000 && test.IsRunning; i++)
        {
            _fixture.Step();
            test.Step(_fixture.Clock.UptimeMs);
        }

        Assert.False(test.IsRunning);
        Assert.Equal(LinkTestMark.Good, test.Mark(WifiTestStep.Join));
        Assert.Equal(LinkTestMark.Bad, test.Mark(WifiTestStep.Portal));
        Assert.Equal(FaultCode.ConnectionLost, test.Fault);
    }
}
