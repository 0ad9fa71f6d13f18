using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>NVRAM that answers, or nothing at all, as somebody switches it.</summary>
/// <param name="inner">The memory.</param>
internal sealed class SwitchedNvram(INvram inner) : INvram
{
    private volatile bool _isWorking = true;

    /// <inheritdoc/>
    public int SizeBytes => inner.SizeBytes;

    /// <summary>False: it takes and brings nothing.</summary>
    public bool IsWorking
    {
        get => _isWorking;
        set => _isWorking = value;
    }

    /// <inheritdoc/>
    public int Read(int address, byte[] buffer, int offset, int count) =>
        _isWorking ? inner.Read(address, buffer, offset, count) : 0;

    /// <inheritdoc/>
    public int Write(int address, byte[] buffer, int offset, int count) =>
        _isWorking ? inner.Write(address, buffer, offset, count) : 0;
}
