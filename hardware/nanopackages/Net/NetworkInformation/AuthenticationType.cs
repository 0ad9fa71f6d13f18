namespace System.Net.NetworkInformation;

/// <summary>How a network asks who is there.</summary>
public enum AuthenticationType : byte
{
    None = 0,
    EAP,
    PEAP,
    WCN,
    Open,
    Shared,
    WEP,
    WPA,
    WPA2,
}
