namespace Terminal.Agent.Acquirer;

/// <summary>What the end of an exchange means for its transaction.</summary>
public enum Verdict
{
    /// <summary>The acquirer may have it: look it up before anything else.</summary>
    Unknown = 0,

    /// <summary>The request did not reach the acquirer's books: it stands as before.</summary>
    NotTaken = 1,

    /// <summary>The acquirer says that it does not have it, as far as it can see now.</summary>
    NotFound = 2,

    /// <summary>
    /// Another payment has this unique_id, or this one has: read the id that was named.
    /// </summary>
    ReadNamed = 3,

    /// <summary>Paid (a refund: accepted).</summary>
    Approved = 4,

    /// <summary>Nothing is charged.</summary>
    Declined = 5,

    /// <summary>The request is not accepted as it is, and never will be.</summary>
    Rejected = 6,

    /// <summary>
    /// A payment without a unique_id: neither proof nor disproof until it is read.
    /// </summary>
    Unnamed = 7,

    /// <summary>A payment of another amount or currency: a person must look.</summary>
    Mismatch = 8,

    /// <summary>A page of refunds.</summary>
    Page = 9,

    /// <summary>The list of refunds has ended.</summary>
    EndOfList = 10,

    /// <summary>The acquirer does not tell the refunds.</summary>
    Mute = 11,

    /// <summary>The payment is not this terminal's: a person must look.</summary>
    NotOurs = 12,
}
