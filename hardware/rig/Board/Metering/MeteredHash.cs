using Terminal.Agent.Ports;

namespace Terminal.Rig.Board.Metering;

/// <summary>A keyed hash as the agent calls it: what the host's allocates is the board's.</summary>
public sealed class MeteredHash(IKeyedHash inner, AllocationMeter meter) : IKeyedHash
{
    /// <inheritdoc/>
    public void Compute(byte[] key, byte[] data, int dataLength, byte[] digest)
    {
        long begun = AllocationMeter.Begin();
        inner.Compute(key, data, dataLength, digest);
        meter.End(begun);
    }
}
