using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>Time servers over WiFi; they tell nothing until a trial has them tell.</summary>
public sealed class VirtualTimeServers : INetworkTime
{
    /// <inheritdoc/>
    public long ToldUtcSeconds { get; private set; }

    /// <inheritdoc/>
    public long ToldAtMs { get; private set; }

    /// <summary>An answer came.</summary>
    /// <param name="utcSeconds">UTC in seconds since 1970.</param>
    /// <param name="atMs">The board's uptime, in ms.</param>
    public void Tell(long utcSeconds, long atMs)
    {
        ToldUtcSeconds = utcSeconds;
        ToldAtMs = atMs;
    }

    /// <summary>The board has started: nothing has been told yet.</summary>
    public void Forget() => Tell(0, 0);
}
