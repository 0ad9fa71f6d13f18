namespace Terminal.Agent.Journal;

/// <summary>
/// Which moves between states are possible: one table, a row per state and a bit per state that may
/// follow. A move to the same state adds flags or an id and leaves the rest. Anything not listed is
/// refused.
/// </summary>
public static class TransactionRules
{
    /// <summary>How many states there are, <see cref="TransactionState.Free"/> included.</summary>
    public const int StateCount = 10;

    private const int Pending = 1 << (int)TransactionState.Pending;
    private const int InFlight = 1 << (int)TransactionState.InFlight;
    private const int Unknown = 1 << (int)TransactionState.Unknown;
    private const int Approved = 1 << (int)TransactionState.Approved;
    private const int Declined = 1 << (int)TransactionState.Declined;
    private const int Rejected = 1 << (int)TransactionState.Rejected;
    private const int CancelRequested = 1 << (int)TransactionState.CancelRequested;
    private const int Refunded = 1 << (int)TransactionState.Refunded;
    private const int Cancelled = 1 << (int)TransactionState.Cancelled;
    private const int Final = Approved | Declined | Rejected | Refunded | Cancelled;

    private const int SentRefund = TransactionFlags.IsRefund | TransactionFlags.RefundSent;

    private static readonly int[] Followers = new int[]
    {
        // Free: only an append fills a slot.
        0,

        // Pending: nothing of it was sent, so the cashier may simply take it back. A refund for
        // which nothing is left is rejected before it is sent.
        Pending | InFlight | Cancelled | Rejected,

        // InFlight: back to Pending only when its one request is accounted for.
        InFlight | Pending | Unknown | Approved | Declined | Rejected | CancelRequested,

        // Unknown: looked up, or created again under its id; never again surely unsent.
        Unknown | InFlight | Approved | Declined | Rejected | CancelRequested,

        // Approved.
        Approved,

        // Declined: the same again when a late decline is acknowledged.
        Declined,

        // Rejected: likewise.
        Rejected,

        // CancelRequested: never charged, or paid back; or the refund is refused and the charge
        // stands.
        CancelRequested | Cancelled | Refunded | Approved,

        // Refunded.
        Refunded,

        // Cancelled.
        Cancelled,
    };

    /// <summary>True when nothing more will happen to a transaction in this state.</summary>
    public static bool IsFinal(TransactionState state) => (Final & (1 << (int)state)) != 0;

    /// <summary>True while a create may follow, so that the sealed payload is needed.</summary>
    public static bool MayBeCreated(TransactionState state) =>
        ((Pending | InFlight | Unknown) & (1 << (int)state)) != 0;

    /// <summary>
    /// True for what is delivered as far as anybody at the counter is concerned, but is not settled
    /// yet: a cancel that is watched, a refund whose answer was lost, and what only a person can
    /// decide.
    /// </summary>
    public static bool IsWatched(TransactionState state, int flags) =>
        state == TransactionState.CancelRequested
        || (state == TransactionState.Unknown && (flags & SentRefund) == SentRefund)
        || ((flags & TransactionFlags.NeedsPerson) != 0 && !IsFinal(state));

    /// <summary>True when a transaction may move from one state to the other.</summary>
    public static bool IsAllowed(TransactionState from, TransactionState to) =>
        (int)from < StateCount && (int)to < StateCount
        && (Followers[(int)from] & (1 << (int)to)) != 0;

    /// <summary>
    /// True for what somebody believes done and the acquirer refused, until it is acknowledged: a
    /// sale that went out of the shop on trust, or a refund. It stays in the journal and on the
    /// screen until then.
    /// </summary>
    public static bool IsLateDecline(TransactionState state, int flags) =>
        (state == TransactionState.Declined || state == TransactionState.Rejected)
        && (flags & (TransactionFlags.Offline | TransactionFlags.IsRefund)) != 0
        && (flags & TransactionFlags.Acknowledged) == 0;
}
