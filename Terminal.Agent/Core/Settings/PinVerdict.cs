namespace Terminal.Agent.Settings;

/// <summary>What became of a PIN that was given to <see cref="PinGuard"/>.</summary>
public enum PinVerdict
{
    /// <summary>Nothing has been given.</summary>
    None = 0,

    /// <summary>It is being worked on: step again.</summary>
    Busy = 1,

    /// <summary>The PIN is right, or the new one is set.</summary>
    Right = 2,

    /// <summary>The PIN is wrong; the delay before the next try has doubled.</summary>
    Wrong = 3,

    /// <summary>The delay after a wrong one is not over: nothing was tried.</summary>
    Locked = 4,

    /// <summary>No PIN is set, so none can be right.</summary>
    NotSet = 5,

    /// <summary>A PIN has 4 to 8 digits; this one does not.</summary>
    Malformed = 6,
}
