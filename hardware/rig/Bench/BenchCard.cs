namespace Terminal.Rig.Bench;

/// <summary>A card on the bench; bench-words.txt has its title.</summary>
/// <param name="Name">Its name for <see cref="IBenchTerminal.TapCard"/>: letters, digits, - and
/// _.</param>
/// <param name="Last4">Last four digits as they are drawn.</param>
/// <param name="Brand">Brand as it is drawn.</param>
/// <param name="Tone">Colour: good, bad, slow or odd.</param>
/// <param name="Shortcut">Letter of the PC keyboard that taps it; lower case, not m, p or
/// x.</param>
public sealed record BenchCard(string Name, string Last4, string Brand, string Tone, char Shortcut);
