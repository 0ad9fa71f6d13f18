namespace System.Device.Wifi;

/// <summary>Whether the radio joins again by itself.</summary>
public enum WifiReconnectionKind
{
    Automatic,
    Manual,
}
