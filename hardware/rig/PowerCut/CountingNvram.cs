using Terminal.Agent.Ports;

namespace Terminal.Rig.PowerCut;

/// <summary>NVRAM in an array that counts calls and bytes.</summary>
public sealed class CountingNvram(int sizeBytes) : INvram
{
    private readonly byte[] _bytes = new byte[sizeBytes];

    /// <inheritdoc/>
    public int SizeBytes => _bytes.Length;

    /// <summary>Calls of <see cref="Read"/>.</summary>
    public long Reads { get; private set; }

    /// <summary>Bytes read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Calls of <see cref="Write"/>.</summary>
    public long Writes { get; private set; }

    /// <summary>Bytes written.</summary>
    public long BytesWritten { get; private set; }

    /// <inheritdoc/>
    public int Read(int address, byte[] buffer, int offset, int count)
    {
        Reads++;
        BytesRead += count;
        Array.Copy(_bytes, address, buffer, offset, count);
        return count;
    }

    /// <inheritdoc/>
    public int Write(int address, byte[] buffer, int offset, int count)
    {
        Writes++;
        BytesWritten += count;
        Array.Copy(buffer, offset, _bytes, address, count);
        return count;
    }
}
