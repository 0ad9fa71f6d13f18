using Terminal.Agent.Diagnostics;

namespace Terminal.Agent.Modem;

/// <summary>
/// What goes with the driver's state, whichever it is: its times, and why the modem is not ready.
/// </summary>
public sealed class ModemStatus
{
    /// <summary>Since when the state holds, uptime in ms.</summary>
    public long SinceMs;

    /// <summary>When something is to be done in it, uptime in ms; long.MaxValue never.</summary>
    public long NextMs;

    /// <summary>When it has lasted long enough, uptime in ms; long.MaxValue never.</summary>
    public long UntilMs;

    /// <summary>Moved whenever the state or <see cref="Fault"/> has changed.</summary>
    public int Changes;

    private readonly IEventSink _events;
    private FaultCode _fault = FaultCode.Starting;

    /// <summary>No state and no verdict yet.</summary>
    public ModemStatus(IEventSink events) => _events = events;

    /// <summary>
    /// Why the modem is not ready; Starting while there is no verdict; None when it is.
    /// </summary>
    public FaultCode Fault => _fault;

    /// <summary>A state begins, without limits of its own.</summary>
    public void Begin(long nowMs)
    {
        Changes++;
        SinceMs = nowMs;
        NextMs = long.MaxValue;
        UntilMs = long.MaxValue;
    }

    /// <summary>The state is for waiting.</summary>
    /// <param name="everyMs">When to look next, from now.</param>
    /// <param name="limitMs">When it has lasted long enough, from now.</param>
    /// <param name="nowMs">Uptime.</param>
    public void Wait(int everyMs, int limitMs, long nowMs)
    {
        NextMs = nowMs + everyMs;
        UntilMs = nowMs + limitMs;
    }

    /// <summary>Sets the verdict.</summary>
    public void SetFault(FaultCode fault)
    {
        if (fault != _fault)
        {
            _events.Add(EventKind.ModemFault, (int)fault, (int)_fault);
            _fault = fault;
            Changes++;
        }
    }

    /// <summary>Sets a verdict that takes its time: the state must have held for long.</summary>
    public void SetFaultLate(FaultCode fault, long nowMs) =>
        SetFaultLate(fault, Limits.ModemVerdictMs, nowMs);

    /// <summary>Sets a verdict once the state has held for so long.</summary>
    public void SetFaultLate(FaultCode fault, int afterMs, long nowMs)
    {
        if (nowMs - SinceMs >= afterMs)
        {
            SetFault(fault);
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
