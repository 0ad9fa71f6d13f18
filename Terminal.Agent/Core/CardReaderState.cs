namespace Terminal.Agent;

/// <summary>What the card reader is doing or found.</summary>
public enum CardReaderState
{
    /// <summary>No request.</summary>
    Idle = 0,

    /// <summary>Waiting for a card.</summary>
    WaitingForCard = 1,

    /// <summary>A card is being read: it must stay.</summary>
    Reading = 2,

    /// <summary>A card has been read and can be taken.</summary>
    CardRead = 3,

    /// <summary>
    /// The card left too early or its data did not arrive whole: present it again.
    /// </summary>
    TornRead = 4,

    /// <summary>The card is of no accepted kind.</summary>
    UnsupportedCard = 5,

    /// <summary>Above the contactless limit: the card must be inserted.</summary>
    InsertCard = 6,

    /// <summary>The reader does not answer.</summary>
    Silent = 7,
}
