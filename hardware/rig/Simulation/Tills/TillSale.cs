using System.Globalization;

namespace Terminal.Rig.Simulation.Tills;

/// <summary>A sale as the till has it in its own books.</summary>
public sealed class TillSale
{
    /// <summary>Till number.</summary>
    public required int Till { get; init; }

    /// <summary>Amount, which no other sale of the trial has.</summary>
    public required int Cents { get; init; }

    /// <summary>The till's reference; empty: it gives none.</summary>
    public required string Reference { get; init; }

    /// <summary>What the till was told last.</summary>
    public TillTold Told { get; set; }

    /// <summary>What the till wanted paid back of it; 0: nothing.</summary>
    public int RefundCents { get; set; }

    /// <summary>What the till was told last of that.</summary>
    public TillTold RefundTold { get; set; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"till {Till} {Cents} '{Reference}'");
}
