namespace Terminal.Agent.Till;

/// <summary>Where one connection of a till stands.</summary>
public enum TillChannelPhase
{
    /// <summary>Nobody is connected.</summary>
    Free = 0,

    /// <summary>A request is being read.</summary>
    Reading = 1,

    /// <summary>The request is being worked on.</summary>
    Waiting = 2,

    /// <summary>The answer has been written; the till has time to take it.</summary>
    Answered = 3,
}
