using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Simulation;

/// <summary>The acquirer's end of connections in virtual time.</summary>
public interface ISimServer
{
    /// <summary>Connections are refused.</summary>
    bool IsRefusing { get; }

    /// <summary>Answers a request: bytes, after how long; null bytes close the connection.</summary>
    /// <param name="request">What has arrived.</param>
    /// <param name="path">The way it came.</param>
    /// <param name="numberOnConnection">1 for the first request of its connection.</param>
    (byte[]? Bytes, int AfterMs, bool Closes) Answer(
        ApiRequest request, SimPath path, int numberOnConnection);

    /// <summary>A terminal has handed bytes to a connection; they may arrive or not.</summary>
    void Handed(byte[] bytes, SimPath path)
    {
    }
}
