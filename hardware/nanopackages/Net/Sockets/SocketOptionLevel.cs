namespace System.Net.Sockets;

/// <summary>Where an option belongs.</summary>
public enum SocketOptionLevel
{
    Socket = 0xffff,
}
