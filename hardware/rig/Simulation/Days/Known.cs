using Terminal.Agent.Journal;

namespace Terminal.Rig.Simulation.Days;

/// <summary>A transaction that the terminal has made durable, as the checker knows it.</summary>
public sealed class Known
{
    /// <summary>Serial, boot counter, sequence.</summary>
    public required string UniqueId { get; init; }

    /// <summary>Boot counter.</summary>
    public required uint Boot { get; init; }

    /// <summary>Sequence.</summary>
    public required uint Sequence { get; init; }

    /// <summary>Slot of the journal.</summary>
    public required int Slot { get; init; }

    /// <summary>Amount in cents.</summary>
    public required int Cents { get; init; }

    /// <summary>Boot counter and sequence of the sale that it pays back; null for a sale.</summary>
    public (uint Boot, uint Sequence)? Sale { get; init; }

    /// <summary>State that was durable last.</summary>
    public TransactionState State { get; set; } = TransactionState.Pending;

    /// <summary>Flags that were durable last.</summary>
    public int Flags { get; set; }

    /// <summary>Index of its currency.</summary>
    public required int CurrencyIndex { get; init; }

    /// <summary>UTC seconds of its append; 0 when the terminal did not know.</summary>
    public required long CreatedUtcSeconds { get; init; }

    /// <summary>UTC seconds of its last change of state; 0 when the terminal did not know.</summary>
    public long ChangedUtcSeconds { get; set; }

    /// <summary>True once its slot has been spoilt while it stood there.</summary>
    public bool IsSpoilt { get; set; }

    /// <summary>False once its slot has been given to another.</summary>
    public bool IsInJournal { get; set; } = true;

    /// <summary>
    /// True from a create that was handed to a link until the acquirer has said that it does not
    /// have it, or will not take it.
    /// </summary>
    public bool MayBeKnown { get; set; }

    /// <summary>
    /// True from InFlight to the create's first bytes: a modem takes them a little later, and by
    /// then the cashier's patience may have made the transaction Unknown.
    /// </summary>
    public bool IsBegun { get; set; }
}
