using Terminal.Rig.Board;

namespace Terminal.Rig.PowerCut;

/// <summary>
/// A tape of every byte written to a chip, with what stood there before. A power cut after n bytes is the tape
/// rewound to n: exactly what the chip holds then, whatever call the cut falls into.
/// </summary>
public sealed class NvramTape
{
    private readonly List<(int Address, byte Before, byte After)> _tape = [];

    /// <summary>Records a chip with this content.</summary>
    public NvramTape(byte[] bytes)
    {
        Chip = new MemoryNvram(bytes);
        Chip.Writing += Record;
    }

    /// <summary>The chip.</summary>
    public MemoryNvram Chip { get; }

    /// <summary>What the chip holds.</summary>
    public byte[] Bytes => Chip.Bytes;

    /// <summary>Bytes on the tape.</summary>
    public int Length => _tape.Count;

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

    private void Record(int address, ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            _tape.Add((address + i, Bytes[address + i], bytes[i]));
        }
    }
}
