using Terminal.Agent.Ports;

namespace Terminal.Rig.Firmware;

/// <summary>A line that several threads use, one at a time.</summary>
public sealed class LockedLine(ISerialPort line, Lock gate) : ISerialPort
{
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
