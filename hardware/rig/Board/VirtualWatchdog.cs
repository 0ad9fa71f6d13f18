using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>A watchdog that counts its feedings.</summary>
public sealed class VirtualWatchdog : IWatchdog
{
    /// <summary>Feedings since power-on.</summary>
    public int Feedings { get; private set; }

    /// <inheritdoc/>
    public void Feed() => Feedings++;
}
