namespace System.Net.Sockets;

/// <summary>Kinds of sockets, as far as the board has them.</summary>
public enum SocketType
{
    Stream = 1,
    Dgram = 2,
}
