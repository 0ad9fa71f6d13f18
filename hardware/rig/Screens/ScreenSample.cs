using Terminal.Agent.Screens;

namespace Terminal.Rig.Screens;

/// <summary>A screen with data to show it with.</summary>
/// <param name="Name">File name without its ending.</param>
/// <param name="Fill">Puts the data into a view.</param>
public sealed record ScreenSample(string Name, Action<ScreenModel> Fill);
