namespace Terminal.Rig.Simulation.Days;

/// <summary>How a seed ended; the values are exit codes.</summary>
public enum DayVerdict
{
    /// <summary>Nothing was wrong.</summary>
    Pass = 0,

    /// <summary>The agent threw, or did something that no program may.</summary>
    Crash = 127,

    /// <summary>Faults were over and it did not recover.</summary>
    Liveness = 128,

    /// <summary>Money, journal or screen was wrong.</summary>
    Correctness = 129,
}
