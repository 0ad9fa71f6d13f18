using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;

namespace Terminal.Rig.World.Small;

/// <summary>
/// NVRAM that knows its own hash at any time, so that two worlds can be compared, and that can
/// lose power in the middle of a write. The event log is left out of the hash: nothing is decided
/// by what it holds.
/// </summary>
public sealed class WatchedNvram : INvram
{
    private const int LogEnd = NvramMap.EventsAddress
        + (NvramMap.EventCount * Terminal.Agent.Diagnostics.EventLog.EntryBytes);

    private readonly byte[] _bytes;
    private bool _isCutArmed;

    /// <summary>A chip that holds what another one held.</summary>
    public WatchedNvram(byte[] image, ulong hash)
    {
        _bytes = (byte[])image.Clone();
        Hash = hash;
    }

    /// <summary>A blank chip.</summary>
    public WatchedNvram()
    {
        _bytes = new byte[MemoryNvram.BoardBytes];
    }

    /// <summary>Changes with every byte that is another.</summary>
    public ulong Hash { get; private set; }

    /// <summary>Everything that is stored.</summary>
    public byte[] Image => _bytes;

    /// <summary>True while a cut waits for its write.</summary>
    public bool IsArmed => _isCutArmed;

    /// <inheritdoc/>
    public int SizeBytes => _bytes.Length;

    /// <summary>The next write is cut in its middle.</summary>
    public void Arm() => _isCutArmed = true;

    /// <summary>Power has gone: nothing is armed any more.</summary>
    public void Disarm() => _isCutArmed = false;

    /// <inheritdoc/>
    public int Read(int address, byte[] buffer, int offset, int count)
    {
        if (address < 0 || address + count > _bytes.Length)
        {
            return 0;
        }

        Buffer.BlockCopy(_bytes, address, buffer, offset, count);
        return count;
    }

    /// <inheritdoc/>
    public int Write(int address, byte[] buffer, int offset, int count)
    {
        if (address < 0 || address + count > _bytes.Length)
        {
            return 0;
        }

        int taken = _isCutArmed ? count / 2 : count;
        bool isLog = address >= NvramMap.EventsAddress && address < LogEnd;
        for (int i = 0; i < taken; i++)
        {
            byte old = _bytes[address + i];
            byte value = buffer[offset + i];
            if (old != value && !isLog)
            {
                Hash += Mix(address + i, value) - Mix(address + i, old);
            }

            _bytes[address + i] = value;
        }

        if (_isCutArmed)
        {
            _isCutArmed = false;
            throw new PowerCutException();
        }

        return count;
    }

    // A zero weighs nothing, so that a blank chip has the hash zero.
    private static ulong Mix(int address, byte value)
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
