namespace System.Net;

/// <summary>Address and port.</summary>
public class IPEndPoint : EndPoint
{
    public IPEndPoint(IPAddress address, int port)
    {
        Address = address;
        Port = port;
    }

    public IPAddress Address { get; }

    public int Port { get; }
}
