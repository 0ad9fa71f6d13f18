using Terminal.Rig.Board;

namespace Terminal.Rig.World.Small;

/// <summary>
/// The hash of an NVRAM at any time, so that two worlds can be compared. The event log is left out
/// of it: nothing is decided by what it holds.
/// </summary>
public sealed class WatchedNvram
{
    private const int WriteBytesMax = 1_024;

    private readonly MemoryNvram _chip;
    private readonly byte[] _old = new byte[WriteBytesMax];

    /// <summary>Watches a chip whose bytes have a hash.</summary>
    public WatchedNvram(MemoryNvram chip, ulong hash = 0)
    {
        _chip = chip;
        Hash = hash;
        chip.Writing += OnWriting;
        chip.Written += OnWritten;
    }

    /// <summary>Changes with every byte that is another; a blank chip has 0.</summary>
    public ulong Hash { get; private set; }

    private void OnWriting(int address, ReadOnlySpan<byte> bytes) =>
        _chip.Bytes.AsSpan(address, bytes.Length).CopyTo(_old);

    private void OnWritten(int address, int count, bool isWhole)
    {
        if (RecordNvram.IsLog(address))
        {
            return;
        }

        for (int i = 0; i < count; i++)
        {
            byte value = _chip.Bytes[address + i];
            if (_old[i] != value)
            {
                Hash += Weight(address + i, value) - Weight(address + i, _old[i]);
            }
        }
    }

    private static ulong Weight(int address, byte value)
    {
        if (value == 0)
        {
            return 0;
        }

        ulong mixed = (((ulong)(uint)address << 8) | value) * 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9UL;
        return mixed ^ (mixed >> 32);
    }
}
