using Terminal.Rig.Acquirer;

namespace Terminal.Rig.World;

/// <summary>
/// A copy of the books that is behind them: every change of a payment reaches look-ups and lists
/// at a time of its own, reads by id no later than those, and a refund may reach the payment's own
/// record last of all. The copy is never wrong, only old.
/// </summary>
public sealed class LaggingCopy
{
    private readonly Manners _manners;
    private readonly Random _random;
    private readonly Dictionary<string, List<Version>> _versions = [];
    private readonly Dictionary<string, DateTimeOffset> _refundsShown = [];
    private readonly TimeProvider _time;
    private readonly bool _isKind;

    /// <summary>A copy that has everything so far.</summary>
    /// <param name="time">The clock of the books.</param>
    /// <param name="manners">How far behind it may be.</param>
    /// <param name="seed">What it draws follows from this.</param>
    public LaggingCopy(TimeProvider time, Manners manners, int seed)
    {
        _manners = manners;
        _random = new Random(seed);
        _time = time;
        _isKind = manners is { LagPercent: 0, RefundsShownLatePercent: 0 };
    }

    /// <summary>From now on changes are shown at once; what lags already still does.</summary>
    public bool IsHealed { get; set; }

    /// <summary>A payment was booked or changed: the copy learns of it at its own time.</summary>
    public void Take(LedgerPayment payment)
    {
        if (_isKind)
        {
            return;
        }

        DateTimeOffset now = _time.GetUtcNow();
        foreach (LedgerRefund refund in payment.Refunds)
        {
            if (!_refundsShown.ContainsKey(refund.Id))
            {
                _refundsShown.Add(
                    refund.Id, now + Late(_manners.RefundsShownLatePercent));
            }
        }

        TimeSpan lag = Late(_manners.LagPercent);
        TimeSpan byId = _random.Next(100) < _manners.ReadLagPercent
            ? lag * _random.NextDouble() : TimeSpan.Zero;
        if (!_versions.TryGetValue(payment.Id, out List<Version>? versions))
        {
            _versions.Add(payment.Id, versions = []);
        }

        versions.Add(new Version(now + lag, now + byId, payment));
    }

    /// <summary>A payment as look-ups and lists have it; null while they do not.</summary>
    public LedgerPayment? InLists(LedgerPayment booked) =>
        Newest(booked, version => version.InListsFrom) is { } seen ? WithoutHidden(seen) : null;

    /// <summary>A payment as a read by its id has it; null while it does not.</summary>
    public LedgerPayment? ById(LedgerPayment booked) =>
        Newest(booked, version => version.ByIdFrom) is { } seen ? WithoutHidden(seen) : null;

    /// <summary>A payment with the refunds that the list of refunds has.</summary>
    public LedgerPayment? InRefundLists(LedgerPayment booked) =>
        Newest(booked, version => version.InListsFrom);

    private TimeSpan Late(int percent) => !IsHealed && _random.Next(100) < percent
        ? TimeSpan.FromSeconds(_random.NextDouble() * _manners.LagSeconds) : TimeSpan.Zero;

    private LedgerPayment? Newest(LedgerPayment booked, Func<Version, DateTimeOffset> shownFrom)
    {
        if (!_versions.TryGetValue(booked.Id, out List<Version>? versions))
        {
            return booked;
        }

        DateTimeOffset now = _time.GetUtcNow();
        return versions.FindLast(version => shownFrom(version) <= now)?.Payment;
    }

    private LedgerPayment WithoutHidden(LedgerPayment seen)
    {
        DateTimeOffset now = _time.GetUtcNow();
        bool IsShown(LedgerRefund refund) =>
            !_refundsShown.TryGetValue(refund.Id, out DateTimeOffset from) || from <= now;
        return seen.Refunds.All(IsShown)
            ? seen : seen with { Refunds = [.. seen.Refunds.Where(IsShown)] };
    }

    private sealed record Version(
        DateTimeOffset InListsFrom, DateTimeOffset ByIdFrom, LedgerPayment Payment);
}
