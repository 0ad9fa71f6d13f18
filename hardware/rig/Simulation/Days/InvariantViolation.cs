namespace Terminal.Rig.Simulation.Days;

/// <summary>Something is not as it must be; unwinds the day.</summary>
public sealed class InvariantViolation(DayVerdict verdict, string message) : Exception(message)
{
    /// <summary>Correctness or liveness.</summary>
    public DayVerdict Verdict { get; } = verdict;
}
