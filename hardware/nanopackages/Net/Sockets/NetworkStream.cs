using System.IO;

namespace System.Net.Sockets;

/// <summary>A stream over a socket.</summary>
public class NetworkStream : Stream
{
    private readonly bool _ownsSocket;

    public NetworkStream(Socket socket)
        : this(socket, false)
    {
    }

    public NetworkStream(Socket socket, bool ownsSocket)
    {
        Socket = socket;
        _ownsSocket = ownsSocket;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override bool CanTimeout => true;

    public virtual bool DataAvailable => Socket.Available > 0;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int ReadTimeout { get; set; } = -1;

    public override int WriteTimeout { get; set; } = -1;

    internal Socket Socket { get; }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Socket.Receive(buffer, offset, count, SocketFlags.None);

    public override void Write(byte[] buffer, int offset, int count) =>
        Socket.Send(buffer, offset, count, SocketFlags.None);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (_ownsSocket)
        {
            Socket.Close();
        }
    }
}
