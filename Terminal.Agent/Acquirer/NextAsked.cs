namespace Terminal.Agent.Acquirer;

/// <summary>What must be asked next about a transaction, beyond what its state says.</summary>
public enum NextAsked
{
    /// <summary>Its state says it.</summary>
    AsStateSays = 0,

    /// <summary>
    /// The acquirer does not show it: it is created again under its id, which is safe whether the
    /// first create arrives or not.
    /// </summary>
    CreateAgain = 1,

    /// <summary>
    /// Its refund was refused: a read shows whether it was paid back all the same.
    /// </summary>
    RefusedRefund = 2,
}
