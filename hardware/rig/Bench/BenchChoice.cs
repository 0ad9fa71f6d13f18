namespace Terminal.Rig.Bench;

/// <summary>Something that can be chosen on the bench.</summary>
/// <param name="Name">Its name in requests: letters, digits and -.</param>
/// <param name="Title">What it is, in French, a few words.</param>
public sealed record BenchChoice(string Name, string Title);
