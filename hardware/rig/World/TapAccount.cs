using System.Globalization;

namespace Terminal.Rig.World;

/// <summary>All that was seen of one tap from outside the terminal.</summary>
internal sealed class TapAccount(
    int customer, long cents, string currency, DateTimeOffset at, string? card)
{
    private readonly List<(DateTimeOffset At, string Words)> _lines = [];

    public int Customer => customer;

    public long Cents => cents;

    public string Currency => currency;

    public DateTimeOffset TappedAt { get; } = at;

    /// <summary>What the reader sealed, where the rig knows it.</summary>
    public string? Card => card;

    /// <summary>The unique_ids of creates that were handed over for it; one, or it is
    /// wrong.</summary>
    public List<string> UniqueIds { get; } = [];

    /// <summary>The latest word about the sale, on a screen or in an entry.</summary>
    public Said Word { get; private set; }

    /// <summary>"Accepted" has been said by the acquirer's leave.</summary>
    public bool WasSaidAccepted { get; private set; }

    /// <summary>The cashier or a technician does not want the sale any more.</summary>
    public bool IsCancelAsked { get; set; }

    /// <summary>The acquirer itself has refused a create of it.</summary>
    public bool WasRefused { get; set; }

    public List<RefundAsk> Refunds { get; } = [];

    /// <summary>When somebody outside last did something: tap, key, or bytes of a
    /// create.</summary>
    public DateTimeOffset LastActAt { get; private set; } = at;

    /// <summary>What was seen, with when.</summary>
    public IReadOnlyList<(DateTimeOffset At, string Words)> Lines => _lines;

    public void Say(Said said, DateTimeOffset when, string words)
    {
        Word = said;
        WasSaidAccepted |= said is Said.Accepted or Said.LateAccepted;
        Note(when, words);
    }

    public void Act(DateTimeOffset when, string words)
    {
        LastActAt = when > LastActAt ? when : LastActAt;
        Note(when, words);
    }

    public void Note(DateTimeOffset when, string words) => _lines.Add((when, words));

    /// <summary>An amount as people read it.</summary>
    public static string Money(long cents, string currency) => string.Create(
        CultureInfo.InvariantCulture, $"{cents / 100m:0.00} {currency}");
}

/// <summary>A refund that was asked for at the terminal.</summary>
internal sealed class RefundAsk(int number, long cents, DateTimeOffset at)
{
    public int Number => number;

    public long Cents => cents;

    public DateTimeOffset AskedAt { get; } = at;

    /// <summary>The latest word about it.</summary>
    public Said Word { get; set; }

    public DateTimeOffset WordAt { get; set; } = at;

    /// <summary>
    /// The terminal went dark before it said anything of it: unless a request of it is handed over
    /// afterwards, nothing was promised to anybody.
    /// </summary>
    public bool WentDark { get; set; }

    /// <summary>A request of it was handed to a connection.</summary>
    public bool WasHanded { get; set; }
}
