namespace Terminal.Rig.Bench;

/// <summary>What a till asked and was told over one connection.</summary>
/// <param name="Number">Counts up.</param>
/// <param name="At">When it connected.</param>
/// <param name="Asked">The request's tags; one without a name holds what is no message.</param>
/// <param name="Told">The answer's; none while there is no answer.</param>
/// <param name="IsOpen">True while the connection stands.</param>
public sealed record BenchTillExchange(
    long Number, DateTimeOffset At, IReadOnlyList<BenchTillTag> Asked, IReadOnlyList<BenchTillTag> Told, bool IsOpen);
