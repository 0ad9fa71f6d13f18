namespace Terminal.Agent.Acquirer;

/// <summary>One difference of a comparison: what it is, and about which transaction.</summary>
public sealed class DayDifference
{
    /// <summary>What it is.</summary>
    public DifferenceKind Kind;

    /// <summary>The amount, here where the terminal knows it, in cents.</summary>
    public long AmountCents;

    /// <summary>The acquirer's amount where it is another; else the same.</summary>
    public long AmountThereCents;

    /// <summary>When, UTC seconds; 0 when unknown.</summary>
    public long UtcSeconds;

    /// <summary>Tells it from others of its kind: a sequence, or the CRC of an id.</summary>
    public uint Key;

    /// <summary>Last four digits of the card; zeros when nobody tells them.</summary>
    public readonly byte[] Last4 = new byte[4];

    /// <summary>Boot counter of the terminal's transaction; 0 when it has none.</summary>
    public uint Boot;

    /// <summary>Its sequence.</summary>
    public uint Sequence;
}
