namespace Terminal.Rig.Bench;

/// <summary>A link and its switches on the bench; bench-words.txt has the titles.</summary>
/// <param name="Name">Its name for <see cref="IBenchTerminal.SetLink"/>: letters, digits, - and
/// _.</param>
/// <param name="Condition">Which of <paramref name="Conditions"/> the outside world is in.</param>
/// <param name="Conditions">What can be done to it; the first is health, the second the loss that
/// a simple switch makes.</param>
/// <param name="State">State as the terminal sees it, or empty.</param>
/// <param name="Fault">Fault code as the terminal sees it, or empty.</param>
/// <param name="LevelDbm">Level at which it is received.</param>
/// <param name="WeakestDbm">Lower end of the slider.</param>
/// <param name="StrongestDbm">Upper end of the slider.</param>
public sealed record BenchLink(
    string Name, string Condition, IReadOnlyList<string> Conditions, string State,
    string Fault, int LevelDbm, int WeakestDbm, int StrongestDbm)
{
    /// <summary>Position of the simple switch.</summary>
    public bool IsUp => Condition == Conditions[0];
}
