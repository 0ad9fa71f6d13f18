using Terminal.Agent.Ports;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Firmware;

/// <summary>A line that several threads use, one at a time.</summary>
public sealed class LockedLine(EmulatedModemPort line, Lock gate) : ISerialPort, ILineSpeed
{
    /// <inheritdoc/>
    public void SetBaud(int baud)
    {
        lock (gate)
        {
            line.SetBaud(baud);
        }
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        lock (gate)
        {
            return line.Read(buffer, offset, capacity);
        }
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        lock (gate)
        {
            return line.Write(buffer, offset, count);
        }
    }
}
