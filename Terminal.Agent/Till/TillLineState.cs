namespace Terminal.Agent.Till;

/// <summary>Where the conversation on a till's serial line stands.</summary>
public enum TillLineState
{
    /// <summary>Nobody has the line but the console.</summary>
    Idle = 0,

    /// <summary>The till has asked for the line and got it: its frame is read.</summary>
    Receiving = 1,

    /// <summary>Its frame was whole: EOT gives the line back.</summary>
    Received = 2,

    /// <summary>The request is being worked on.</summary>
    Working = 3,

    /// <summary>The terminal has asked for the line to answer.</summary>
    Bidding = 4,

    /// <summary>The bid was not taken: a pause before the next.</summary>
    Pausing = 5,

    /// <summary>The answer was sent: the till says whether it came whole.</summary>
    Sent = 6,
}
