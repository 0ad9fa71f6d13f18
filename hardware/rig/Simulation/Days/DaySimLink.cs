using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board.Metering;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// The SIM as a link at the port: it boots, registers, loses coverage and hangs as the emulated
/// modem with its driver does, without a byte of AT. Most seeds use it, for speed.
/// </summary>
public sealed class DaySimLink : ISimLinkFactory, ILink, ITimeSource, ISecondConnection
{
    private const int BootMs = 15_000;
    private const int RegisterMs = 3_000;
    private const int LossGraceMs = 2_000;
    private const int SilenceMs = 9_000;
    private const int RecoveryMs = 30_000;

    private readonly SimTime _time;
    private readonly DayFaults _faults;
    private readonly long _bootMs;
    private readonly Action _changed;
    private bool _isProven;
    private FaultCode _exchangeFault;
    private LinkState _bearer = LinkState.Starting;
    private FaultCode _cause = FaultCode.Starting;
    private int _epoch;

    /// <summary>A modem that has just got power.</summary>
    public DaySimLink(
        SimTime time, SimPath path, ISimServer server, DayFaults faults, AllocationMeter meter,
        Action changed,
        DayBroker? broker = null)
    {
        _time = time;
        _faults = faults;
        _changed = changed;
        _bootMs = time.NowMs;
        Transport = new MeteredTransport(
            new SimTransport(time, path, server, () => IsUp, meter, changed));
        Second = broker?.Line(() => IsUp);
        Boot();
    }

    /// <inheritdoc/>
    public ITransport? Second { get; }

    /// <inheritdoc/>
    public LinkState State => !IsUp ? _bearer
        : _isProven ? LinkState.Online
        : _exchangeFault == FaultCode.None ? LinkState.Attached : LinkState.Degraded;

    /// <inheritdoc/>
    public FaultCode Fault => IsUp ? _exchangeFault : _cause;

    /// <inheritdoc/>
    public int SignalBars => IsUp ? 3 : -1;

    /// <inheritdoc/>
    public int SignalDbm => IsUp ? -82 : 0;

    /// <inheritdoc/>
    public MeteredTransport Transport { get; }

    /// <inheritdoc/>
    public long NetworkUtcSeconds { get; private set; }

    /// <inheritdoc/>
    public long NetworkUtcAtMs { get; private set; }

    /// <inheritdoc/>
    public void OnVerifiedTime(long utcSeconds, long atMs)
    {
    }

    private bool IsUp => _bearer == LinkState.Attached;

    private bool CanRegister => !_faults.IsOn(DayFaultKind.NoCoverage)
        && !_faults.IsOn(DayFaultKind.NoSim) && !_faults.IsOn(DayFaultKind.ModemHang);

    /// <inheritdoc/>
    public ILink Make(
        Terminal.Agent.Ports.Board board, TerminalSettings settings, IEventSink events) => this;

    /// <inheritdoc/>
    public int Step(long nowMs) => Terminal.Agent.Limits.IdleStepMs;

    /// <inheritdoc/>
    public void Report(FaultCode fault, long nowMs)
    {
        _isProven = FaultCodes.IsAnswer(fault);
        _exchangeFault = _isProven ? FaultCode.None : fault;
    }

    /// <summary>The faults have changed.</summary>
    public void Follow(DayFault fault, bool hasBegun)
    {
        if (fault.Kind == DayFaultKind.ModemReboot && hasBegun)
        {
            Boot();
        }
        else if (fault.Kind == DayFaultKind.NoCoverage && hasBegun)
        {
            After(LossGraceMs, () => FallIf(DayFaultKind.NoCoverage, FaultCode.NoCoverage));
        }
        else if (fault.Kind == DayFaultKind.NoSim && hasBegun)
        {
            Down(LinkState.Failed, FaultCode.NoSim);
        }
        else if (fault.Kind == DayFaultKind.ModemHang && hasBegun)
        {
            After(SilenceMs, () => FallIf(DayFaultKind.ModemHang, FaultCode.ModemSilent));
        }
        else if (fault.Kind == DayFaultKind.ModemHang && !IsUp)
        {
            After(RecoveryMs, Boot);
        }
        else if (fault.Kind is DayFaultKind.NoCoverage or DayFaultKind.NoSim)
        {
            After(fault.Kind == DayFaultKind.NoSim ? BootMs : RegisterMs, Attach);
        }
        else if (fault.Kind is DayFaultKind.ClockStepped or DayFaultKind.ClockUntold && IsUp)
        {
            TellTime();
        }
    }

    // What was over sooner was never noticed.
    private void FallIf(DayFaultKind kind, FaultCode cause)
    {
        if (_faults.IsOn(kind))
        {
            Down(LinkState.Failed, cause);
        }
    }

    private void Boot()
    {
        Down(LinkState.Starting, FaultCode.Starting);
        After(BootMs, Attach);
    }

    private void Attach()
    {
        if (!CanRegister || _bearer == LinkState.Attached)
        {
            if (_bearer == LinkState.Starting)
            {
                Down(LinkState.Failed, _faults.IsOn(DayFaultKind.NoSim) ? FaultCode.NoSim
                    : _faults.IsOn(DayFaultKind.ModemHang) ? FaultCode.ModemSilent
                    : FaultCode.NoCoverage);
            }

            return;
        }

        TellTime();
        _bearer = LinkState.Attached;
        _cause = FaultCode.None;
        _changed();
    }

    private void TellTime()
    {
        if (!_faults.IsOn(DayFaultKind.ClockUntold))
        {
            NetworkUtcSeconds = _time.UtcSeconds + _faults.ClockStepS;
            NetworkUtcAtMs = Math.Max(NetworkUtcAtMs + 1, _time.NowMs - _bootMs);
        }
    }

    private void Down(LinkState state, FaultCode cause)
    {
        _epoch++;
        _bearer = state;
        _cause = cause;
        _isProven = false;
        _exchangeFault = FaultCode.None;
        _changed();
    }

    private void After(int ms, Action action)
    {
        int epoch = _epoch;
        _time.After(ms, () =>
        {
            if (epoch == _epoch)
            {
                action();
            }
        });
    }
}
