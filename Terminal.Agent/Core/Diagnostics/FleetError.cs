namespace Terminal.Agent.Diagnostics;

/// <summary>Why the line to the operator's broker ended last.</summary>
public enum FleetError
{
    /// <summary>It has not ended.</summary>
    None = 0,

    /// <summary>The connection could not be made; the fault says why.</summary>
    NotReached = 1,

    /// <summary>The connection broke.</summary>
    Lost = 2,

    /// <summary>The broker did not answer in time.</summary>
    Silent = 3,

    /// <summary>What the broker sent is not MQTT, or not allowed now.</summary>
    Malformed = 4,

    /// <summary>The broker speaks another version.</summary>
    OtherVersion = 5,

    /// <summary>User or secret are wrong, or may not do this.</summary>
    NotAuthorised = 6,

    /// <summary>The broker is busy, or its service is down.</summary>
    Busy = 7,

    /// <summary>Another terminal has this serial number.</summary>
    TakenOver = 8,

    /// <summary>The broker wants less.</summary>
    QuotaExceeded = 9,

    /// <summary>The broker says that the terminal belongs elsewhere.</summary>
    Moved = 10,

    /// <summary>The broker sends more than anybody asks.</summary>
    Flooded = 11,

    /// <summary>The broker gave another reason; its number says which.</summary>
    Refused = 12,

    /// <summary>The operator's network had dropped the connection without a word.</summary>
    DroppedSilently = 13,
}
