namespace System.Net.Sockets;

/// <summary>Protocols, as far as the board speaks them.</summary>
public enum ProtocolType
{
    Tcp = 6,
    Udp = 17,
}
