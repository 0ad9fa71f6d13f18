namespace Terminal.Agent.Journal;

/// <summary>Which moves between states are possible.</summary>
public static class TransactionRules
{
    /// <summary>True when nothing more will happen to a transaction in this state.</summary>
    public static bool IsFinal(TransactionState state) =>
        state == TransactionState.Approved || state == TransactionState.Declined
        || state == TransactionState.Rejected || state == TransactionState.Refunded
        || state == TransactionState.Cancelled;
}
