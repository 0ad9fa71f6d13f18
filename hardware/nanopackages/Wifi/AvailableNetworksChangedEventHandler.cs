namespace System.Device.Wifi;

/// <summary>Is told that a scan has ended.</summary>
public delegate void AvailableNetworksChangedEventHandler(WifiAdapter sender, Object e);
