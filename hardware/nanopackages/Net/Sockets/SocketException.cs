namespace System.Net.Sockets;

/// <summary>A call on a socket failed.</summary>
public class SocketException : Exception
{
    public SocketException(SocketError errorCode) => ErrorCode = (int)errorCode;

    public int ErrorCode { get; }
}
