namespace Terminal.Agent.Ports;

/// <summary>Stages of the WiFi station.</summary>
public enum WifiState
{
    /// <summary>Not joined and not trying.</summary>
    Idle = 0,

    /// <summary>Looking for networks.</summary>
    Scanning = 1,

    /// <summary>Associating and authenticating.</summary>
    Joining = 2,

    /// <summary>Associated, waiting for an address.</summary>
    GettingAddress = 3,

    /// <summary>Joined, with an address.</summary>
    Joined = 4,

    /// <summary>
    /// The last join failed or the network was lost; <see cref="IWifi.Fault"/> says why.
    /// </summary>
    Failed = 5,
}
