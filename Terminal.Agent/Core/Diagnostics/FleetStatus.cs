namespace Terminal.Agent.Diagnostics;

/// <summary>
/// How the line to the operator's broker is, for console and menus; whoever keeps that line fills
/// it.
/// </summary>
public sealed class FleetStatus
{
    /// <summary>Where it stands.</summary>
    public FleetState State;

    /// <summary>Why it ended last.</summary>
    public FleetError Error;

    /// <summary>
    /// The fault of the connection, or the broker's reason code, that goes with <see
    /// cref="Error"/>.
    /// </summary>
    public int Detail;

    /// <summary>Protocol level in use: 5, or 4 for MQTT 3.1.1; 0 while none is.</summary>
    public int Level;

    /// <summary>Keep-alive in use, in s.</summary>
    public int KeepAliveS;

    /// <summary>Connections made since start.</summary>
    public int Connections;

    /// <summary>Messages published since start.</summary>
    public int Published;

    /// <summary>Questions answered since start.</summary>
    public int Answered;

    /// <summary>Bytes spent today over the SIM, with those of TLS and TCP.</summary>
    public int SimBytes;

    /// <summary>Bytes spent today over WiFi, with those of TLS and TCP.</summary>
    public int WifiBytes;
}
