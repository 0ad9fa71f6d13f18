namespace System.Net.Sockets;

/// <summary>What a poll asks for.</summary>
public enum SelectMode
{
    SelectRead = 0,
    SelectWrite = 1,
    SelectError = 2,
}
