namespace Terminal.Rig.World;

/// <summary>What an unkind acquirer may do to a request or to its books.</summary>
public enum Unkindness
{
    /// <summary>A create was booked after its connection had ended.</summary>
    CreateBookedLate,

    /// <summary>A refund was booked after its connection had ended.</summary>
    RefundBookedLate,

    /// <summary>A create came while another of its unique_id was underway.</summary>
    SecondCreate,

    /// <summary>The second of them was booked first, and the first made nothing.</summary>
    SecondOvertook,

    /// <summary>The second of them was answered 409 in the name of the first.</summary>
    SecondWasDuplicate,

    /// <summary>The second of them was absorbed: its connection ended.</summary>
    SecondAbsorbed,

    /// <summary>A look-up or list was answered without what is in the books.</summary>
    LookUpLagged,

    /// <summary>A read by id was answered without what is in the books.</summary>
    ReadLagged,

    /// <summary>A list of refunds was answered without what is in the books.</summary>
    RefundListLagged,

    /// <summary>A look-up or list was answered without unique_ids.</summary>
    ListWithoutUniqueId,

    /// <summary>A read by id was answered without the unique_id.</summary>
    ReadWithoutUniqueId,

    /// <summary>Refunds of a payment were left out.</summary>
    RefundsAbsent,

    /// <summary>Refunds of a payment were null.</summary>
    RefundsNull,

    /// <summary>Refunds of a payment were ids.</summary>
    RefundsAsIds,

    /// <summary>A list of refunds told nothing.</summary>
    RefundListMute,

    /// <summary>A payment did not show a refund yet.</summary>
    RefundShownLate,

    /// <summary>A refund was made in the customer area.</summary>
    ForeignRefund,

    /// <summary>A refund was refused for the acquirer's own reasons.</summary>
    RefundRefused,

    /// <summary>A refund was taken and not honoured.</summary>
    RefundNotHonored,

    /// <summary>A payment or refund moved on to its next status.</summary>
    MovedOn,

    /// <summary>Something in front of the API answered.</summary>
    GatewayAnswered,

    /// <summary>That answer was one of a burst.</summary>
    GatewayBurst,

    /// <summary>Its request took effect all the same.</summary>
    GatewayTookEffect,
}

/// <summary>How often each unkindness has struck.</summary>
public sealed class WorldTally
{
    private readonly long[] _counts = new long[Enum.GetValues<Unkindness>().Length];

    /// <summary>How often one of them has struck.</summary>
    public long this[Unkindness kind] => _counts[(int)kind];

    /// <summary>All of them together.</summary>
    public long Total => _counts.Sum();

    /// <summary>Each with its count, for reports.</summary>
    public IEnumerable<(Unkindness Kind, long Count)> Lines =>
        Enum.GetValues<Unkindness>().Select(kind => (kind, this[kind]));

    /// <summary>One has struck.</summary>
    public void Count(Unkindness kind) => Interlocked.Increment(ref _counts[(int)kind]);

    /// <summary>Adds what another world has counted.</summary>
    public void Add(WorldTally other)
    {
        foreach ((Unkindness kind, long count) in other.Lines)
        {
            _counts[(int)kind] += count;
        }
    }
}
