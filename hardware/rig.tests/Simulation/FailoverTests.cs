using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Simulation;
using Xunit;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>Two links, one truth: what a merchant may count on when a link fails, in virtual time.</summary>
public sealed class FailoverTests
{
    [Fact]
    public void The_grid_holds_to_its_limits()
    {
        var report = new FailoverReport { Trials = FailoverReport.PlayGrid(firstSeed: 301, trials: 2) };
        Assert.Null(report.Problem());
        Assert.Equal(2 * FailoverReport.CellCount, report.Trials.Count);
        Assert.All(
            report.Cells().Where(cell => IsSureToMove(cell.Key.Kind, cell.Key.Activity)),
            cell => Assert.All(cell, trial => Assert.NotNull(trial.MoveMs)));
        Assert.All(
            report.Trials.Where(trial => trial.Kind == FailoverKind.AcquirerDown
                && trial.Activity == FailoverActivity.Idle),
            trial => Assert.True(trial.IsServiceBlamed, $"seed {trial.Seed}"));
    }

    /// <summary>A limit that could not be broken would say nothing.</summary>
    [Fact]
    public void Every_limit_of_the_grid_can_be_broken()
    {
        FailoverResult good = new()
        {
            Kind = FailoverKind.Signalled,
            Activity = FailoverActivity.Backlog,
            Seed = 7,
            MoveMs = FailoverReport.SignalledMsMax,
            Moves = 1,
        };
        Assert.Null(ProblemOf(good));
        Assert.Contains("seed 7", ProblemOf(good with { MoveMs = FailoverReport.SignalledMsMax + 1 })!);
        Assert.NotNull(ProblemOf(
            good with { Kind = FailoverKind.Silent, MoveMs = FailoverReport.SilentMsMax + 1 }));
        Assert.NotNull(ProblemOf(good with { Wrong = 1 }));
        Assert.NotNull(ProblemOf(good with { Moves = 3 }));
        Assert.NotNull(ProblemOf(good with { IconMs = FailoverReport.IconMsMax + 1 }));
        Assert.NotNull(ProblemOf(good with { Activity = FailoverActivity.LiveSale }));
        Assert.NotNull(ProblemOf(good with { Kind = FailoverKind.AcquirerDown, IsNetworkBlamed = true }));
        Assert.NotNull(Report([good], healthy: new HealthyResult(1, 1, 6, 6)).Problem());
        Assert.NotNull(Report([good], healthy: new HealthyResult(1, 0, 6, 5)).Problem());
        Assert.NotNull(Report([good], flap: new FlapResult(1, 5, 60, 60)).Problem());
        Assert.NotNull(Report([good], flap: new FlapResult(1, 4, 60, 59)).Problem());
    }

    [Fact]
    public void Healthy_links_are_never_left()
    {
        HealthyResult healthy = LinkRuns.PlayHealthy(hours: 30, seed: 6);
        Assert.Equal(new HealthyResult(30, 0, 180, 180), healthy);
    }

    [Fact]
    public void A_SIM_that_flaps_moves_little_and_every_live_sale_is_answered()
    {
        FlapResult flap = LinkRuns.PlayFlap(hours: 2, seed: 5);
        Assert.InRange(flap.MovesInAnHourMax, 1, FailoverReport.FlapMovesInAnHourMax);
        Assert.True(flap.Sales > 100);
        Assert.Equal(flap.Sales, flap.Answered);
    }

    [Fact]
    public void A_live_sale_whose_link_dies_is_one_wait_under_one_id_and_looked_up_first()
    {
        SimWorld world = Up(11);
        SimTerminal terminal = world.Terminal;
        AgentCore agent = terminal.Agent!;
        var screens = new List<ScreenId>();
        var overWifi = new List<SimRequest>();
        world.Server.Arrived += request =>
        {
            if (request.Path == terminal.Wifi)
            {
                overWifi.Add(request);
            }
        };
        Assert.True(world.Sell(1_250));
        terminal.Sim.IsOneWay = true;
        world.Stepped += () =>
        {
            if (screens.Count == 0 || screens[^1] != agent.View.Id)
            {
                screens.Add(agent.View.Id);
            }
        };
        Assert.True(world.RunUntil(() => agent.View.Id == ScreenId.Approved, 12_000));
        ScreenId[] wait = [.. screens.SkipWhile(screen => screen != ScreenId.InProgress)];
        Assert.Equal([ScreenId.InProgress, ScreenId.Approved], wait);

        // The acquirer had it already: it is found by its id, and not sent a second time.
        Assert.Equal("GET", Assert.Single(overWifi).Request.Method);
        Assert.Equal(2, world.Server.Ledger.Snapshot().Payments.Count);
    }

    [Fact]
    public void The_SIM_is_taken_back_after_a_minute_of_proved_health()
    {
        SimWorld world = Up(12);
        LinkManager links = OnWifi(world);
        world.Terminal.Modem.Faults.NoCoverage = false;
        Assert.True(world.RunUntil(() => links.IsUsable(links.Sim), 30_000));
        long backMs = world.Time.NowMs;
        Assert.True(world.RunUntil(() => links.Active == links.Sim, 180_000));
        Assert.InRange(world.Time.NowMs - backMs, 60_000, 75_000);
        Assert.Equal(LinkState.Online, links.Sim.State);
    }

    [Fact]
    public void No_payment_is_moved_because_the_SIM_is_good_again()
    {
        SimWorld world = Up(13);
        LinkManager links = OnWifi(world);
        world.Terminal.Modem.Faults.NoCoverage = false;
        Assert.True(world.RunUntil(() => links.IsUsable(links.Sim), 30_000));
        world.Run(57_000);
        world.Server.Faults.Set(
            new FaultRule { Kind = FaultKind.DelayHeaders, DelayMs = 7_000, Method = "POST" });
        Assert.True(world.Sell(1_250));
        int moves = links.Moves;
        ScreenView view = world.Terminal.Agent!.View;
        Assert.True(world.RunUntil(() => links.Sim.State == LinkState.Online, 6_000), "the probe");
        Assert.Equal(ScreenId.InProgress, view.Id);
        Assert.True(world.RunUntil(() => view.Id == ScreenId.Approved, 9_000));
        Assert.Equal(moves, links.Moves);
        Assert.True(world.RunUntil(() => links.Active == links.Sim, 2_000));
    }

    [Fact]
    public void An_acquirer_that_is_down_moves_nothing_to_and_fro_and_its_service_is_blamed()
    {
        SimWorld world = Up(14);
        AgentCore agent = world.Terminal.Agent!;
        int moves = agent.Links.Moves;
        world.Server.IsRefusing = true;
        world.Terminal.Sim.End(true);
        world.Terminal.Wifi.End(true);
        var screens = new HashSet<ScreenId>();
        world.Stepped += () => screens.Add(agent.View.Id);
        for (int minute = 0; minute < 30; minute++)
        {
            if (world.Sell(1_000 + minute))
            {
                world.RunUntil(
                    () => agent.View.Id is ScreenId.OfflineConsent or ScreenId.AcceptedOffline, 20_000);
                world.Terminal.Press("o");
            }

            world.Run(60_000);
        }

        Assert.InRange(agent.Links.Moves - moves, 0, 1);
        Assert.Contains(ScreenId.ServiceUnavailable, screens);
        Assert.DoesNotContain(ScreenId.ConnectivityFault, screens);
        world.Server.IsRefusing = false;
        Assert.True(world.RunUntil(() => agent.Journal.WaitingCount == 0, 400_000));
    }

    [Fact]
    public void A_connection_that_the_far_end_tidies_up_while_it_waits_for_a_card_blames_no_link()
    {
        SimWorld world = Up(15);
        SimTerminal terminal = world.Terminal;
        AgentCore agent = terminal.Agent!;
        terminal.Sim.End(true);
        world.Run(5_000);
        terminal.Press("1250o");
        world.Run(30_000);
        Assert.Equal(ScreenId.PresentCard, agent.View.Id);
        Assert.Equal(Terminal.Agent.Ports.TransportState.Open, agent.Links.Sim.Transport.State);
        terminal.Sim.OneWayMs = 200;
        int moves = agent.Links.Moves;
        Assert.True(terminal.Tap("approved"));

        // The far end closes while the request is on its way.
        Assert.True(world.RunUntil(() => agent.View.Id == ScreenId.InProgress, 1_000));
        terminal.Sim.End(false);
        Assert.True(world.RunUntil(() => agent.View.Id == ScreenId.Approved, 8_000));
        Assert.Equal(moves, agent.Links.Moves);
        Assert.Single(
            world.Server.Ledger.Snapshot().Payments, payment => payment.Amount == 1_250);
    }

    [Fact]
    public void The_status_line_is_true_within_seconds_whatever_comes_and_goes()
    {
        SimWorld world = Up(16);
        SimTerminal terminal = world.Terminal;
        var icons = new IconWatch(world);
        for (int i = 0; i < 120; i++)
        {
            switch (world.Random.Next(6))
            {
                case 0:
                    terminal.Modem.Faults.NoCoverage = !terminal.Modem.Faults.NoCoverage;
                    break;
                case 1:
                    terminal.AccessPoint.IsAccessPointUp = !terminal.AccessPoint.IsAccessPointUp;
                    break;
                case 2:
                    terminal.Sim.IsSilent = !terminal.Sim.IsSilent;
                    break;
                case 3:
                    terminal.Wifi.IsPortal = !terminal.Wifi.IsPortal;
                    terminal.Wifi.End(true);
                    break;
                default:
                    world.Sell(900);
                    break;
            }

            world.Run(world.Random.Next(2_000, 40_000));
            terminal.Press("o");
        }

        Assert.InRange(icons.WorstMs, 1, FailoverReport.IconMsMax);
    }

    private static bool IsSureToMove(FailoverKind kind, FailoverActivity activity) =>
        activity != FailoverActivity.LiveSale && kind is FailoverKind.Signalled or FailoverKind.Silent
            or FailoverKind.HalfOpen or FailoverKind.OneWay or FailoverKind.NameDead
            or FailoverKind.TlsBroken or FailoverKind.AccessPointLost or FailoverKind.CaptivePortal;

    private static string? ProblemOf(FailoverResult trial) => Report([trial]).Problem();

    private static FailoverReport Report(
        FailoverResult[] trials, HealthyResult? healthy = null, FlapResult? flap = null) => new()
        {
            Trials = trials,
            Healthy = healthy is null ? [] : [healthy],
            Flaps = flap is null ? [] : [flap],
        };

    // Both links up and proved, one payment made over the SIM.
    private static SimWorld Up(int seed)
    {
        var world = new SimWorld(seed);
        world.Terminal.PowerOn();
        AgentCore agent = world.Terminal.Agent!;
        Assert.True(world.RunUntil(
            () => agent.Links.Sim.State == LinkState.Online && agent.Links.Wifi.State == LinkState.Online,
            120_000));
        Assert.Same(agent.Links.Sim, agent.Links.Active);
        Assert.True(world.Sell(100));
        Assert.True(world.RunUntil(() => agent.Sale.IsIdle && agent.Journal.WaitingCount == 0, 30_000));
        return world;
    }

    private static LinkManager OnWifi(SimWorld world)
    {
        LinkManager links = world.Terminal.Agent!.Links;
        world.Terminal.Modem.Faults.NoCoverage = true;
        Assert.True(world.RunUntil(() => links.Active == links.Wifi, 10_000));
        world.Run(5_000);
        return links;
    }
}
