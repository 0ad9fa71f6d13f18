namespace Terminal.Agent.Links;

/// <summary>Who told the time; the values are those of the event log.</summary>
public enum TimeOrigin
{
    /// <summary>The mobile network (NITZ, by AT+CCLK).</summary>
    MobileNetwork = 0,

    /// <summary>The Date header of the acquirer, over a verified connection.</summary>
    Acquirer = 1,

    /// <summary>Time servers over WiFi (SNTP), which nothing verifies.</summary>
    TimeServers = 2,
}
