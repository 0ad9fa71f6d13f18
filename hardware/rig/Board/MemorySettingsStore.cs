using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>
/// Two slots for the settings record that outlive restarts; a write allocates nothing. Tests cut the power in the
/// middle of a write, or have it fail.
/// </summary>
public sealed class MemorySettingsStore : ISettingsStore
{
    private const int CapacityBytes = 4_096;

    private readonly byte[][] _slots = [new byte[CapacityBytes], new byte[CapacityBytes]];
    private readonly int[] _lengths = new int[2];

    /// <summary>What becomes of a write.</summary>
    public enum Fate
    {
        /// <summary>It is durable, and says so.</summary>
        Kept,

        /// <summary>Nothing of it stands.</summary>
        Failed,

        /// <summary>It is durable; the word of it is lost, so that it counts as failed.</summary>
        KeptUnheard,
    }

    /// <summary>What becomes of the next writes.</summary>
    public Fate Next { get; set; }

    /// <summary>Called before a write with its slot and bytes: a power cut may come here.</summary>
    public Action<int, ReadOnlyMemory<byte>>? Writing { get; set; }

    /// <inheritdoc/>
    public int SlotCapacityBytes => CapacityBytes;

    /// <inheritdoc/>
    public bool IsWriting => false;

    /// <inheritdoc/>
    public bool LastWriteFailed { get; private set; }

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

        Writing?.Invoke(slot, buffer.AsMemory(offset, count));
        Writes++;
        LastWriteFailed = Next != Fate.Kept;
        if (Next == Fate.Failed)
        {
            return true;
        }

        Buffer.BlockCopy(buffer, offset, _slots[slot], 0, count);
        _lengths[slot] = count;
        return true;
    }

    /// <summary>What a slot holds.</summary>
    public byte[] Slot(int slot) => _slots[slot][.._lengths[slot]];

    /// <summary>Has a slot hold bytes, as a write leaves them in whose middle the power went.</summary>
    public void Put(int slot, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_slots[slot]);
        _lengths[slot] = bytes.Length;
    }
}
