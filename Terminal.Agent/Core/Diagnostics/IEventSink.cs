namespace Terminal.Agent.Diagnostics;

/// <summary>
/// Where parts tell what happened: kinds and two numbers, never data of a request.
/// </summary>
public interface IEventSink
{
    /// <summary>Notes an event. Bounded, never waits, allocates nothing.</summary>
    /// <param name="kind">What happened; SPEC.md says what the numbers of each kind mean.</param>
    /// <param name="a">First number.</param>
    /// <param name="b">Second number.</param>
    void Add(EventKind kind, int a, int b);
}
