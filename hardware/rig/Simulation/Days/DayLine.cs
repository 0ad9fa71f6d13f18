using Terminal.Agent.Ports;

namespace Terminal.Rig.Simulation.Days;

/// <summary>A serial line in memory for one thread; its bytes may be garbled on the way.</summary>
public sealed class DayLine(AllocationMeter meter, Random noise, Action arrived)
{
    private readonly Ring _toFirmware = new();
    private readonly Ring _toDevice = new();
    private Port? _firmware;
    private Port? _device;

    /// <summary>Towards the firmware one byte of so many is garbled; 0 none.</summary>
    public int GarbleEvery { get; set; }

    /// <summary>True when the device has something to read.</summary>
    public bool HasForDevice => _toDevice.Count > 0;

    /// <summary>The firmware's end.</summary>
    public ISerialPort Firmware => _firmware ??= new Port(_toFirmware, _toDevice, Counted);

    /// <summary>The device's end.</summary>
    public ISerialPort Device => _device ??= new Port(_toDevice, _toFirmware, Garbled);

    private void Counted(int count) => meter.Calls++;

    private void Garbled(int count)
    {
        for (int i = 1; GarbleEvery > 0 && i <= count; i++)
        {
            if (noise.Next(GarbleEvery) == 0)
            {
                _toFirmware.Garble(i, (byte)noise.Next(1, 256));
            }
        }

        arrived();
    }

    private sealed class Ring
    {
        private readonly byte[] _bytes = new byte[4_096];
        private int _head;

        public int Count { get; private set; }

        public int Put(byte[] buffer, int offset, int count)
        {
            int taken = Math.Min(count, _bytes.Length - Count);
            for (int i = 0; i < taken; i++)
            {
                _bytes[(_head + Count++) & (_bytes.Length - 1)] = buffer[offset + i];
            }

            return taken;
        }

        public int Take(byte[] buffer, int offset, int capacity)
        {
            int taken = Math.Min(capacity, Count);
            for (int i = 0; i < taken; i++)
            {
                buffer[offset + i] = _bytes[_head];
                _head = (_head + 1) & (_bytes.Length - 1);
            }

            Count -= taken;
            return taken;
        }

        public void Garble(int fromEnd, byte bits) =>
            _bytes[(_head + Count - fromEnd) & (_bytes.Length - 1)] ^= bits;
    }

    private sealed class Port(Ring input, Ring output, Action<int> written) : ISerialPort
    {
        public int Read(byte[] buffer, int offset, int capacity) =>
            input.Count == 0 ? 0 : input.Take(buffer, offset, capacity);

        public int Write(byte[] buffer, int offset, int count)
        {
            int taken = output.Put(buffer, offset, count);
            if (taken > 0)
            {
                written(taken);
            }

            return taken;
        }
    }
}
