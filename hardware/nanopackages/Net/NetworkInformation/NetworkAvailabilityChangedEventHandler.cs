namespace System.Net.NetworkInformation;

/// <summary>Is told that a network came or went.</summary>
public delegate void NetworkAvailabilityChangedEventHandler(
    object sender, NetworkAvailabilityEventArgs e);
