namespace Terminal.Agent.Ports;

/// <summary>Where a connection of a phone stands.</summary>
public enum PhoneChannelState
{
    /// <summary>There is none.</summary>
    Free = 0,

    /// <summary>Bytes can be sent.</summary>
    Open = 1,

    /// <summary>The phone has gone: nothing can be sent.</summary>
    Broken = 2,
}
