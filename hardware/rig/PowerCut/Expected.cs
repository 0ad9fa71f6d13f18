using Terminal.Agent;
using Terminal.Agent.Journal;

namespace Terminal.Rig.PowerCut;

/// <summary>
/// One transaction as the plain model has it: everything that the journal must give back.
/// </summary>
public sealed record Expected
{
    /// <summary>Boot counter of the id.</summary>
    public required uint Boot { get; init; }

    /// <summary>Sequence of the id.</summary>
    public required uint Sequence { get; init; }

    /// <summary>Sale or refund.</summary>
    public required TransactionKind Kind { get; init; }

    /// <summary>Amount in cents.</summary>
    public required int AmountCents { get; init; }

    /// <summary>Index of the currency.</summary>
    public required int Currency { get; init; }

    /// <summary>UTC seconds of the append.</summary>
    public required long CreatedUtcSeconds { get; init; }

    /// <summary>How the card was read.</summary>
    public required CardEntryMode EntryMode { get; init; }

    /// <summary>Last four digits.</summary>
    public required byte[] Last4 { get; init; }

    /// <summary>Key serial number.</summary>
    public required byte[] Ksn { get; init; }

    /// <summary>Sealed payload.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>Boot counter of the sale that a refund pays back.</summary>
    public required uint OriginalBoot { get; init; }

    /// <summary>Its sequence.</summary>
    public required uint OriginalSequence { get; init; }

    /// <summary>State.</summary>
    public TransactionState State { get; init; } = TransactionState.Pending;

    /// <summary>Flags.</summary>
    public int Flags { get; init; }

    /// <summary>UTC seconds of the last change.</summary>
    public long ChangedUtcSeconds { get; init; }

    /// <summary>HTTP status of the last answer.</summary>
    public int HttpStatus { get; init; }

    /// <summary>Response code as two bytes.</summary>
    public int ResponseCode { get; init; }

    /// <summary>The acquirer's id.</summary>
    public byte[] PaymentId { get; init; } = [];

    /// <summary>True while it waits for a final answer.</summary>
    public bool IsWaiting => !TransactionRules.IsFinal(State);

    /// <summary>True when it may make room for another.</summary>
    public bool MayGo => !IsWaiting && !TransactionRules.IsLateDecline(State, Flags);

    /// <summary>The unique id, as far as the journal gives it.</summary>
    public (uint Boot, uint Sequence) Id => (Boot, Sequence);

    /// <summary>As it is after a restart: what was in flight may have arrived.</summary>
    public Expected Restarted() => State switch
    {
        TransactionState.InFlight => this with
        {
            State = TransactionState.Unknown,
            Flags = Flags | TransactionFlags.Sent,
        },
        TransactionState.CancelRequested => this with { Flags = Flags | TransactionFlags.Sent },
        _ => this,
    };

    /// <summary>True when it may move to a state: never back to "surely unsent" once it may be sent.</summary>
    public bool MayMove(TransactionState to) => TransactionRules.IsAllowed(State, to)
        && !(to == TransactionState.Pending && (Flags & TransactionFlags.Sent) != 0);

    /// <summary>As it is after a move: whatever is unknown, or was, may have been sent.</summary>
    public Expected Moved(TransactionState to) => this with
    {
        State = to,
        Flags = to == TransactionState.Unknown || State == TransactionState.Unknown
            ? Flags | TransactionFlags.Sent : Flags,
    };

    /// <summary>Fills a record as a sale in progress would.</summary>
    public void Fill(TransactionRecord record)
    {
        record.Kind = Kind;
        record.AmountCents = AmountCents;
        Array.Copy(Currencies.Table, Currency * 3, record.Currency, 0, 3);
        record.CreatedUtcSeconds = CreatedUtcSeconds;
        record.EntryMode = EntryMode;
        record.Flags = Flags;
        record.OriginalBoot = OriginalBoot;
        record.OriginalSequence = OriginalSequence;
        Last4.CopyTo(record.Last4, 0);
        record.KsnLength = Ksn.Length;
        Ksn.CopyTo(record.Ksn, 0);
        record.SealedLength = Sealed.Length;
        Sealed.CopyTo(record.Sealed, 0);
    }

    /// <summary>True when a record loaded from the journal is this one, state and all.</summary>
    public bool Matches(TransactionRecord record) => MatchesIdentity(record)
        && record.State == State && record.Flags == Flags
        && record.ChangedUtcSeconds == ChangedUtcSeconds && record.HttpStatus == HttpStatus
        && ByteCodec.GetU16(record.ResponseCode, 0) == ResponseCode
        && record.PaymentId.AsSpan(0, record.PaymentIdLength).SequenceEqual(PaymentId)
        && (TransactionRules.MayBeCreated(State)
            ? record.Ksn.AsSpan(0, record.KsnLength).SequenceEqual(Ksn)
                && record.Sealed.AsSpan(0, record.SealedLength).SequenceEqual(Sealed)
            : record.KsnLength == 0 && record.SealedLength == 0);

    /// <summary>True when a record has this one's ids and everything that never changes.</summary>
    public bool MatchesIdentity(TransactionRecord record) =>
        record.Boot == Boot && record.Sequence == Sequence && record.Kind == Kind
        && record.AmountCents == AmountCents
        && Currencies.IndexOf(record.Currency, 0) == Currency
        && record.CreatedUtcSeconds == CreatedUtcSeconds && record.EntryMode == EntryMode
        && record.Last4.AsSpan().SequenceEqual(Last4)
        && record.OriginalBoot == OriginalBoot && record.OriginalSequence == OriginalSequence;
}
