namespace Terminal.Agent.Setup;

/// <summary>Where a set-up stands since the terminal has started.</summary>
public enum PhonePhase
{
    /// <summary>There is none.</summary>
    Idle = 0,

    /// <summary>It begins as soon as no payment is under way.</summary>
    WaitingToOpen = 1,

    /// <summary>The access point is being stored; the restart follows.</summary>
    Opening = 2,

    /// <summary>Phones are served.</summary>
    Serving = 3,

    /// <summary>Its end is shown.</summary>
    Ending = 4,

    /// <summary>It ends as soon as no payment is under way.</summary>
    WaitingToClose = 5,

    /// <summary>The access point is being taken back; the restart follows.</summary>
    Closing = 6,

    /// <summary>The board restarts.</summary>
    Restarting = 7,

    /// <summary>The access point could not be stored.</summary>
    Failed = 8,
}
