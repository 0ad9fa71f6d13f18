namespace System.Net.NetworkInformation;

/// <summary>Whether a network is there.</summary>
public class NetworkAvailabilityEventArgs : EventArgs
{
    internal NetworkAvailabilityEventArgs(bool isAvailable) => IsAvailable = isAvailable;

    public bool IsAvailable { get; }
}
