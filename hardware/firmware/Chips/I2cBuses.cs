namespace Terminal.Firmware.Chips;

/// <summary>Makes the I2C bus that this build of the firmware uses.</summary>
public static class I2cBuses
{
    /// <summary>Opens a bus.</summary>
    public static II2cBus Open(int bus) => new I2cBus(bus);
}
