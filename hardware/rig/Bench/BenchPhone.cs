namespace Terminal.Rig.Bench;

/// <summary>The phone beside a terminal that is an access point.</summary>
/// <param name="Page">The terminal's page, as a browser on this computer opens it.</param>
/// <param name="Network">Name of the terminal's network.</param>
public sealed record BenchPhone(Uri Page, string Network);
