namespace Terminal.Rig.World;

/// <summary>For how long a part fails: some calls, some time, or for good.</summary>
/// <param name="Skip">Calls of its kind that go well before.</param>
/// <param name="Calls">Calls that fail at most.</param>
/// <param name="UntilMs">When it works again, in ms of the world's clock.</param>
public readonly record struct FailureSpan(int Skip, int Calls, long UntilMs)
{
    /// <summary>One call fails, after so many that do not.</summary>
    public static FailureSpan Once(int skip = 0) => new(skip, 1, long.MaxValue);

    /// <summary>So many calls fail.</summary>
    public static FailureSpan Times(int calls) => new(0, calls, long.MaxValue);

    /// <summary>Every call fails until a time.</summary>
    public static FailureSpan Until(long atMs) => new(0, int.MaxValue, atMs);

    /// <summary>Every call fails from now on.</summary>
    public static FailureSpan ForGood { get; } = new(0, int.MaxValue, long.MaxValue);

    /// <summary>True while a call may still fail.</summary>
    public bool IsOpen(long nowMs) => Calls > 0 && nowMs < UntilMs;

    /// <summary>A call is made: whether it fails, and what is left of the span.</summary>
    public static bool Strikes(ref FailureSpan span, long nowMs)
    {
        if (!span.IsOpen(nowMs))
        {
            return false;
        }

        if (span.Skip > 0)
        {
            span = span with { Skip = span.Skip - 1 };
            return false;
        }

        span = span.Calls == int.MaxValue ? span : span with { Calls = span.Calls - 1 };
        return true;
    }
}
