namespace Terminal.Rig.Bench;

/// <summary>A link and its switch on the bench.</summary>
/// <param name="Name">Its name for <see cref="IBenchTerminal.SetLink"/>: letters, digits, - and
/// _.</param>
/// <param name="Title">What the merchant calls it.</param>
/// <param name="IsUp">Position of the switch: the outside world lets it work.</param>
/// <param name="State">State as the terminal sees it, or empty.</param>
public sealed record BenchLink(string Name, string Title, bool IsUp, string State);
