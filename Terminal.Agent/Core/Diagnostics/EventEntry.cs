namespace Terminal.Agent.Diagnostics;

/// <summary>
/// One entry of the event log in RAM; filled again and again by whoever reads the log.
/// </summary>
public sealed class EventEntry
{
    /// <summary>Number of the entry within the device's life.</summary>
    public uint Number;

    /// <summary>Boot counter when it happened.</summary>
    public uint Boot;

    /// <summary>Uptime in s when it happened.</summary>
    public uint UptimeS;

    /// <summary>UTC seconds when it happened; 0 when unknown.</summary>
    public uint UtcSeconds;

    /// <summary>What happened.</summary>
    public EventKind Kind;

    /// <summary>First number that goes with the kind.</summary>
    public int A;

    /// <summary>Second number that goes with the kind.</summary>
    public int B;
}
