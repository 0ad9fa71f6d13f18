using Spectre.Console;
using Terminal.Agent.Links;
using Terminal.Agent.Screens;

namespace Terminal.Rig.Simulation;

/// <summary>What came of hours without failures.</summary>
public sealed record HealthyResult(int Hours, int Moves, int Sales);

/// <summary>What came of hours on a flapping SIM.</summary>
public sealed record FlapResult(int Hours, int Moves, int Sales, int Answered);

/// <summary>Long runs of the links in virtual time.</summary>
public static class LinkRuns
{
    private const long HourMs = 3_600_000;
    private const long FlapMs = 20_000;

    /// <summary>Both links healthy, a sale every ten minutes: no move may happen.</summary>
    public static HealthyResult PlayHealthy(int hours, int seed, ProgressTask? progress = null)
    {
        SimWorld world = Up(seed);
        int before = world.Terminal.Agent!.Links.Moves;
        int sales = 0;
        for (int hour = 0; hour < hours; hour++)
        {
            for (int i = 0; i < 6; i++)
            {
                long endMs = world.Time.NowMs + (HourMs / 6);
                sales += world.Sell(500 + i) ? 1 : 0;
                world.Run(endMs - world.Time.NowMs);
            }

            progress?.Increment(1);
        }

        return new HealthyResult(hours, world.Terminal.Agent.Links.Moves - before, sales);
    }

    /// <summary>The SIM's coverage comes and goes every 20 s, WiFi is healthy; a sale every minute.</summary>
    public static FlapResult PlayFlap(int seed)
    {
        SimWorld world = Up(seed);
        SimTerminal terminal = world.Terminal;
        void Flap()
        {
            terminal.Modem.Faults.NoCoverage = !terminal.Modem.Faults.NoCoverage;
            world.Time.After(FlapMs, Flap);
        }

        Flap();
        int before = terminal.Agent!.Links.Moves;
        int sales = 0;
        int answered = 0;
        long endMs = world.Time.NowMs + HourMs;
        while (world.Time.NowMs < endMs)
        {
            world.Run(45_000 + world.Random.Next(15_000));
            if (world.Sell(900))
            {
                sales++;
                answered += world.RunUntil(
                    () => terminal.Agent.View.Id == ScreenId.Approved, 15_000) ? 1 : 0;
            }
        }

        return new FlapResult(1, terminal.Agent.Links.Moves - before, sales, answered);
    }

    /// <summary>A world whose terminal carries payments over the SIM.</summary>
    public static SimWorld Up(int seed)
    {
        var world = new SimWorld(seed);
        world.Terminal.PowerOn();
        world.RunUntil(
            () => world.Terminal.Agent!.Links.Active == world.Terminal.Agent.Links.Sim
                && world.Terminal.Agent.Links.Sim.State == LinkState.Online,
            120_000);
        return world;
    }
}
