namespace Terminal.Rig.Fleet;

/// <summary>How the rig's broker behaves.</summary>
public enum BrokerMode
{
    /// <summary>As a broker should.</summary>
    Up = 0,

    /// <summary>It cannot be reached.</summary>
    Down = 1,

    /// <summary>It refuses user and secret.</summary>
    Refuse = 2,

    /// <summary>It sends more than anybody asks.</summary>
    Flood = 3,

    /// <summary>It takes all and says nothing.</summary>
    Silent = 4,

    /// <summary>What it sends is no MQTT.</summary>
    Garbage = 5,

    /// <summary>It closes after each packet.</summary>
    Cut = 6,

    /// <summary>It says that it is busy.</summary>
    Busy = 7,

    /// <summary>It acknowledges what was never sent.</summary>
    Lie = 8,
}
