using Terminal.NanoPackages;

namespace Terminal.Firmware.Chips;

/// <summary>The I2C bus of the virtual board.</summary>
public sealed class HostI2cBus : II2cBus
{
    private readonly int _bus;

    /// <summary>Makes the bus.</summary>
    public HostI2cBus(int bus) => _bus = bus;

    /// <inheritdoc/>
    public bool Write(int address, byte[] buffer, int count) =>
        HostI2c.Transfer(_bus, address, buffer, count, null, 0, 0);

    /// <inheritdoc/>
    public bool WriteRead(
        int address, byte[] command, int commandCount, byte[] into, int offset, int count) =>
        HostI2c.Transfer(_bus, address, command, commandCount, into, offset, count);
}
