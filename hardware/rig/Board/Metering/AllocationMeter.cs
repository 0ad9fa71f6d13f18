namespace Terminal.Rig.Board.Metering;

/// <summary>
/// What the simulated board allocates inside a step of the agent, so that what is left is the
/// agent's own.
/// </summary>
public sealed class AllocationMeter
{
    /// <summary>Bytes that the board has allocated since the step began.</summary>
    public long BoardBytes { get; set; }

    /// <summary>Calls of ports since the step began.</summary>
    public int Calls { get; set; }

    /// <summary>Before a call that may allocate.</summary>
    public static long Begin() => GC.GetAllocatedBytesForCurrentThread();

    /// <summary>After it.</summary>
    public void End(long begun) => BoardBytes += GC.GetAllocatedBytesForCurrentThread() - begun;
}
