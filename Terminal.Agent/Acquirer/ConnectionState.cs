namespace Terminal.Agent.Acquirer;

/// <summary>Where an exchange stands.</summary>
public enum ConnectionState
{
    /// <summary>No connection.</summary>
    Closed = 0,

    /// <summary>Connecting.</summary>
    Connecting = 1,

    /// <summary>Connected, nothing is asked: a request may be sent.</summary>
    Ready = 2,

    /// <summary>A request is being sent or answered.</summary>
    Busy = 3,

    /// <summary>
    /// A whole HTTP answer is there; <see cref="AcquirerConnection.Acknowledge"/> goes on.
    /// </summary>
    Answered = 4,

    /// <summary>
    /// No connection, or no whole answer; <see cref="AcquirerConnection.Fault"/> says why.
    /// </summary>
    Failed = 5,
}
