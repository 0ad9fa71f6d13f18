using Terminal.Agent.Ports;

namespace Terminal.Rig.PowerCut;

/// <summary>
/// NVRAM in an array that keeps a tape of every byte written, with what stood there before. A power
/// cut after n bytes is the tape rewound to n: exactly what the chip holds then, whatever call the
/// cut falls into.
/// </summary>
public sealed class TapeNvram : INvram
{
    private readonly List<(int Address, byte Before, byte After)> _tape = [];

    /// <summary>A chip with this content.</summary>
    public TapeNvram(byte[] bytes) => Bytes = bytes;

    /// <summary>What the chip holds.</summary>
    public byte[] Bytes { get; }

    /// <inheritdoc/>
    public int SizeBytes => Bytes.Length;

    /// <summary>Bytes on the tape.</summary>
    public int Length => _tape.Count;

    /// <inheritdoc/>
    public int Read(int address, byte[] buffer, int offset, int count)
    {
        Array.Copy(Bytes, address, buffer, offset, count);
        return count;
    }

    /// <inheritdoc/>
    public int Write(int address, byte[] buffer, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Put(address + i, buffer[offset + i]);
        }

        return count;
    }

    /// <summary>Writes one byte.</summary>
    public void Put(int address, byte value)
    {
        _tape.Add((address, Bytes[address], value));
        Bytes[address] = value;
    }

    /// <summary>
    /// Takes back what was written after the first <paramref name="length"/> bytes.
    /// </summary>
    /// <returns>What was taken back, in the order in which it was written.</returns>
    public (int Address, byte Value)[] Rewind(int length)
    {
        var undone = new (int, byte)[_tape.Count - length];
        for (int i = _tape.Count - 1; i >= length; i--)
        {
            undone[i - length] = (_tape[i].Address, _tape[i].After);
            Bytes[_tape[i].Address] = _tape[i].Before;
        }

        _tape.RemoveRange(length, _tape.Count - length);
        return undone;
    }

    /// <summary>Forgets the tape; the content stays.</summary>
    public void Cut() => _tape.Clear();
}
