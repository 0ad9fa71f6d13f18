using Terminal.Agent.Screens;

namespace Terminal.Rig.Simulation;

/// <summary>What came of hours without failures.</summary>
public sealed record HealthyResult(int Hours, int Moves, int Sales, int Approved);

/// <summary>What came of hours on a flapping SIM.</summary>
public sealed record FlapResult(int Hours, int MovesInAnHourMax, int Sales, int Answered);

/// <summary>Long runs of the links in virtual time; each seed is a world of its own.</summary>
public static class LinkRuns
{
    private const int HourMs = 3_600_000;
    private const int FlapMs = 20_000;
    private const int PatienceMs = 15_000;

    /// <summary>
    /// Both links healthy, as healthy links are: delays that wander, a lost segment now and then, an acquirer that
    /// closes idle connections. A sale every ten minutes; no move may happen.
    /// </summary>
    public static HealthyResult PlayHealthy(int hours, int seed, Action? hourOver = null)
    {
        SimWorld world = SimWorld.OnSim(seed);
        Wander(world);
        int before = world.Terminal.Agent!.Links.Moves;
        int sales = 0;
        int approved = 0;
        for (int hour = 0; hour < hours; hour++)
        {
            for (int i = 0; i < 6; i++)
            {
                long endMs = world.Time.NowMs + (HourMs / 6);
                world.Run(world.Random.Next(HourMs / 12));
                if (world.Sell(500 + i))
                {
                    sales++;
                    approved += world.RunUntil(() => IsApproved(world), PatienceMs) ? 1 : 0;
                }

                world.Run(endMs - world.Time.NowMs);
            }

            hourOver?.Invoke();
        }

        return new HealthyResult(hours, world.Terminal.Agent.Links.Moves - before, sales, approved);
    }

    /// <summary>The SIM's coverage comes and goes every 20 s, WiFi is healthy; a sale every minute.</summary>
    public static FlapResult PlayFlap(int hours, int seed, Action? hourOver = null) =>
        PlayFlap(
            hours, seed, (terminal, isBad) => terminal.Modem.Faults.NoCoverage = isBad, hourOver);

    /// <summary>A link fails and is good again, every 20 s; a sale every minute.</summary>
    /// <param name="hours">Virtual hours.</param>
    /// <param name="seed">What replays it.</param>
    /// <param name="set">Makes the failure begin (true) and end.</param>
    /// <param name="hourOver">Called after each hour.</param>
    public static FlapResult PlayFlap(
        int hours, int seed, Action<SimTerminal, bool> set, Action? hourOver = null)
    {
        SimWorld world = SimWorld.OnSim(seed);
        SimTerminal terminal = world.Terminal;
        bool isBad = false;
        void Flap()
        {
            isBad = !isBad;
            set(terminal, isBad);
            world.Time.After(FlapMs, Flap);
        }

        Flap();
        int sales = 0;
        int answered = 0;
        int movesMax = 0;
        for (int hour = 0; hour < hours; hour++)
        {
            int before = terminal.Agent!.Links.Moves;
            long endMs = world.Time.NowMs + HourMs;
            while (world.Time.NowMs < endMs)
            {
                world.Run(45_000 + world.Random.Next(15_000));
                if (world.Sell(900))
                {
                    sales++;
                    answered += world.RunUntil(() => IsApproved(world), PatienceMs) ? 1 : 0;
                }
            }

            movesMax = Math.Max(movesMax, terminal.Agent.Links.Moves - before);
            hourOver?.Invoke();
        }

        return new FlapResult(hours, movesMax, sales, answered);
    }

    private static bool IsApproved(SimWorld world) => world.Terminal.Agent!.View.Id == ScreenId.Approved;

    private static void Wander(SimWorld world)
    {
        SimTerminal terminal = world.Terminal;
        void Next()
        {
            terminal.Sim.OneWayMs = world.Random.Next(25, 250);
            terminal.Sim.LossPercent = world.Random.Next(0, 3);
            terminal.Wifi.OneWayMs = world.Random.Next(8, 60);
            terminal.Modem.Faults.SignalLevel = world.Random.Next(8, 28);
            terminal.Sim.End(false);
            terminal.Wifi.End(false);
            world.Time.After(world.Random.Next(20_000, 120_000), Next);
        }

        Next();
    }
}
