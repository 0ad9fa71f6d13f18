namespace Terminal.Agent.Fleet;

/// <summary>Messages to the broker.</summary>
public enum FleetMessage
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The terminal is connected.</summary>
    Up = 1,

    /// <summary>How it is.</summary>
    State = 2,

    /// <summary>What it has done.</summary>
    Beat = 3,

    /// <summary>What has happened to it.</summary>
    Event = 4,

    /// <summary>A part of an answer.</summary>
    Answer = 5,
}
