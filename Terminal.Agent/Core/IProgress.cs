namespace Terminal.Agent;

/// <summary>
/// A part that can be seen to move: while it has something to do, its mark changes again and again.
/// </summary>
public interface IProgress
{
    /// <summary>True while the part has something to do that must come to an end.</summary>
    bool IsUnderWay { get; }

    /// <summary>A number that changes with every step that the part gets further.</summary>
    int Mark { get; }
}
