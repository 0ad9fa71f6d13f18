using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Rig.Tests.Consoles;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>The test of WiFi where two people use it, or WiFi goes away under it.</summary>
public sealed class WifiTestTests
{
    private readonly ConsoleBench _bench = new();

    public WifiTestTests()
    {
        ConsoleTests.SetPin(_bench);
        Assert.Equal("OK", _bench.Last("wifi add Boutique croissant-chaud"));
        _bench.Clock.Utc = 1_795_000_000;
    }

    [Fact]
    public void The_console_leaves_a_test_that_the_menus_run_alone()
    {
        _bench.WifiTest.Begin(false, _bench.Clock.UptimeMs);
        Assert.StartsWith("ERR 50", _bench.Last("wifi test"), StringComparison.Ordinal);
        Assert.True(_bench.Agent.Links.IsWifiLent);
        _bench.WifiTest.Stop();
        Assert.False(_bench.Agent.Links.IsWifiLent);
    }

    [Fact]
    public void A_test_that_someone_ends_is_not_said_to_have_passed()
    {
        _bench.Type("wifi test\r");
        _bench.Run(50);
        Assert.True(_bench.WifiTest.IsRunning);
        _bench.WifiTest.Stop();
        _bench.Run(100);
        Assert.Contains("ERR 15", _bench.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("acquirer=passed", _bench.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void WiFi_that_goes_away_fails_the_step_that_was_under_way()
    {
        WifiTest test = _bench.WifiTest;
        test.Begin(false, _bench.Clock.UptimeMs);
        for (int i = 0; i < 3_000 && test.Mark(WifiTestStep.Portal) != WifiTestMark.UnderWay; i++)
        {
            _bench.Step();
            test.Step(_bench.Clock.UptimeMs);
        }

        Assert.Equal(WifiTestMark.Good, test.Mark(WifiTestStep.Address));
        _bench.Wifi.IsAccessPointUp = false;
        for (int i = 0; i < 3_000 && test.IsRunning; i++)
        {
            _bench.Step();
            test.Step(_bench.Clock.UptimeMs);
        }

        Assert.False(test.IsRunning);
        Assert.Equal(WifiTestMark.Good, test.Mark(WifiTestStep.Join));
        Assert.Equal(WifiTestMark.Bad, test.Mark(WifiTestStep.Portal));
        Assert.Equal(FaultCode.ConnectionLost, test.Fault);
    }
}
