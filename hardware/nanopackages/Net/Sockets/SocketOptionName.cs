namespace System.Net.Sockets;

/// <summary>Options of sockets, as far as the board has them.</summary>
public enum SocketOptionName
{
    Broadcast = 0x0020,
}
