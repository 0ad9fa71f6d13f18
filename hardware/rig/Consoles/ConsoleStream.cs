using Terminal.Agent.Ports;

namespace Terminal.Rig.Consoles;

/// <summary>A terminal's serial line as a stream: reads wait for bytes, and end when it is closed.</summary>
public sealed class ConsoleStream(ISerialPort line) : Stream
{
    private const int PollMs = 3;

    private volatile bool _isClosed;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (!_isClosed)
        {
            int read = line.Read(buffer, offset, count);
            if (read > 0)
            {
                return read;
            }

            Thread.Sleep(PollMs);
        }

        return 0;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        for (int at = 0; at < count && !_isClosed;)
        {
            int accepted = line.Write(buffer, offset + at, count - at);
            at += accepted;
            if (accepted == 0)
            {
                Thread.Sleep(PollMs);
            }
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _isClosed = true;
        base.Dispose(disposing);
    }
}
