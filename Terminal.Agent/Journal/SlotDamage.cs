namespace Terminal.Agent.Journal;

/// <summary>What mounting found wrong with a slot beyond repair.</summary>
public enum SlotDamage : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>
    /// The transaction cannot be trusted: the slot is set aside, untouched, until a technician
    /// discards it.
    /// </summary>
    Record = 1,

    /// <summary>The sealed payload is lost: it can be looked up, not sent again.</summary>
    Payload = 2,

    /// <summary>The acquirer's id is lost; everything else is sound.</summary>
    PaymentId = 3,
}
