namespace Terminal.Rig.Consoles;

/// <summary>An answer of which nothing follows.</summary>
/// <param name="words">What came.</param>
public sealed class ImportException(string words) : Exception(words);
