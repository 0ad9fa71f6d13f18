namespace Terminal.Rig.Acquirer;

/// <summary>
/// How the emulated API shows its books to one request. Whoever stands in front of it may choose
/// another manner for each; <see cref="Kind"/> shows everything, at once and in full.
/// </summary>
public sealed record ApiManner
{
    private static readonly Func<LedgerPayment, LedgerPayment?> AsBooked = payment => payment;

    /// <summary>The manner of an API that lags nowhere and leaves nothing out.</summary>
    public static ApiManner Kind { get; } = new();

    /// <summary>
    /// A payment as the copy that serves look-ups and lists has it; null where it has it not yet.
    /// </summary>
    public Func<LedgerPayment, LedgerPayment?> InLists { get; init; } = AsBooked;

    /// <summary>A payment as a read by its id shows it; null where it is not found yet.</summary>
    public Func<LedgerPayment, LedgerPayment?> ById { get; init; } = AsBooked;

    /// <summary>A payment whose refunds the list of refunds shows; null shows none of
    /// them.</summary>
    public Func<LedgerPayment, LedgerPayment?> InRefundLists { get; init; } = AsBooked;

    /// <summary>What entries of a list tell of the unique_id.</summary>
    public UniqueIdForm UniqueIdInLists { get; init; }

    /// <summary>What a payment read by its id tells of the unique_id.</summary>
    public UniqueIdForm UniqueIdById { get; init; }

    /// <summary>How a payment shows its refunds.</summary>
    public RefundForm Refunds { get; init; }

    /// <summary>The order of lists, which the API does not document.</summary>
    public ListOrder Order { get; init; }

    /// <summary>What a shuffled order follows from: the same on every page.</summary>
    public int OrderSeed { get; init; }

    /// <summary>
    /// A full page says that there is more, and the page after the last one is a 404.
    /// </summary>
    public bool ListsEndInNotFound { get; init; }

    /// <summary>A refund is refused with an object in the place of the message.</summary>
    public bool RefusalsAsObjects { get; init; }
}

/// <summary>What a payment tells of its unique_id.</summary>
public enum UniqueIdForm
{
    /// <summary>The unique_id.</summary>
    Told,

    /// <summary>Null.</summary>
    Null,

    /// <summary>The key is not there.</summary>
    Absent,
}

/// <summary>How a payment shows its refunds.</summary>
public enum RefundForm
{
    /// <summary>A list of refunds with all that they have.</summary>
    Objects,

    /// <summary>The key is not there.</summary>
    Absent,

    /// <summary>Null.</summary>
    Null,

    /// <summary>A list of ids.</summary>
    Ids,
}

/// <summary>The order of the entries of a list.</summary>
public enum ListOrder
{
    /// <summary>Oldest first.</summary>
    OldestFirst,

    /// <summary>Newest first.</summary>
    NewestFirst,

    /// <summary>None that anybody could name, but the same on every page.</summary>
    Shuffled,
}
