namespace Terminal.Agent.Sale;

/// <summary>States of the sale at the counter.</summary>
public enum SaleState
{
    /// <summary>No sale.</summary>
    Idle = 0,

    /// <summary>The amount is being typed.</summary>
    Entry = 1,

    /// <summary>The amount was refused; any key goes back to it.</summary>
    EntryRefused = 2,

    /// <summary>Waiting for the card.</summary>
    Card = 3,

    /// <summary>
    /// The card is read, nothing is durable yet: may this sale be accepted offline?
    /// </summary>
    Consent = 4,

    /// <summary>Durable and on its way.</summary>
    Waiting = 5,

    /// <summary>Durable, nothing sent yet, no way out: may this sale be accepted offline?</summary>
    LateConsent = 6,

    /// <summary>The customer's patience is over and the result unknown.</summary>
    Unknown = 7,

    /// <summary>A result is shown.</summary>
    Result = 8,

    /// <summary>The amount is that of a payment nobody has confirmed yet: is it meant?</summary>
    SameAmount = 9,
}
