namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// The faults that act now, and what they make of both ways. Overlapping ones add up: the worst
/// loss, the longest delay.
/// </summary>
public sealed class DayFaults
{
    private const int SimOneWayMs = 40;
    private const int WifiOneWayMs = 15;

    private readonly List<DayFault> _active = [];
    private readonly int[] _count = new int[DayFault.KindCount];

    /// <summary>No faults yet on two ways.</summary>
    public DayFaults(SimPath sim, SimPath wifi)
    {
        Sim = sim;
        Wifi = wifi;
        Apply();
    }

    /// <summary>The SIM's way.</summary>
    public SimPath Sim { get; }

    /// <summary>WiFi's way.</summary>
    public SimPath Wifi { get; }

    /// <summary>The faults that act now.</summary>
    public IReadOnlyList<DayFault> Active => _active;

    /// <summary>How wrong the time is that the mobile network tells, in s.</summary>
    public int ClockStepS { get; private set; }

    /// <summary>True while a fault of the kind acts.</summary>
    public bool IsOn(DayFaultKind kind) => _count[(int)kind] > 0;

    /// <summary>The latest fault of the kind that acts; null when none does.</summary>
    public DayFault? Find(DayFaultKind kind) =>
        IsOn(kind) ? _active.FindLast(fault => fault.Kind == kind) : null;

    /// <summary>A fault begins.</summary>
    public void Begin(DayFault fault)
    {
        _active.Add(fault);
        _count[(int)fault.Kind]++;
        if (fault.Kind == DayFaultKind.Forgotten)
        {
            Sim.Generation += fault.Where & DayFault.Sim;
            Wifi.Generation += (fault.Where & DayFault.Wifi) >> 1;
        }

        Apply();
    }

    /// <summary>A fault ends.</summary>
    public void End(DayFault fault)
    {
        if (_active.Remove(fault))
        {
            _count[(int)fault.Kind]--;
            Apply();
        }
    }

    private void Apply()
    {
        Apply(Sim, DayFault.Sim, SimOneWayMs);
        Apply(Wifi, DayFault.Wifi, WifiOneWayMs);
        Sim.IsSilent |= IsOn(DayFaultKind.ModemHang);
        Wifi.IsSilent |= IsOn(DayFaultKind.AccessPointDown);
        ClockStepS = Find(DayFaultKind.ClockStepped)?.Amount ?? 0;
    }

    private void Apply(SimPath path, int where, int oneWayMs)
    {
        path.OneWayMs = oneWayMs;
        path.LossPercent = path.SpikeMs = 0;
        path.IsSilent = path.IsOneWay = path.IsNameDead = path.IsTlsBroken = false;
        path.CloggedUntilMs = 0;
        foreach (DayFault fault in _active)
        {
            if ((fault.Where & where) != 0)
            {
                Apply(path, fault);
            }
        }
    }

    private void Apply(SimPath path, DayFault fault)
    {
        switch (fault.Kind)
        {
            case DayFaultKind.Loss:
                path.LossPercent = Math.Max(path.LossPercent, fault.Amount);
                break;
            case DayFaultKind.Delay:
                path.OneWayMs = Math.Max(path.OneWayMs, fault.Amount);
                break;
            case DayFaultKind.DelaySpikes:
                path.SpikeMs = Math.Max(path.SpikeMs, fault.Amount);
                break;
            case DayFaultKind.Clog:
                path.CloggedUntilMs = Math.Max(path.CloggedUntilMs, fault.AtMs + fault.DurationMs);
                break;
            case DayFaultKind.Partition:
                path.IsSilent = true;
                break;
            case DayFaultKind.OneWay:
                path.IsOneWay = true;
                break;
            case DayFaultKind.NameDead:
                path.IsNameDead = true;
                break;
            case DayFaultKind.TlsBroken:
                path.IsTlsBroken = true;
                break;
            default:
                break;
        }
    }
}
