using Terminal.Agent.Ports;

namespace Terminal.Rig.Simulation.Days;

/// <summary>A display that shows everything, and counts.</summary>
public sealed class DayDisplay(AllocationMeter meter) : IDisplay
{
    /// <inheritdoc/>
    public bool Show(int page, int column, byte[] frame, int offset, int count)
    {
        meter.Calls++;
        return true;
    }
}
