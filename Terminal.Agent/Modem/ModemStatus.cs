using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Modem;

/// <summary>
/// Where the driver stands: its state with its times, and why the modem is not ready. Its parts
/// read the state and set times and fault; the driver alone enters another state.
/// </summary>
public sealed class ModemStatus
{
    /// <summary>Since when the state holds, uptime in ms.</summary>
    public long SinceMs;

    /// <summary>When something is to be done in it, uptime in ms; long.MaxValue never.</summary>
    public long NextMs;

    /// <summary>When it has lasted long enough, uptime in ms; long.MaxValue never.</summary>
    public long UntilMs;

    private readonly IEventSink _events;
    private ModemState _state;
    private FaultCode _fault = FaultCode.Starting;
    private int _changes;

    /// <summary>The supply is cut, and there is no verdict.</summary>
    public ModemStatus(IEventSink events) => _events = events;

    /// <summary>The driver's state.</summary>
    public ModemState State => _state;

    /// <summary>
    /// Why the modem is not ready; Starting while there is no verdict; None when it is.
    /// </summary>
    public FaultCode Fault => _fault;

    /// <summary>Moved whenever <see cref="State"/> or <see cref="Fault"/> has changed.</summary>
    public int Changes => _changes;

    /// <summary>A state begins, without times of its own.</summary>
    public void Enter(ModemState state, long nowMs)
    {
        _state = state;
        _changes++;
        SinceMs = nowMs;
        NextMs = long.MaxValue;
        UntilMs = long.MaxValue;
    }

    /// <summary>Sets the verdict.</summary>
    public void SetFault(FaultCode fault)
    {
        if (fault != _fault)
        {
            _events.Add(EventKind.ModemFault, (int)fault, (int)_fault);
            _fault = fault;
            _changes++;
        }
    }

    /// <summary>Takes a verdict back, if it is this one.</summary>
    public void Clear(FaultCode fault)
    {
        if (_fault == fault)
        {
            SetFault(FaultCode.Starting);
        }
    }
}
