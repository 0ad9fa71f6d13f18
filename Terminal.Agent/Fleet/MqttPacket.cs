namespace Terminal.Agent.Fleet;

/// <summary>Types of MQTT control packets, as in the high half of their first byte.</summary>
public enum MqttPacket
{
    /// <summary>Not allowed.</summary>
    Reserved = 0,

    /// <summary>The client greets.</summary>
    Connect = 1,

    /// <summary>The broker answers to it.</summary>
    ConnAck = 2,

    /// <summary>A message.</summary>
    Publish = 3,

    /// <summary>A message of QoS 1 has been taken.</summary>
    PubAck = 4,

    /// <summary>The client asks for a topic's messages.</summary>
    Subscribe = 8,

    /// <summary>The broker answers to it.</summary>
    SubAck = 9,

    /// <summary>The client lives.</summary>
    PingReq = 12,

    /// <summary>So does the broker.</summary>
    PingResp = 13,

    /// <summary>Either of them leaves; from the broker in version 5 only.</summary>
    Disconnect = 14,
}
