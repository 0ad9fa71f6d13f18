using Terminal.Agent.Links;
using Terminal.Rig.Fleet;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Simulation;

/// <summary>One terminal, its networks and its acquirer in virtual time, on one thread.</summary>
public sealed class SimWorld
{
    /// <summary>Makes a world in which everything drawn follows from the seed.</summary>
    /// <param name="seed">What everything drawn follows from.</param>
    /// <param name="modem">Model of the modem.</param>
    /// <param name="hasTill">True: the agent has a till's link.</param>
    /// <param name="hasFleet">True: the agent has a line to the operator's broker, switched on.</param>
    public SimWorld(int seed, string modem = ModemModels.First, bool hasTill = false, bool hasFleet = false)
    {
        Broker = new FleetBroker(() => Time.NowMs);
        Random = new Random(seed);
        Server = new SimServer(Time, seed);
        Terminal = new SimTerminal(
            Time, Server, seed, modem: modem, hasTill: hasTill, broker: hasFleet ? Broker : null);
    }

    /// <summary>Virtual time.</summary>
    public SimTime Time { get; } = new();

    /// <summary>The acquirer.</summary>
    public SimServer Server { get; }

    /// <summary>The operator's broker.</summary>
    public FleetBroker Broker { get; }

    /// <summary>The terminal.</summary>
    public SimTerminal Terminal { get; }

    /// <summary>What is drawn is drawn here.</summary>
    public Random Random { get; }

    /// <summary>Called after each step of the terminal.</summary>
    public event Action? Stepped;

    /// <summary>A world whose terminal is on and carries payments over the SIM.</summary>
    public static SimWorld OnSim(int seed)
    {
        var world = new SimWorld(seed);
        world.Terminal.PowerOn();
        world.RunUntil(
            () => world.Terminal.Agent!.Links is var links && links.Active == links.Sim
                && links.Sim.State == LinkState.Online,
            120_000);
        return world;
    }

    /// <summary>The mobile network tells the time, and goes: the terminal moves to WiFi.</summary>
    /// <param name="withinMs">For each of the two.</param>
    /// <returns>False when it does not.</returns>
    public bool MoveToWifi(long withinMs)
    {
        bool isJoined = RunUntil(() => Terminal.Agent!.Links.Wifi.State == LinkState.Attached, withinMs);
        Terminal.Modem.Faults.NoCoverage = true;
        return isJoined
            && RunUntil(() => Terminal.Agent!.Links is var links && links.Active == links.Wifi, withinMs);
    }

    /// <summary>Runs for a time.</summary>
    public void Run(long ms) => RunUntil(() => false, ms);

    /// <summary>Runs until something holds.</summary>
    /// <returns>False when it does not hold in time.</returns>
    public bool RunUntil(Func<bool> holds, long withinMs)
    {
        long endMs = Time.NowMs + withinMs;
        while (!holds())
        {
            long nextMs = Math.Min(Time.NextMs, Terminal.DueMs);
            if (nextMs > endMs)
            {
                Time.MoveTo(endMs);
                return holds();
            }

            Time.MoveTo(nextMs);
            Terminal.StepIfDue();
            Stepped?.Invoke();
        }

        return true;
    }

    /// <summary>Types an amount and taps a card, as soon as the counter is free.</summary>
    /// <returns>False when no card was asked for.</returns>
    public bool Sell(int cents, string card = "approved")
    {
        if (!RunUntil(() => Terminal.Agent is { Sale.IsIdle: true }, 30_000))
        {
            return false;
        }

        Terminal.Press($"{cents}o");
        return RunUntil(() => Terminal.Tap(card), 5_000);
    }
}
