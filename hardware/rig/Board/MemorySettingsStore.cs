using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>Two slots for the settings record that outlive the firmware's restarts.</summary>
public sealed class MemorySettingsStore : ISettingsStore
{
    private readonly byte[][] _slots = [[], []];

    /// <inheritdoc/>
    public int SlotCapacityBytes => 4096;

    /// <inheritdoc/>
    public bool IsWriting => false;

    /// <inheritdoc/>
    public bool LastWriteFailed => false;

    /// <inheritdoc/>
    public int Read(int slot, byte[] buffer, int offset, int capacity)
    {
        byte[] bytes = _slots[slot];
        if (bytes.Length > capacity)
        {
            return 0;
        }

        bytes.CopyTo(buffer, offset);
        return bytes.Length;
    }

    /// <inheritdoc/>
    public bool Write(int slot, byte[] buffer, int offset, int count)
    {
        if (count > SlotCapacityBytes)
        {
            return false;
        }

        _slots[slot] = buffer.AsSpan(offset, count).ToArray();
        return true;
    }
}
