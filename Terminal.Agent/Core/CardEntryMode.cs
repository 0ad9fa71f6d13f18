namespace Terminal.Agent;

/// <summary>
/// How a card was read; the values are those of ISO 8583 field 22, positions 1 and 2.
/// </summary>
public enum CardEntryMode : byte
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Chip, inserted.</summary>
    Chip = 5,

    /// <summary>Chip, contactless.</summary>
    Contactless = 7,
}
