namespace Terminal.Agent.Ports;

/// <summary>
/// A secure card reader (PCI PTS with SRED): card data leave it only sealed for the acquirer. No
/// call waits.
/// </summary>
public interface ICardReader
{
    /// <summary>Where the reader stands. Read it after <see cref="Step"/>.</summary>
    CardReaderState State { get; }

    /// <summary>Moves the dialogue with the reader on.</summary>
    void Step(long nowMs);

    /// <summary>Asks for a card for this amount; an earlier request is dropped.</summary>
    /// <param name="amountCents">Hundredths of the currency unit, above 0.</param>
    /// <param name="currency">ISO 4217 letters in lower case, 3 ASCII bytes.</param>
    void Begin(int amountCents, byte[] currency);

    /// <summary>Drops the request.</summary>
    void Cancel();

    /// <summary>
    /// Takes the card that was read and returns to <see cref="CardReaderState.Idle"/>.
    /// </summary>
    /// <returns>False when the state is not <see cref="CardReaderState.CardRead"/>.</returns>
    bool Take(CardRead into);
}
