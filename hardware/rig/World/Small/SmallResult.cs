namespace Terminal.Rig.World.Small;

/// <summary>A state at a boundary at which the next event may strike.</summary>
/// <param name="State">Its hash.</param>
/// <param name="Message">The message.</param>
/// <param name="Boundary">The boundary.</param>
/// <param name="IsPost">The message changes the books.</param>
/// <param name="After">The event that has just struck there; null where none has.</param>
/// <param name="AtMs">When.</param>
/// <param name="Step">Steps of the terminal until then.</param>
/// <param name="Writes">Writes to NVRAM that were tried until then, but for the event log.</param>
/// <param name="Arrived">Requests that have arrived until then.</param>
internal readonly record struct Crossing(
    ulong State, int Message, Boundary Boundary, bool IsPost, UnkindEvent? After, long AtMs,
    int Step, int Writes, int Arrived)
{
    /// <summary>
    /// Whether an event that strikes here does what it would at the next boundary that the world
    /// passes: nothing comes in between that it could touch.
    /// </summary>
    public bool IsAsAtNext(UnkindEvent what, Crossing next) => what switch
    {
        UnkindEvent.PowerCutInWrite or UnkindEvent.PowerCutAfterWrite
            or UnkindEvent.WriteNotTaken or UnkindEvent.WriteTakenInPart
            or UnkindEvent.WriteTakenUnsaid => Writes == next.Writes,
        UnkindEvent.PowerCutAfterStep => Writes == next.Writes && Step == next.Step,
        UnkindEvent.Restart or UnkindEvent.KeyCancel or UnkindEvent.KeyOk => Step == next.Step,
        UnkindEvent.LookUpLags => Arrived == next.Arrived
            && SmallWorld.LagEnd(AtMs) == SmallWorld.LagEnd(next.AtMs),
        _ => false,
    };
}

/// <summary>What came of one small world.</summary>
internal sealed class SmallResult
{
    /// <summary>Where the next event may strike, in order.</summary>
    public List<Crossing> Crossings { get; } = [];

    /// <summary>States that were met, crossings and others.</summary>
    public List<ulong> States { get; } = [];

    /// <summary>A state that had been met before ended it: what follows is known.</summary>
    public bool WasMet { get; set; }

    /// <summary>The events struck that were asked for.</summary>
    public int Struck { get; set; }

    /// <summary>What is wrong; empty when all is well.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>The rule that is broken, or another word for what failed.</summary>
    public string Rule { get; set; } = "";

    /// <summary>What struck, in words.</summary>
    public List<string> Words { get; } = [];

    /// <summary>The customers' stories, where somebody wants to read them.</summary>
    public string Story { get; set; } = "";

    /// <summary>Virtual time, in ms.</summary>
    public long VirtualMs { get; set; }
}
