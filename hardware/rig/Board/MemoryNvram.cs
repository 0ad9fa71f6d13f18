using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>FRAM that outlives the firmware's restarts; a power cut leaves a prefix of the write in progress.</summary>
public sealed class MemoryNvram : INvram
{
    /// <summary>The size of the board's FRAM, in bytes.</summary>
    public const int BoardBytes = 131_072;

    private readonly byte[] _bytes = new byte[BoardBytes];
    private int _bytesUntilCut = -1;

    /// <summary>Raised before each write, with address and count; a handler may cut the power.</summary>
    public event Action<int, int>? Writing;

    /// <inheritdoc/>
    public int SizeBytes => _bytes.Length;

    /// <summary>Everything that is stored, for tests that search it.</summary>
    public ReadOnlySpan<byte> Image => _bytes;

    /// <summary>Cuts the power after that many more bytes; -1 never.</summary>
    public void CutAfter(int bytes) => _bytesUntilCut = bytes;

    /// <inheritdoc/>
    public int Read(int address, byte[] buffer, int offset, int count)
    {
        if (address < 0 || address + count > _bytes.Length)
        {
            return 0;
        }

        Array.Copy(_bytes, address, buffer, offset, count);
        return count;
    }

    /// <inheritdoc/>
    public int Write(int address, byte[] buffer, int offset, int count)
    {
        if (address < 0 || address + count > _bytes.Length)
        {
            return 0;
        }

        Writing?.Invoke(address, count);
        if (_bytesUntilCut >= 0 && count >= _bytesUntilCut)
        {
            Array.Copy(buffer, offset, _bytes, address, _bytesUntilCut);
            _bytesUntilCut = -1;
            throw new PowerCutException();
        }

        _bytesUntilCut -= _bytesUntilCut > 0 ? count : 0;
        Array.Copy(buffer, offset, _bytes, address, count);
        return count;
    }
}
