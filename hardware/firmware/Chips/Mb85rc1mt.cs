using System;
using Terminal.Agent.Ports;

namespace Terminal.Firmware.Chips;

/// <summary>
/// The journal's memory: Fujitsu MB85RC1MT, 128 KiB of FRAM. Its 17th address bit is the lowest bit
/// of the I2C address, so a run of bytes must not cross the middle. Bytes are durable in the order
/// in which they pass the bus: a power cut leaves a prefix.
/// </summary>
public sealed class Mb85rc1mt : INvram
{
    private const int Size = 131_072;
    private const int Half = 65_536;
    private const int AddressBytes = 2;

    private readonly II2cBus _bus;
    private readonly byte[] _piece = new byte[AddressBytes + BoardLimits.MemoryPieceBytes];

    /// <summary>Makes the memory.</summary>
    public Mb85rc1mt(II2cBus bus) => _bus = bus;

    /// <inheritdoc/>
    public int SizeBytes => Size;

    /// <inheritdoc/>
    public int Read(int address, byte[] buffer, int offset, int count)
    {
        int done = 0;
        while (done < count)
        {
            int piece = Piece(address + done, count - done);
            PutAddress(address + done);
            if (piece == 0 || !_bus.WriteRead(
                Device(address + done), _piece, AddressBytes, buffer, offset + done, piece))
            {
                return done;
            }

            done += piece;
        }

        return done;
    }

    /// <inheritdoc/>
    public int Write(int address, byte[] buffer, int offset, int count)
    {
        int done = 0;
        while (done < count)
        {
            int piece = Piece(address + done, count - done);
            PutAddress(address + done);
            Array.Copy(buffer, offset + done, _piece, AddressBytes, piece);
            if (piece == 0 || !_bus.Write(Device(address + done), _piece, AddressBytes + piece))
            {
                return done;
            }

            done += piece;
        }

        return done;
    }

    private static int Device(int address) => Wiring.MemoryAddress + (address >> 16);

    // What one transfer takes: not across the middle, nothing outside the chip.
    private static int Piece(int address, int count)
    {
        if (address < 0 || address >= Size)
        {
            return 0;
        }

        int toEnd = (address < Half ? Half : Size) - address;
        int piece = count < BoardLimits.MemoryPieceBytes ? count : BoardLimits.MemoryPieceBytes;
        return piece < toEnd ? piece : toEnd;
    }

    private void PutAddress(int address)
    {
        _piece[0] = (byte)(address >> 8);
        _piece[1] = (byte)address;
    }
}
