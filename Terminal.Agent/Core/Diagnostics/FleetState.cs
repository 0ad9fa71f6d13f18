namespace Terminal.Agent.Diagnostics;

/// <summary>Where the line to the operator's broker stands.</summary>
public enum FleetState
{
    /// <summary>Switched off.</summary>
    Off = 0,

    /// <summary>Switched on, and broker or serial number are missing.</summary>
    Incomplete = 1,

    /// <summary>No link carries payments, or the one that does has no second connection.</summary>
    NoLink = 2,

    /// <summary>It waits before the next try.</summary>
    Waiting = 3,

    /// <summary>It connects, or the broker has not greeted it yet.</summary>
    Connecting = 4,

    /// <summary>The broker has taken it in.</summary>
    Online = 5,

    /// <summary>The day's bytes are spent.</summary>
    Spent = 6,
}
