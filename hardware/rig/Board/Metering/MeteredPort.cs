using Terminal.Agent.Ports;

namespace Terminal.Rig.Board.Metering;

/// <summary>The modem's line, whose emulator allocates: that is the board's, not the agent's.</summary>
public sealed class MeteredPort(ISerialPort inner, ILineSpeed? speed, AllocationMeter meter)
    : ISerialPort, ILineSpeed
{
    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        long begun = AllocationMeter.Begin();
        int count = inner.Read(buffer, offset, capacity);
        meter.End(begun);
        meter.Calls++;
        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        long begun = AllocationMeter.Begin();
        int taken = inner.Write(buffer, offset, count);
        meter.End(begun);
        meter.Calls++;
        return taken;
    }

    /// <inheritdoc/>
    public void SetBaud(int baud) => speed?.SetBaud(baud);
}
