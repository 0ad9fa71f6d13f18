using Terminal.Rig.Board;

namespace Terminal.Rig.Firmware.Chips;

/// <summary>
/// MB85RC1MT: two address bytes and the lowest bit of the device address make 17 bits; the address counts up
/// through a transfer and wraps at the end. A write of less than two bytes is no address.
/// </summary>
public sealed class FramChip(MemoryNvram memory) : II2cChip
{
    private readonly byte[] _one = new byte[1];
    private int _address;

    /// <summary>False: the chip does not answer at all.</summary>
    public bool IsFitted { get; set; } = true;

    /// <inheritdoc/>
    public bool Answers(int address) => IsFitted && address is 0x50 or 0x51;

    /// <inheritdoc/>
    public void Write(int address, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return;
        }

        _address = ((address & 1) << 16) | (bytes[0] << 8) | bytes[1];
        byte[] data = bytes[2..].ToArray();
        int toEnd = Math.Min(data.Length, memory.SizeBytes - _address);
        if (data.Length > 0)
        {
            memory.Write(_address, data, 0, toEnd);
            memory.Write(0, data, toEnd, data.Length - toEnd);
        }

        _address = (_address + data.Length) % memory.SizeBytes;
    }

    /// <inheritdoc/>
    public void Read(int address, Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            memory.Read(_address, _one, 0, 1);
            bytes[i] = _one[0];
            _address = (_address + 1) % memory.SizeBytes;
        }
    }
}
