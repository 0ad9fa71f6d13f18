namespace System.IO.Ports;

/// <summary>What arrived.</summary>
public enum SerialData
{
    Chars = 1,
    WatchChar = 2,
}
