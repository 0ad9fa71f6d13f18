using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using Terminal.Rig.Board;
using Terminal.Rig.Modem;
using Terminal.Rig.Simulation;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>The test of the SIM names the step at which it stops, live, and gives the link back.</summary>
public sealed class SimTestTests
{
    public static TheoryData<string, SimTestStep, FaultCode> Troubles() => new()
    {
        { "hung", SimTestStep.Module, FaultCode.ModemSilent },
        { "no SIM", SimTestStep.Card, FaultCode.NoSim },
        { "locked", SimTestStep.Card, FaultCode.SimLocked },
        { "operator lock", SimTestStep.Card, FaultCode.OperatorLocked },
        { "no coverage", SimTestStep.Registration, FaultCode.NoCoverage },
        { "denied", SimTestStep.Registration, FaultCode.RegistrationDenied },
        { "emergency", SimTestStep.Registration, FaultCode.EmergencyOnly },
        { "SMS only", SimTestStep.Data, FaultCode.SimWithoutData },
        { "context refused", SimTestStep.Data, FaultCode.SimWithoutData },
        { "name", SimTestStep.Name, FaultCode.NameNotFound },
        { "refused", SimTestStep.Certificate, FaultCode.ConnectionRefused },
        { "handshake", SimTestStep.Certificate, FaultCode.CertificateRefused },
        { "names unchecked", SimTestStep.Certificate, FaultCode.ServerUnchecked },
        { "silent", SimTestStep.Acquirer, FaultCode.AcquirerSilent },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public void It_stops_at_the_step_that_is_to_blame(string trouble, SimTestStep step, FaultCode fault)
    {
        SimWorld world = Begin(trouble);
        SimTest test = Play(world);
        Assert.Equal(fault, test.Fault);
        for (int i = 0; i < SimTest.StepCount; i++)
        {
            Assert.Equal(
                i < (int)step ? LinkTestMark.Good : i == (int)step ? LinkTestMark.Bad : LinkTestMark.ToCome,
                test.MarkOf(i));
        }

        Assert.Null(world.Terminal.Agent!.Links.Lent);
        Assert.False(test.HasPassed);
    }

    /// <summary>It passes while it stands by and while it is in use, and payments go on after it.</summary>
    [Fact]
    public void It_passes_and_gives_the_link_back()
    {
        SimWorld world = Begin("none");
        SimTest test = Play(world);
        Assert.Equal(FaultCode.None, test.Fault);
        Assert.True(test.HasPassed);
        Assert.All(Enumerable.Range(0, SimTest.StepCount), i => Assert.Equal(LinkTestMark.Good, test.MarkOf(i)));
        LinkManager links = world.Terminal.Agent!.Links;
        Assert.Null(links.Lent);
        Assert.True(world.RunUntil(() => links.Active == links.Sim, 120_000));
    }

    /// <summary>A modem that is coming up is followed, a tick at a time.</summary>
    [Fact]
    public void It_follows_a_modem_that_comes_up()
    {
        var world = new SimWorld(41);
        world.Terminal.PowerOn();
        world.Run(100);
        SimTest test = world.Terminal.Agent!.SimTest;
        test.Begin(world.Time.NowMs);
        var seen = new List<int>();
        while (test.IsRunning)
        {
            world.Run(50);
            test.Step(world.Time.NowMs);
            int good = Enumerable.Range(0, SimTest.StepCount).Count(i => test.MarkOf(i) == LinkTestMark.Good);
            if (seen.Count == 0 || seen[^1] != good)
            {
                seen.Add(good);
            }
        }

        Assert.Equal(seen.Order(), seen);
        Assert.True(test.HasPassed, test.Fault.ToString());
        Assert.Superset(new HashSet<int> { 0, 1, 2, 3, 4, 7 }, seen.ToHashSet());
    }

    private static SimTest Play(SimWorld world)
    {
        SimTest test = world.Terminal.Agent!.SimTest;
        test.Begin(world.Time.NowMs);
        Assert.Same(world.Terminal.Agent.Links.Sim, world.Terminal.Agent.Links.Lent);
        for (int i = 0; i < 3_000 && test.IsRunning; i++)
        {
            world.Run(50);
            test.Step(world.Time.NowMs);
        }

        Assert.False(test.IsRunning);
        return test;
    }

    private static SimWorld Begin(string trouble)
    {
        SimWorld world = SimWorld.OnSim(40);
        ModemFaults faults = world.Terminal.Modem.Faults;
        switch (trouble)
        {
            case "hung":
                faults.Hung = faults.SurvivesReset = true;
                break;
            case "no SIM":
                faults.NoSim = true;
                break;
            case "locked":
                faults.SimPin = true;
                break;
            case "operator lock":
                faults.OperatorLock = true;
                break;
            case "no coverage":
                faults.NoCoverage = true;
                break;
            case "denied":
                faults.Denied = true;
                break;
            case "emergency":
                faults.EmergencyOnly = true;
                break;
            case "SMS only":
                faults.SmsOnly = true;
                break;
            case "context refused":
                faults.ContextRefused = true;
                break;
            case "name":
                faults.NameFails = true;
                break;
            case "refused":
                faults.Refused = true;
                break;
            case "handshake":
                faults.HandshakeFails = true;
                break;
            case "names unchecked":
                world.Terminal.Modem.Options.Firmware = "A7670M7_V1.00.1";
                faults.NamesUnchecked = true;
                break;
            case "silent":
                faults.PeerSilent = true;
                return world;
            default:
                return world;
        }

        if (!faults.Hung)
        {
            world.Terminal.Modem.RebootNow();
        }

        world.Run(60_000);
        return world;
    }
}
