using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Rig.Board.Metering;

namespace Terminal.Rig.Simulation;

/// <summary>TLS over one link in virtual time, at the port: what it allocates is the board's.</summary>
public sealed class SimTransport(
    SimTime time, SimPath path, ISimServer server, Func<bool> isBearerUp, AllocationMeter meter, Action changed)
    : ITransport
{
    private SimConnection? _connection;
    private bool _isLost;

    /// <inheritdoc/>
    public TransportState State
    {
        get
        {
            if (_connection is null)
            {
                return _isLost ? TransportState.Failed : TransportState.Closed;
            }

            if (!isBearerUp())
            {
                Close();
                _isLost = true;
                return TransportState.Failed;
            }

            return _connection.State;
        }
    }

    /// <inheritdoc/>
    public FaultCode Fault => _isLost ? FaultCode.ConnectionLost : _connection?.Fault ?? FaultCode.None;

    /// <inheritdoc/>
    public bool Open(byte[] host, int hostLength, int port)
    {
        meter.Calls++;
        Close();
        if (!isBearerUp())
        {
            return false;
        }

        long begun = AllocationMeter.Begin();
        _connection = new SimConnection(time, path, server, changed);
        meter.End(begun);
        return true;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        meter.Calls++;
        return _connection?.Read(buffer.AsSpan(offset, capacity)) ?? 0;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        meter.Calls++;
        if (State != TransportState.Open)
        {
            return 0;
        }

        long begun = AllocationMeter.Begin();
        _connection!.Write(buffer.AsSpan(offset, count));
        meter.End(begun);
        return count;
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (_connection is not null)
        {
            long begun = AllocationMeter.Begin();
            _connection.Close();
            _connection = null;
            meter.End(begun);
        }

        _isLost = false;
    }
}
