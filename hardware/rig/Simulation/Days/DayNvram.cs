using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// FRAM that outlives restarts. It tells who wants to know of every write, and can lose power in the
/// middle of one: a prefix of it stands.
/// </summary>
public sealed class DayNvram : INvram
{
    private readonly byte[] _bytes = new byte[MemoryNvram.BoardBytes];
    private readonly AllocationMeter _meter;
    private int _writesUntilCut = -1;
    private int _cutDraw;

    /// <summary>A blank chip.</summary>
    public DayNvram(AllocationMeter meter) => _meter = meter;

    /// <summary>Told of each write: address, and how many bytes were taken, before power went.</summary>
    public Action<int, int, bool>? Written { get; set; }

    /// <summary>Everything that is stored.</summary>
    public byte[] Image => _bytes;

    /// <summary>Bytes read and written since the step began.</summary>
    public int BytesMoved { get; set; }

    /// <inheritdoc/>
    public int SizeBytes => _bytes.Length;

    /// <summary>True while a cut waits for its write.</summary>
    public bool IsArmed => _writesUntilCut > 0;

    /// <summary>
    /// Power goes in the middle of a write: the one number <paramref name="writes"/> from now, after
    /// a share of its bytes that follows from <paramref name="draw"/>. 0 disarms.
    /// </summary>
    public void CutIn(int writes, int draw)
    {
        _writesUntilCut = writes > 0 ? writes : -1;
        _cutDraw = draw;
    }

    /// <summary>Spoils bytes, as a chip that fails; more of them than can be put right.</summary>
    public void Spoil(int address, int count, Random random)
    {
        for (int i = 0; i < count; i++)
        {
            _bytes[address + i] ^= (byte)random.Next(1, 256);
        }
    }

    /// <summary>Flips one bit, as radiation may.</summary>
    public void Flip(int address, int bit) => _bytes[address] ^= (byte)(1 << bit);

    /// <inheritdoc/>
    public int Read(int address, byte[] buffer, int offset, int count)
    {
        if (address < 0 || address + count > _bytes.Length)
        {
            return 0;
        }

        _meter.Calls++;
        BytesMoved += count;
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

        _meter.Calls++;
        BytesMoved += count;
        bool isCut = _writesUntilCut > 0 && --_writesUntilCut == 0;
        int taken = isCut ? _cutDraw % (count + 1) : count;
        Buffer.BlockCopy(buffer, offset, _bytes, address, taken);
        long begun = AllocationMeter.Begin();
        Written?.Invoke(address, taken, taken == count);
        _meter.End(begun);
        if (isCut)
        {
            _writesUntilCut = -1;
            throw new PowerCutException();
        }

        return count;
    }

    /// <summary>The slot that an address lies in; -1 for the system area.</summary>
    public static int SlotOf(int address) => address < NvramMap.SlotsAddress
        ? -1 : (address - NvramMap.SlotsAddress) / Terminal.Agent.Limits.SlotBytes;
}
