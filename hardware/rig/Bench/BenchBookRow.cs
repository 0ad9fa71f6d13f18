namespace Terminal.Rig.Bench;

/// <summary>One sale or refund as both sides have it.</summary>
/// <param name="Mine">The terminal's journal, or null.</param>
/// <param name="Theirs">The acquirer's ledger, or null.</param>
/// <param name="Differs">
/// What of them cannot both be true, by its name in bench-words.txt after "differs."; or empty.
/// </param>
public sealed record BenchBookRow(BenchJournalRow? Mine, BenchLedgerRow? Theirs, string Differs);
