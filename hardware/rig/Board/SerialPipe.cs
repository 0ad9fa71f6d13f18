using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>
/// Both ends of a serial line in memory, 4 KiB each way as on the board; what does not fit is not accepted,
/// as RTS/CTS would have it. Safe between two threads and free of allocation.
/// </summary>
public sealed class SerialPipe
{
    private readonly ByteRing _toFirmware = new(4096);
    private readonly ByteRing _toDevice = new(4096);
    private readonly Random? _noise;
    private readonly Action? _arrived;

    /// <summary>Makes a line.</summary>
    /// <param name="arrived">Called when bytes arrive at the firmware's end.</param>
    /// <param name="noise">What draws the bytes that are garbled.</param>
    public SerialPipe(Action? arrived = null, Random? noise = null)
    {
        _arrived = arrived;
        _noise = noise;
        Firmware = new End(_toFirmware, _toDevice, _ => FirmwareWrites++);
        Device = new End(_toDevice, _toFirmware, OnDeviceWrote);
    }

    /// <summary>Towards the firmware one byte of so many is garbled; 0 none.</summary>
    public int GarbleEvery { get; set; }

    /// <summary>True when the device has something to read.</summary>
    public bool HasForDevice => _toDevice.Count > 0;

    /// <summary>Writes of the firmware.</summary>
    public long FirmwareWrites { get; private set; }

    /// <summary>The end that the firmware holds.</summary>
    public ISerialPort Firmware { get; }

    /// <summary>The end that the peripheral holds.</summary>
    public ISerialPort Device { get; }

    /// <summary>Forgets what is under way in both directions.</summary>
    public void Clear()
    {
        _toFirmware.Clear();
        _toDevice.Clear();
    }

    private void OnDeviceWrote(int count)
    {
        for (int i = 1; GarbleEvery > 0 && i <= count; i++)
        {
            if (_noise!.Next(GarbleEvery) == 0)
            {
                _toFirmware.Garble(i, (byte)_noise.Next(1, 256));
            }
        }

        _arrived?.Invoke();
    }

    private sealed class End(ByteRing input, ByteRing output, Action<int> written) : ISerialPort
    {
        public int Read(byte[] buffer, int offset, int capacity) =>
            input.Take(buffer, offset, capacity);

        public int Write(byte[] buffer, int offset, int count)
        {
            int accepted = output.Put(buffer, offset, count);
            if (accepted > 0)
            {
                written(accepted);
            }

            return accepted;
        }
    }
}
