namespace Terminal.Rig.Modem;

/// <summary>What the modem gives to one command: lines, then a final answer.</summary>
/// <param name="Final">The final answer.</param>
/// <param name="DelayMs">How long it takes.</param>
/// <param name="Lines">Lines before the final answer.</param>
internal sealed record ModemAnswer(string Final, int DelayMs, params string[] Lines)
{
    /// <summary>Done after the final answer.</summary>
    public Action? Then { get; init; }

    /// <summary>True when a prompt takes the final answer's place.</summary>
    public bool IsPrompt { get; init; }

    /// <summary>
    /// The answer itself, which is not known yet: asked for again until it is not null.
    /// </summary>
    public Func<ModemAnswer?>? Later { get; init; }

    /// <summary>
    /// A line that is made when it is given: it must not deny what was told unasked since the
    /// command came.
    /// </summary>
    public Func<string>? Fresh { get; init; }
}
