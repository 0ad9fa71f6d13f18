namespace Terminal.Rig.PowerCut;

/// <summary>The journal broke its promise.</summary>
public sealed class CutFailure(FailureKind kind, string message) : Exception(message)
{
    /// <summary>How.</summary>
    public FailureKind Kind { get; } = kind;
}
