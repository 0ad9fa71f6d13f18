using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Rig.Simulation.Days;

namespace Terminal.Rig.Simulation;

/// <summary>A transport as the agent calls it: what its calls allocate is the board's.</summary>
public sealed class BoardTransport(ITransport inner, AllocationMeter meter) : ITransport
{
    /// <inheritdoc/>
    public TransportState State
    {
        get
        {
            long begun = AllocationMeter.Begin();
            TransportState state = inner.State;
            meter.End(begun);
            return state;
        }
    }

    /// <inheritdoc/>
    public FaultCode Fault => inner.Fault;

    /// <inheritdoc/>
    public bool Open(byte[] host, int hostLength, int port)
    {
        long begun = AllocationMeter.Begin();
        bool isBegun = inner.Open(host, hostLength, port);
        meter.End(begun);
        return isBegun;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        long begun = AllocationMeter.Begin();
        int count = inner.Read(buffer, offset, capacity);
        meter.End(begun);
        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        long begun = AllocationMeter.Begin();
        int taken = inner.Write(buffer, offset, count);
        meter.End(begun);
        return taken;
    }

    /// <inheritdoc/>
    public void Close()
    {
        long begun = AllocationMeter.Begin();
        inner.Close();
        meter.End(begun);
    }
}
