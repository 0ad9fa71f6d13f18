using Terminal.Agent.Ports;
using Terminal.Rig.Board;

namespace Terminal.Rig.Simulation.Days;

/// <summary>HMAC of the host, metered likewise; the codes of the day's own PIN are known.</summary>
public sealed class MeteredHash(AllocationMeter meter) : IKeyedHash
{
    private readonly HostKeyedHash _inner = new();
    private int _round;

    /// <inheritdoc/>
    public void Compute(byte[] key, byte[] data, int dataLength, byte[] digest)
    {
        long begun = AllocationMeter.Begin();
        if (!KnownPin.TryFind(ref _round, key, data.AsSpan(0, dataLength), digest))
        {
            _inner.Compute(key, data, dataLength, digest);
        }

        meter.End(begun);
    }
}
