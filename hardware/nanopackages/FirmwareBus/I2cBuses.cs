namespace Terminal.Firmware.Chips;

/// <summary>
/// Makes the I2C bus of a firmware that is built on the stand-ins: takes the place of the class of
/// this name in hardware/firmware, whose bus needs SpanByte.
/// </summary>
public static class I2cBuses
{
    /// <summary>Opens the bus of the virtual board.</summary>
    public static II2cBus Open(int bus) => new HostI2cBus(bus);
}
