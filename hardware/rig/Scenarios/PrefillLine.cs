using Terminal.Agent.Journal;

namespace Terminal.Rig.Scenarios;

/// <summary>Sales that the terminal has made before, as a scenario puts them into its journal.</summary>
/// <param name="Times">How many of them.</param>
/// <param name="Amount">The amount of each.</param>
/// <param name="State">Pending, Unknown, Approved or Declined.</param>
/// <param name="IsOffline">Accepted offline.</param>
/// <param name="Age">How long ago.</param>
public sealed record PrefillLine(
    int Times, decimal Amount, TransactionState State, bool IsOffline, TimeSpan Age)
{
    /// <summary>States that a sale may be put in with.</summary>
    public static string[] States { get; } =
    [
        nameof(TransactionState.Pending), nameof(TransactionState.Unknown), nameof(TransactionState.Approved),
        nameof(TransactionState.Declined),
    ];
}
