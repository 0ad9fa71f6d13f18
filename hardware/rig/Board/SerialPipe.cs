using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>
/// Both ends of a serial line in memory, 4 KiB each way as on the board; what does not fit is not accepted,
/// as RTS/CTS would have it. Safe between two threads and free of allocation.
/// </summary>
public sealed class SerialPipe
{
    /// <summary>Makes a line.</summary>
    /// <param name="arrived">Called when bytes arrive at the firmware's end.</param>
    public SerialPipe(Action? arrived = null)
    {
        var toFirmware = new ByteRing(4096);
        var toDevice = new ByteRing(4096);
        Firmware = new End(toFirmware, toDevice, null);
        Device = new End(toDevice, toFirmware, arrived);
    }

    /// <summary>The end that the firmware holds.</summary>
    public ISerialPort Firmware { get; }

    /// <summary>The end that the peripheral holds.</summary>
    public ISerialPort Device { get; }

    private sealed class End(ByteRing input, ByteRing output, Action? written) : ISerialPort
    {
        public int Read(byte[] buffer, int offset, int capacity) =>
            input.Take(buffer, offset, capacity);

        public int Write(byte[] buffer, int offset, int count)
        {
            int accepted = output.Put(buffer, offset, count);
            if (accepted > 0)
            {
                written?.Invoke();
            }

            return accepted;
        }
    }
}
