namespace Terminal.Agent.Ports;

/// <summary>Where a connection of a till stands.</summary>
public enum TillChannelState
{
    /// <summary>There is none.</summary>
    Free = 0,

    /// <summary>Both ends are open.</summary>
    Open = 1,

    /// <summary>The till has ended its direction (FIN); it can still be answered.</summary>
    HalfClosed = 2,

    /// <summary>The till, or the network, has broken it off: nothing can be answered.</summary>
    Broken = 3,
}
