namespace Terminal.Agent.Acquirer;

/// <summary>What the body of an answer says, in the words of the outcome table (SPEC.md).</summary>
public enum ResponseBody
{
    /// <summary>No body.</summary>
    Empty = 0,

    /// <summary>
    /// Success by status: to_capture, capture_sent, captured, disputed; a refund on its way.
    /// </summary>
    Paid = 1,

    /// <summary>Status refused; for a refund not_honored.</summary>
    Refused = 2,

    /// <summary>Status canceled, expired or failed: nothing is charged.</summary>
    Dead = 3,

    /// <summary>A payment that is not resolved: null, unknown or intermediate status.</summary>
    Unresolved = 4,

    /// <summary>
    /// A list without the payment that was asked for: the acquirer does not have it.
    /// </summary>
    NotFound = 5,

    /// <summary>An error that names the payment which already has this unique_id.</summary>
    Duplicate = 6,

    /// <summary>Any other error object of the API's own, which has an error.type.</summary>
    Error = 7,

    /// <summary>HTML.</summary>
    Html = 8,

    /// <summary>Neither JSON of the API nor HTML.</summary>
    Alien = 9,

    /// <summary>
    /// A payment of another amount, currency or unique_id than the one asked for.
    /// </summary>
    Mismatch = 10,

    /// <summary>A payment without a unique_id, where only the unique_id can tell it.</summary>
    Unnamed = 11,

    /// <summary>A payment that was created long before the sale.</summary>
    Older = 12,

    /// <summary>A page of the list of refunds.</summary>
    Page = 13,
}
