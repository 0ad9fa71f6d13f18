using System.Collections.Concurrent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Hil;

/// <summary>A stream as a serial port: reads take what is there, writes take all.</summary>
public sealed class StreamPort : ISerialPort, IDisposable
{
    private readonly Stream _stream;
    private readonly ConcurrentQueue<byte> _received = new();

    /// <summary>Carries a stream, which it closes in the end.</summary>
    public StreamPort(Stream stream)
    {
        _stream = stream;

        // A read of a serial line cannot be cancelled; the thread ends with the stream or the process.
        new Thread(Listen) { IsBackground = true, Name = "line" }.Start();
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        int count = 0;
        while (count < capacity && _received.TryDequeue(out byte one))
        {
            buffer[offset + count++] = one;
        }

        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        try
        {
            _stream.Write(buffer, offset, count);
            _stream.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException
            or InvalidOperationException or TimeoutException)
        {
            // Nobody is at the other end any more; what is written is lost, as on a wire.
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Listen()
    {
        byte[] buffer = new byte[512];
        try
        {
            int count;
            while ((count = _stream.Read(buffer, 0, buffer.Length)) > 0)
            {
                foreach (byte one in buffer.AsSpan(0, count))
                {
                    _received.Enqueue(one);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException
            or InvalidOperationException or OperationCanceledException or TimeoutException)
        {
            // Closed.
        }
    }
}
