namespace Terminal.Agent.Fleet;

/// <summary>Where a session with the broker stands.</summary>
public enum MqttState
{
    /// <summary>There is none.</summary>
    Closed = 0,

    /// <summary>The connection is being made.</summary>
    Opening = 1,

    /// <summary>CONNECT is out, CONNACK is awaited.</summary>
    Greeting = 2,

    /// <summary>The broker has taken the terminal in; messages may go.</summary>
    Open = 3,
}
