namespace Terminal.Agent.Ports;

/// <summary>Where a connection of a phone stands.</summary>
public enum PhoneChannelState
{
    /// <summary>There is none.</summary>
    Free = 0,

    /// <summary>Both ends are open.</summary>
    Open = 1,

    /// <summary>The phone has ended its direction (FIN); it can still be answered.</summary>
    HalfClosed = 2,

    /// <summary>The phone has gone: nothing can be sent.</summary>
    Broken = 3,
}
