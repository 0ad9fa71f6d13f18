namespace System.Device.Wifi;

/// <summary>How a join ended.</summary>
public enum WifiConnectionStatus
{
    AccessRevoked,
    InvalidCredential,
    NetworkNotAvailable,
    Success,
    Timeout,
    UnspecifiedFailure,
    UnsupportedAuthenticationProtocol,
}
