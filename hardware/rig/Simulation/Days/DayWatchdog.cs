using Terminal.Agent.Ports;

namespace Terminal.Rig.Simulation.Days;

/// <summary>A watchdog that counts its feedings.</summary>
public sealed class DayWatchdog : IWatchdog
{
    /// <summary>Feedings since power-on.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public void Feed() => Count++;
}
