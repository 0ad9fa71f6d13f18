namespace Terminal.Benchmarks.Il;

/// <summary>What one method executed.</summary>
/// <param name="Method">Type and name.</param>
/// <param name="Count">IL instructions of its own.</param>
/// <param name="Calls">How often it was called.</param>
public sealed record MethodCount(string Method, long Count, long Calls);
