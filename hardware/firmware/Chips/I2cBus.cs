using System;
using System.Device.I2c;

namespace Terminal.Firmware.Chips;

/// <summary>
/// The I2C bus of the device: the only code that touches SpanByte, which .NET does not have. One
/// SpanByte is allocated for each run of bytes; the package offers no other way.
/// </summary>
public sealed class I2cBus : II2cBus
{
    private const int Addresses = 128;

    private readonly I2cDevice[] _devices = new I2cDevice[Addresses];

    /// <summary>Opens every chip of the board at 1 MHz.</summary>
    public I2cBus(int bus)
    {
        Add(bus, Wiring.KeypadAddress);
        Add(bus, Wiring.DisplayAddress);
        Add(bus, Wiring.MemoryAddress);
        Add(bus, Wiring.MemoryAddress + 1);
    }

    /// <inheritdoc/>
    public bool Write(int address, byte[] buffer, int count) =>
        _devices[address].Write(new SpanByte(buffer, 0, count)).Status
            == I2cTransferStatus.FullTransfer;

    /// <inheritdoc/>
    public bool WriteRead(
        int address, byte[] command, int commandCount, byte[] into, int offset, int count) =>
        _devices[address].WriteRead(
            new SpanByte(command, 0, commandCount), new SpanByte(into, offset, count)).Status
            == I2cTransferStatus.FullTransfer;

    private void Add(int bus, int address) => _devices[address] = I2cDevice.Create(
        new I2cConnectionSettings(bus, address, I2cBusSpeed.FastModePlus));
}
