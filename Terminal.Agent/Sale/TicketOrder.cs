namespace Terminal.Agent.Sale;

/// <summary>
/// The one thing between whoever asks for a ticket and what gives it: a printer says that it is
/// there, a key on a screen asks, and the printer takes the order, or else the menus show a code.
/// </summary>
public sealed class TicketOrder
{
    // What was printed last: the same again is a duplicate.
    private uint _printedBoot;
    private uint _printedSequence;
    private int _printedCopies;

    /// <summary>True while something is there that prints.</summary>
    public bool IsOffered;

    /// <summary>True until the order is taken.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Boot counter of the transaction.</summary>
    public uint Boot { get; private set; }

    /// <summary>Its sequence.</summary>
    public uint Sequence { get; private set; }

    /// <summary>Whose copy.</summary>
    public TicketCopy Copy { get; private set; }

    /// <summary>True when it says that one has been given before.</summary>
    public bool IsDuplicate { get; private set; }

    /// <summary>Asks for a copy; one that is asked for and not taken yet gives way.</summary>
    /// <param name="boot">Boot counter of the transaction.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="copy">Whose copy.</param>
    /// <param name="isLater">True for what is not on the screen of its result any more.</param>
    public void Ask(uint boot, uint sequence, TicketCopy copy, bool isLater)
    {
        if (boot != _printedBoot || sequence != _printedSequence)
        {
            _printedBoot = boot;
            _printedSequence = sequence;
            _printedCopies = 0;
        }

        Boot = boot;
        Sequence = sequence;
        Copy = copy;
        int bit = 1 << (int)copy;
        IsDuplicate = isLater || (_printedCopies & bit) != 0;
        _printedCopies |= bit;
        IsOpen = true;
    }

    /// <summary>The order has been taken.</summary>
    public void Take() => IsOpen = false;
}
