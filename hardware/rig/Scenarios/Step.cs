using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Fleet;

namespace Terminal.Rig.Scenarios;

/// <summary>One step of a scenario, with the line of the file that it stands in.</summary>
public abstract record Step(int Line);

/// <summary>Presses keys, one after the other.</summary>
public sealed record PressStep(int Line, string Text, IReadOnlyList<Key> Keys) : Step(Line);

/// <summary>
/// Presses keys the moment that a text next comes on the screen, whatever the scenario does then.
/// </summary>
public sealed record PressAtStep(int Line, string Text, string Screen, IReadOnlyList<Key> Keys) : Step(Line);

/// <summary>Taps a card as soon as the reader waits for one.</summary>
public sealed record TapStep(int Line, string Card) : Step(Line);

/// <summary>Lets time pass.</summary>
public sealed record WaitStep(int Line, TimeSpan Time) : Step(Line);

/// <summary>Puts a link into a condition; see <see cref="LinkConditions"/>.</summary>
public sealed record LinkStep(int Line, string Link, string Condition) : Step(Line);

/// <summary>Sets the level at which a link is received.</summary>
public sealed record SignalStep(int Line, string Link, int LevelDbm) : Step(Line);

/// <summary>Changes the access point; null leaves what it is about.</summary>
public sealed record AccessPointStep(int Line, string? Ssid, string? Passphrase, bool? IsHidden)
    : Step(Line);

/// <summary>Replaces the acquirer's faults; none puts it right.</summary>
public sealed record AcquirerStep(int Line, IReadOnlyList<FaultRule> Rules) : Step(Line);

/// <summary>Switches the terminal on, or pulls the plug.</summary>
public sealed record PowerStep(int Line, bool IsOn) : Step(Line);

/// <summary>Puts sales that were made before into the journal.</summary>
public sealed record JournalStep(int Line, IReadOnlyList<PrefillLine> Lines) : Step(Line);

/// <summary>Moves the time of day, the terminal's and everybody's around it.</summary>
public sealed record ClockStep(int Line, string Text, ClockMove Move) : Step(Line);

/// <summary>Asks the terminal's console; the answer must hold every text.</summary>
public sealed record ConsoleStep(int Line, string Send, IReadOnlyList<string> Expect) : Step(Line);

/// <summary>
/// A till asks, is answered, or goes away. <paramref name="Answer"/> is AE, with AF behind a slash; null: it does not
/// wait. Without <paramref name="Ask"/> it is about what was asked before.
/// </summary>
public sealed record TillStep(
    int Line, string? Ask, decimal? Amount, string Reference, int Number, string? Answer, bool Leaves) : Step(Line);

/// <summary>The journal's memory answers nothing, or works again.</summary>
public sealed record MemoryStep(int Line, bool IsWorking) : Step(Line);

/// <summary>The operator's broker behaves otherwise; the terminal has telemetry on from its start.</summary>
public sealed record BrokerStep(int Line, BrokerMode Mode) : Step(Line);

/// <summary>Waits until everything expected has held once, and not less than a time.</summary>
public sealed record WaitForStep(int Line, Expectation Expectation, TimeSpan Within, TimeSpan After) : Step(Line);

/// <summary>Everything expected holds now.</summary>
public sealed record ExpectStep(int Line, Expectation Expectation) : Step(Line);
