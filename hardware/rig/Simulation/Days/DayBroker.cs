using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Rig.Board.Metering;
using Terminal.Rig.Fleet;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// The operators' broker of a simulated day, as unkind as its plan: bytes in memory, which MQTTnet reads and writes.
/// What it allocates within a step of the agent is the board's.
/// </summary>
public sealed class DayBroker
{
    private readonly SimTime _time;
    private readonly AllocationMeter _meter;
    private BrokerLine? _line;

    /// <summary>Makes it; its moods come as time goes on.</summary>
    public DayBroker(SimTime time, DayPlan plan, AllocationMeter meter)
    {
        _time = time;
        _meter = meter;
        Broker = new FleetBroker(() => time.NowMs);
        foreach (BrokerMood mood in plan.BrokerMoods)
        {
            time.After(mood.AtMs, () => Follow(mood));
        }
    }

    /// <summary>The broker itself.</summary>
    public FleetBroker Broker { get; }

    /// <summary>A connection to it, over a link.</summary>
    /// <param name="isBearerUp">False while no bytes get through.</param>
    public ITransport Line(Func<bool> isBearerUp) =>
        new MeteredLine(this, new BrokerLine(Broker, () => _time.NowMs, isBearerUp));

    /// <summary>The terminal has lost its power.</summary>
    public void OnPowerOff() => Broker.DropAll();

    private void Follow(BrokerMood mood)
    {
        Broker.Mode = mood.Mode;
        Broker.DelayMs = mood.DelayMs;
        if (mood.Loses && _line is not null)
        {
            _line.IsDead = true;
        }

        if (mood.Mode == BrokerMode.Down)
        {
            Broker.DropAll();
        }
    }

    private sealed class MeteredLine(DayBroker day, BrokerLine line) : ITransport
    {
        public TransportState State => line.State;

        public FaultCode Fault => line.Fault;

        public bool Open(byte[] host, int hostLength, int port)
        {
            long begun = Begin();
            line.IsDead = false;
            day._line = line;
            bool isBegun = line.Open(host, hostLength, port);
            day._meter.End(begun);
            return isBegun;
        }

        public int Read(byte[] buffer, int offset, int capacity)
        {
            long begun = Begin();
            int count = line.Read(buffer, offset, capacity);
            day._meter.End(begun);
            return count;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            long begun = Begin();
            int taken = line.Write(buffer, offset, count);
            day._meter.End(begun);
            return taken;
        }

        public void Close()
        {
            long begun = Begin();
            line.Close();
            day._meter.End(begun);
        }

        private long Begin()
        {
            day._meter.Calls++;
            return AllocationMeter.Begin();
        }
    }
}
