using Terminal.Rig.Board;

namespace Terminal.Rig.Screens;

/// <summary>A page of the menus, reached by the keys that a person would press.</summary>
/// <param name="Name">File name without its ending.</param>
/// <param name="Play">Presses them.</param>
public sealed record MenuSample(string Name, Action<HandTerminal> Play)
{
    /// <summary>The terminal's root certificates, PEM; null for one that nobody can read.</summary>
    public IReadOnlyList<byte[]>? Roots { get; init; }
}
