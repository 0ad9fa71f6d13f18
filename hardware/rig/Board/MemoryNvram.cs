using Terminal.Agent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>
/// FRAM of every test board: it outlives restarts, counts what is moved, tells of each write before and after it,
/// and can lose power in the middle of one, so that a prefix of the write stands.
/// </summary>
/// <param name="bytes">What it holds; the array itself is used.</param>
public sealed class MemoryNvram(byte[] bytes) : INvram
{
    /// <summary>The size of the board's FRAM, in bytes.</summary>
    public const int BoardBytes = 131_072;

    private int _bytesUntilCut = -1;
    private int _writesUntilCut;
    private int _cutDraw;

    /// <summary>A blank chip.</summary>
    public MemoryNvram(int sizeBytes = BoardBytes)
        : this(new byte[sizeBytes])
    {
    }

    /// <summary>Before a write: the address, and the bytes. A handler may cut the power.</summary>
    public delegate void NvramWriting(int address, ReadOnlySpan<byte> bytes);

    /// <summary>After a write: the address, how many bytes stand, and whether these are all.</summary>
    public delegate void NvramWritten(int address, int count, bool isWhole);

    /// <summary>Raised before each write.</summary>
    public event NvramWriting? Writing;

    /// <summary>Raised after each write, and before power goes in the middle of it.</summary>
    public event NvramWritten? Written;

    /// <inheritdoc/>
    public int SizeBytes => bytes.Length;

    /// <summary>Everything that is stored, for tests that search it.</summary>
    public ReadOnlySpan<byte> Image => bytes;

    /// <summary>The chip itself, for who reads or spoils it while it is not looked at.</summary>
    public byte[] Bytes => bytes;

    /// <summary>Calls of <see cref="Read"/>.</summary>
    public long Reads { get; private set; }

    /// <summary>Bytes read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Calls of <see cref="Write"/>.</summary>
    public long Writes { get; private set; }

    /// <summary>Bytes written.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>The slot that an address lies in; -1 for the system area.</summary>
    public static int SlotOf(int address) => address < NvramMap.SlotsAddress
        ? -1 : (address - NvramMap.SlotsAddress) / Terminal.Agent.Limits.SlotBytes;

    /// <summary>Cuts the power after that many more bytes; -1 never.</summary>
    public void CutAfter(int count) => _bytesUntilCut = count;

    /// <summary>
    /// Power goes in the middle of a write: the one number <paramref name="writes"/> from now, after a share of its
    /// bytes that follows from <paramref name="draw"/>. 0 disarms.
    /// </summary>
    public void CutIn(int writes, int draw)
    {
        _writesUntilCut = writes;
        _cutDraw = draw;
    }

    /// <summary>Spoils bytes, as a chip that fails; more of them than can be put right.</summary>
    public void Spoil(int address, int count, Random random)
    {
        for (int i = 0; i < count; i++)
        {
            bytes[address + i] ^= (byte)random.Next(1, 256);
        }
    }

    /// <summary>Flips one bit, as radiation may.</summary>
    public void Flip(int address, int bit) => bytes[address] ^= (byte)(1 << bit);

    /// <inheritdoc/>
    public int Read(int address, byte[] buffer, int offset, int count)
    {
        if (address < 0 || address + count > bytes.Length)
        {
            return 0;
        }

        Reads++;
        BytesRead += count;
        Buffer.BlockCopy(bytes, address, buffer, offset, count);
        return count;
    }

    /// <inheritdoc/>
    public int Write(int address, byte[] buffer, int offset, int count)
    {
        if (address < 0 || address + count > bytes.Length)
        {
            return 0;
        }

        Writes++;
        BytesWritten += count;
        Writing?.Invoke(address, buffer.AsSpan(offset, count));
        int taken = Taken(count);
        Buffer.BlockCopy(buffer, offset, bytes, address, taken < 0 ? count : taken);
        Written?.Invoke(address, taken < 0 ? count : taken, taken < 0 || taken == count);
        return taken < 0 ? count : throw new PowerCutException();
    }

    // How many bytes of a write stand when the power goes; -1: it does not go.
    private int Taken(int count)
    {
        if (_bytesUntilCut >= 0 && count >= _bytesUntilCut)
        {
            int taken = _bytesUntilCut;
            _bytesUntilCut = -1;
            return taken;
        }

        _bytesUntilCut -= _bytesUntilCut > 0 ? count : 0;
        return _writesUntilCut > 0 && --_writesUntilCut == 0 ? _cutDraw % (count + 1) : -1;
    }
}
