namespace Terminal.Agent.Modem;

/// <summary>Where a script stands.</summary>
public enum ChatOutcome
{
    /// <summary>No script runs, and none has ended since the last was taken.</summary>
    Idle = 0,

    /// <summary>A script runs.</summary>
    Busy = 1,

    /// <summary>All its commands were answered.</summary>
    Done = 2,

    /// <summary>
    /// A command was refused, or answered too late too often, or the script was aborted.
    /// </summary>
    Failed = 3,

    /// <summary>The modem answers nothing, not even after resynchronising.</summary>
    Silent = 4,
}
