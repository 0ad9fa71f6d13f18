namespace Terminal.Rig.Firmware.Chips;

/// <summary>A chip on the emulated I2C bus.</summary>
public interface II2cChip
{
    /// <summary>True when the chip answers at this 7-bit address.</summary>
    bool Answers(int address);

    /// <summary>Takes the bytes of a write.</summary>
    void Write(int address, ReadOnlySpan<byte> bytes);

    /// <summary>Gives the bytes of a read.</summary>
    void Read(int address, Span<byte> bytes);
}
