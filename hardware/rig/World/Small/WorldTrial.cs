namespace Terminal.Rig.World.Small;

/// <summary>A small world that has failed.</summary>
/// <param name="Kind">What was played.</param>
/// <param name="Events">What struck, in order.</param>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Words">What struck, in words.</param>
/// <param name="Findings">What is wrong.</param>
public sealed record FailedWorld(
    SmallKind Kind, IReadOnlyList<Moment> Events, string Rule, IReadOnlyList<string> Words,
    IReadOnlyList<string> Findings)
{
    /// <summary>What <c>--only</c> takes to play just this world.</summary>
    public string Only => Name(Kind, Events);

    /// <summary>The name of a world: what is played, and what strikes.</summary>
    public static string Name(SmallKind kind, IReadOnlyList<Moment> events) =>
        $"{kind.ToString().ToLowerInvariant()}{(events.Count == 0 ? "" : ",")}"
        + string.Join(',', events);
}
