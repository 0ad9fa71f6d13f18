using Terminal.NanoPackages;

namespace System.Net.Sockets;

/// <summary>A TCP or UDP socket. Every call may block and may throw.</summary>
public class Socket : IDisposable
{
    private bool _isClosed;

    public Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
    {
        Board = VirtualBoards.Current;
        bool isDatagram = socketType == SocketType.Dgram;
        if (addressFamily != AddressFamily.InterNetwork
            || protocolType != (isDatagram ? ProtocolType.Udp : ProtocolType.Tcp))
        {
            throw new NotSupportedException();
        }

        Handle = Check(isDatagram ? Board.OpenDatagramSocket() : Board.OpenSocket());
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

    public int SendTo(
        byte[] buffer, int offset, int size, SocketFlags socketFlags, EndPoint remoteEP)
    {
        var point = (IPEndPoint)remoteEP;
        return Check(Board.SendTo(
            Handle, buffer, offset, size, point.Address.Number(), point.Port));
    }

    public int ReceiveFrom(
        byte[] buffer, int offset, int size, SocketFlags socketFlags, ref EndPoint remoteEP)
    {
        int count = Check(Board.ReceiveFrom(
            Handle, buffer, offset, size, out uint address, out int port));
        remoteEP = new IPEndPoint(IPAddress.Of(address), port);
        return count;
    }

    public void SetSocketOption(
        SocketOptionLevel optionLevel, SocketOptionName optionName, bool optionValue) =>
        Check(Board.SetBroadcast(Handle, optionValue));

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
