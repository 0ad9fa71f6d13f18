namespace System.Net.Sockets;

/// <summary>Options of one call.</summary>
[Flags]
public enum SocketFlags
{
    None = 0x0000,
}
