using Terminal.NanoPackages;

namespace System.Net.Sockets;

/// <summary>A TCP socket. Every call may block and may throw.</summary>
public class Socket : IDisposable
{
    private bool _isClosed;

    public Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
    {
        Board = VirtualBoards.Current;
        Handle = Check(Board.OpenSocket());
        if (addressFamily != AddressFamily.InterNetwork || socketType != SocketType.Stream
            || protocolType != ProtocolType.Tcp)
        {
            throw new NotSupportedException();
        }
    }

    private Socket(IVirtualBoard board, int handle)
    {
        Board = board;
        Handle = handle;
    }

    public EndPoint RemoteEndPoint
    {
        get
        {
            Check(Board.Peer(Handle, out uint address, out int port));
            return new IPEndPoint(IPAddress.Of(address), port);
        }
    }

    public int ReceiveTimeout { get; set; } = -1;

    public int SendTimeout { get; set; } = -1;

    public int Available => Check(Board.Available(Handle));

    internal IVirtualBoard Board { get; }

    internal int Handle { get; }

    public void Connect(EndPoint remoteEP)
    {
        var point = (IPEndPoint)remoteEP;
        Check(Board.Connect(Handle, point.Address.Number(), point.Port));
    }

    public void Bind(EndPoint localEP) =>
        Check(Board.Bind(Handle, ((IPEndPoint)localEP).Address.Number(), ((IPEndPoint)localEP).Port));

    public void Listen(int backlog) => Check(Board.Listen(Handle, backlog));

    public Socket Accept() => new Socket(Board, Check(Board.Accept(Handle)));

    public int Send(byte[] buffer, int offset, int size, SocketFlags socketFlags) =>
        Check(Board.Send(Handle, buffer, offset, size, SendTimeout));

    public int Receive(byte[] buffer, int offset, int size, SocketFlags socketFlags) =>
        Check(Board.Receive(Handle, buffer, offset, size, ReceiveTimeout));

    public bool Poll(int microSeconds, SelectMode mode) =>
        Check(Board.Poll(Handle, microSeconds, (int)mode)) > 0;

    public void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            Board.CloseSocket(Handle);
        }
    }

    void IDisposable.Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing) => Close();

    internal static int Check(int result) =>
        result >= 0 ? result : throw new SocketException((SocketError)(-result));
}
