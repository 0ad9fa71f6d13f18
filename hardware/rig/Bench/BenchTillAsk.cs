namespace Terminal.Rig.Bench;

/// <summary>What the bench's till is to ask.</summary>
/// <param name="Ask">
/// A word of <see cref="Scenarios.TillPlayer.Words"/>, or repeat (the last request again) or leave (the connection is
/// broken off).
/// </param>
/// <param name="Number">Its number, 0 to 99.</param>
/// <param name="AmountCents">Amount; null: none.</param>
/// <param name="Reference">Reference; empty: none.</param>
public sealed record BenchTillAsk(string Ask, int Number, long? AmountCents, string Reference);
