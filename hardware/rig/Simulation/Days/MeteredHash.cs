using Terminal.Agent.Ports;
using Terminal.Rig.Board;

namespace Terminal.Rig.Simulation.Days;

/// <summary>HMAC of the host, metered likewise.</summary>
public sealed class MeteredHash(AllocationMeter meter) : IKeyedHash
{
    private readonly HostKeyedHash _inner = new();

    /// <inheritdoc/>
    public void Compute(byte[] key, byte[] data, int dataLength, byte[] digest)
    {
        long begun = AllocationMeter.Begin();
        _inner.Compute(key, data, dataLength, digest);
        meter.End(begun);
    }
}
