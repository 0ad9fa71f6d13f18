namespace Terminal.Agent.Fleet;

/// <summary>How far a packet has come.</summary>
public enum MqttReadResult
{
    /// <summary>More bytes are needed.</summary>
    NeedMore = 0,

    /// <summary>A packet is there.</summary>
    Packet = 1,

    /// <summary>What came is no packet.</summary>
    Malformed = 2,
}
