namespace Terminal.Rig.Acquirer;

/// <summary>One request and its answer as the log shows them: no key and no card.</summary>
/// <param name="At">When the request was complete, UTC.</param>
/// <param name="Method">Method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="RequestBytes">Bytes of its body.</param>
/// <param name="Status">HTTP status that was meant.</param>
/// <param name="ResponseBytes">Bytes of the answer that went out, headers included.</param>
/// <param name="ElapsedMs">From the complete request to the last byte of the answer, in ms.</param>
/// <param name="Faults">The faults that acted on it.</param>
/// <param name="UniqueId">unique_id in the request's body, or null.</param>
public sealed record Exchange(
    DateTimeOffset At, string Method, string Target, int RequestBytes, int Status, long ResponseBytes,
    long ElapsedMs, IReadOnlyList<FaultKind> Faults, string? UniqueId);
