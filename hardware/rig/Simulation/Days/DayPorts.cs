using Terminal.Agent.Ports;
using Terminal.Rig.Board;

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

/// <summary>The keypad.</summary>
public sealed class DayKeypad(Action pressed) : IKeypad
{
    private readonly Queue<Key> _keys = new(64);

    /// <summary>Presses a key.</summary>
    public void Press(Key key)
    {
        _keys.Enqueue(key);
        pressed();
    }

    /// <inheritdoc/>
    public Key Take() => _keys.Count == 0 ? Key.None : _keys.Dequeue();
}

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

/// <summary>A watchdog that counts its feedings.</summary>
public sealed class DayWatchdog : IWatchdog
{
    /// <summary>Feedings since power-on.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public void Feed() => Count++;
}

/// <summary>The settings' memory, which outlives restarts and allocates nothing.</summary>
public sealed class DaySettingsStore : ISettingsStore
{
    private const int CapacityBytes = 4_096;
    private readonly byte[][] _slots = [new byte[CapacityBytes], new byte[CapacityBytes]];
    private readonly int[] _lengths = new int[2];

    /// <inheritdoc/>
    public int SlotCapacityBytes => CapacityBytes;

    /// <inheritdoc/>
    public bool IsWriting => false;

    /// <inheritdoc/>
    public bool LastWriteFailed => false;

    /// <inheritdoc/>
    public int Read(int slot, byte[] buffer, int offset, int capacity)
    {
        int count = _lengths[slot] <= capacity ? _lengths[slot] : 0;
        Buffer.BlockCopy(_slots[slot], 0, buffer, offset, count);
        return count;
    }

    /// <inheritdoc/>
    public bool Write(int slot, byte[] buffer, int offset, int count)
    {
        Buffer.BlockCopy(buffer, offset, _slots[slot], 0, count);
        _lengths[slot] = count;
        return true;
    }
}

/// <summary>The modem's line, whose emulator allocates: that is the board's, not the agent's.</summary>
public sealed class MeteredPort(ISerialPort inner, AllocationMeter meter) : ISerialPort
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
}

/// <summary>The modem's PWRKEY and supply, metered likewise.</summary>
public sealed class MeteredPower(IModemPower inner, AllocationMeter meter) : IModemPower
{
    /// <inheritdoc/>
    public void SetSupply(bool isOn)
    {
        long begun = AllocationMeter.Begin();
        inner.SetSupply(isOn);
        meter.End(begun);
    }

    /// <inheritdoc/>
    public void SetPowerKey(bool isPressed)
    {
        long begun = AllocationMeter.Begin();
        inner.SetPowerKey(isPressed);
        meter.End(begun);
    }
}

/// <summary>HMAC of the host, metered likewise.</summary>
public sealed class MeteredHash(AllocationMeter meter) : IKeyedHash
{
    private readonly HostKeyedHash _inner = new();

    /// <inheritdoc/>
    public void Compute(byte[] key, byte[] data, int dataLength, byte[] digest)
    {
        long begun = AllocationMeter.Begin();
        _inner.Compute(key, data, dataLength, digest);
        meter.End(begun);
    }
}
