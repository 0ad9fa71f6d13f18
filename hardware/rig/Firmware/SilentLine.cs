using Terminal.Agent.Ports;

namespace Terminal.Rig.Firmware;

/// <summary>A line with nothing at its other end.</summary>
public sealed class SilentLine : ISerialPort
{
    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity) => 0;

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count) => count;
}
