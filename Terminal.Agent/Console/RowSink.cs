using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Console;

/// <summary>Takes what a console prints into a buffer that somebody lends, up to its end.</summary>
internal sealed class RowSink : ISerialPort
{
    private byte[] _into;
    private int _end;

    /// <summary>Where the next byte goes.</summary>
    public int At { get; private set; }

    /// <summary>Lends a buffer from an offset up to an end.</summary>
    public void Lend(byte[] into, int offset, int end)
    {
        _into = into;
        At = offset;
        _end = end;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity) => 0;

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        int room = _end - At;
        count = count < room ? count : room;
        Array.Copy(buffer, offset, _into, At, count);
        At += count;
        return count;
    }
}
