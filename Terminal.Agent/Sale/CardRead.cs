namespace Terminal.Agent.Sale;

/// <summary>
/// One card as the secure reader hands it over, reused for every card: an opaque sealed payload and
/// what a receipt may show of it.
/// </summary>
public sealed class CardRead
{
    /// <summary>Last four digits of the PAN in ASCII.</summary>
    public readonly byte[] Last4 = new byte[4];

    /// <summary>How the card was read.</summary>
    public CardEntryMode EntryMode;

    /// <summary>Key serial number of the sealing key (ANSI X9.24, DUKPT); raw bytes.</summary>
    public readonly byte[] Ksn = new byte[Limits.KsnBytesMax];

    /// <summary>Length of <see cref="Ksn"/> in bytes.</summary>
    public int KsnLength;

    /// <summary>The sealed payload; never printed, never logged.</summary>
    public readonly byte[] Sealed = new byte[Limits.SealedBytesMax];

    /// <summary>Length of <see cref="Sealed"/> in bytes.</summary>
    public int SealedLength;

    /// <summary>Overwrites everything that came from the card.</summary>
    public void Erase()
    {
        System.Array.Clear(Last4, 0, Last4.Length);
        System.Array.Clear(Ksn, 0, Ksn.Length);
        System.Array.Clear(Sealed, 0, Sealed.Length);
        KsnLength = 0;
        SealedLength = 0;
        EntryMode = CardEntryMode.Unknown;
    }
}
