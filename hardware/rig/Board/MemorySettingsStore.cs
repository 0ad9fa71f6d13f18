using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>Two slots for the settings record that outlive restarts; a write allocates nothing.</summary>
public sealed class MemorySettingsStore : ISettingsStore
{
    private const int CapacityBytes = 4_096;

    private readonly byte[][] _slots = [new byte[CapacityBytes], new byte[CapacityBytes]];
    private readonly int[] _lengths = new int[2];

    /// <inheritdoc/>
    public int SlotCapacityBytes => CapacityBytes;

    /// <inheritdoc/>
    public bool IsWriting => false;

    /// <inheritdoc/>
    public bool LastWriteFailed => false;

    /// <summary>Writes taken.</summary>
    public int Writes { get; private set; }

    /// <inheritdoc/>
    public int Read(int slot, byte[] buffer, int offset, int capacity)
    {
        int count = _lengths[slot] <= capacity ? _lengths[slot] : 0;
        Buffer.BlockCopy(_slots[slot], 0, buffer, offset, count);
        return count;
    }

    /// <inheritdoc/>
    public bool Write(int slot, byte[] buffer, int offset, int count)
    {
        if (count > CapacityBytes)
        {
            return false;
        }

        Writes++;
        Buffer.BlockCopy(buffer, offset, _slots[slot], 0, count);
        _lengths[slot] = count;
        return true;
    }
}
