namespace Terminal.Firmware.Chips;

/// <summary>An I2C bus, in whole transactions of byte arrays.</summary>
public interface II2cBus
{
    /// <summary>Writes the first bytes of a buffer.</summary>
    /// <returns>False when the chip does not acknowledge all of them.</returns>
    bool Write(int address, byte[] buffer, int count);

    /// <summary>Writes a command, then reads without letting the bus go.</summary>
    /// <returns>False when the chip does not acknowledge.</returns>
    bool WriteRead(
        int address, byte[] command, int commandCount, byte[] into, int offset, int count);
}
