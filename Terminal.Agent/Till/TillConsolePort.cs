using Terminal.Agent.Ports;

namespace Terminal.Agent.Till;

/// <summary>The console's share of a line that a till may have too.</summary>
internal sealed class TillConsolePort : ISerialPort
{
    private readonly TillLine _line;
    private readonly ISerialPort _port;
    private readonly byte[] _waiting = new byte[Limits.ConsoleInBytes];
    private readonly byte[] _one = new byte[1];
    private int _count;

    // A technician has ended a line: before that, a printer on the line is told nothing.
    private bool _isHeard;

    /// <summary>Makes it.</summary>
    public TillConsolePort(TillLine line, ISerialPort port)
    {
        _line = line;
        _port = port;
    }

    /// <summary>Bytes that can be added.</summary>
    public int Room => _waiting.Length - _count;

    /// <summary>A byte that is not the till's.</summary>
    public void Add(byte value)
    {
        _waiting[_count++] = value;
        _isHeard |= value == '\r' || value == '\n';
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        if (!_line.IsShared)
        {
            return _port.Read(buffer, offset, capacity);
        }

        int count = capacity < _count ? capacity : _count;
        System.Array.Copy(_waiting, 0, buffer, offset, count);
        _count -= count;
        System.Array.Copy(_waiting, count, _waiting, 0, _count);
        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        if (!_line.IsShared)
        {
            return _port.Write(buffer, offset, count);
        }

        return _line.HasPrinter && !_isHeard ? count : WriteShared(buffer, offset, count);
    }

    /// <summary>Writes to a line that is shared, while nobody else has it.</summary>
    /// <returns>How many bytes the line has taken.</returns>
    public int WriteShared(byte[] buffer, int offset, int count)
    {
        if (!_line.IsConsoleFree)
        {
            return 0;
        }

        if (!_line.HasParity)
        {
            return _port.Write(buffer, offset, count);
        }

        int written = 0;
        while (written < count)
        {
            _one[0] = TillLine.WithParity(buffer[offset + written]);
            if (_port.Write(_one, 0, 1) == 0)
            {
                break;
            }

            written++;
        }

        return written;
    }
}
