namespace Terminal.NanoPackages;

/// <summary>Transfers on the virtual board's bus without SpanByte.</summary>
public static class HostI2c
{
    /// <summary>Writes, then reads what is asked for, in one transaction.</summary>
    /// <returns>False when the chip does not acknowledge.</returns>
    public static bool Transfer(
        int bus, int address, byte[] write, int writeCount, byte[] read, int readOffset,
        int readCount) =>
        VirtualBoards.Current.I2cTransfer(
            bus, address, write, writeCount, read, readOffset, readCount);
}
