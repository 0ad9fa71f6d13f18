namespace Terminal.Rig.Board;

/// <summary>The supply is gone in the middle of what the processor was doing; unwinds the firmware.</summary>
public sealed class PowerCutException : Exception
{
    /// <summary>Makes the exception.</summary>
    public PowerCutException()
        : base("Power cut")
    {
    }
}
