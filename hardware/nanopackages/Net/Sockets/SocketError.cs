namespace System.Net.Sockets;

/// <summary>Why a call failed: the numbers of Winsock, from 10000.</summary>
public enum SocketError : int
{
    Success = 0,
}
