namespace System.Net.Sockets;

/// <summary>Families of addresses, as far as the board speaks them.</summary>
public enum AddressFamily
{
    Unspecified = 0,
    InterNetwork = 2,
}
