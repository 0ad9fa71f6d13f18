using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>The display's memory.</summary>
public sealed class VirtualDisplay : IDisplay
{
    private readonly byte[] _frame = new byte[1024];
    private readonly Lock _lock = new();

    /// <summary>Raised after a change, on the firmware's thread.</summary>
    public event Action? Changed;

    /// <summary>Windows shown.</summary>
    public long Windows { get; private set; }

    /// <summary>How bright it is, 0 to 3.</summary>
    public int Contrast { get; private set; } = Terminal.Agent.Limits.ContrastDefault;

    /// <summary>A copy of what is shown, in the display's order.</summary>
    public byte[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _frame];
        }
    }

    /// <inheritdoc/>
    public void SetContrast(int level) => Contrast = level;

    /// <summary>Goes dark.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            Array.Clear(_frame);
        }

        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public bool Show(int page, int column, byte[] frame, int offset, int count, int pages)
    {
        lock (_lock)
        {
            Windows++;
            for (int i = 0; i < pages; i++)
            {
                Array.Copy(frame, offset + (i * 128), _frame, ((page + i) * 128) + column, count);
            }
        }

        Changed?.Invoke();
        return true;
    }
}
