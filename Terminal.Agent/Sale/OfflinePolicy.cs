using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Sale;

/// <summary>
/// Whether one more sale may be accepted without an answer: the floor limits are the acquirer's to
/// set, so each is a setting (DESIGN.md, Transactions).
/// </summary>
public sealed class OfflinePolicy
{
    private readonly TransactionJournal _journal;
    private readonly TerminalSettings _settings;
    private readonly IClock _clock;

    /// <summary>Makes the policy.</summary>
    public OfflinePolicy(TransactionJournal journal, TerminalSettings settings, IClock clock)
    {
        _journal = journal;
        _settings = settings;
        _clock = clock;
    }

    /// <summary>The limit that stands in the way of a sale; None when it may be accepted.</summary>
    /// <param name="amountCents">The sale's amount in hundredths.</param>
    public OfflineLimit Check(int amountCents)
    {
        if (_settings.OfflineCount == 0)
        {
            return OfflineLimit.Off;
        }

        if (amountCents > _settings.OfflineAmountCents)
        {
            return OfflineLimit.Amount;
        }

        if (_journal.OfflineWaitingCount >= _settings.OfflineCount)
        {
            return OfflineLimit.Count;
        }

        if (_journal.OfflineWaitingCents + amountCents > _settings.OfflineTotalCents)
        {
            return OfflineLimit.Total;
        }

        return IsTooOld() ? OfflineLimit.Age : OfflineLimit.None;
    }

    /// <summary>The value of a limit as the screen shows it: cents, a count, or hours.</summary>
    public int Bound(OfflineLimit limit)
    {
        switch (limit)
        {
            case OfflineLimit.Amount:
                return _settings.OfflineAmountCents;
            case OfflineLimit.Count:
                return _settings.OfflineCount;
            case OfflineLimit.Total:
                return _settings.OfflineTotalCents;
            case OfflineLimit.Age:
                return _settings.OfflineAgeS / 3600;
            default:
                return 0;
        }
    }

    // Without both times the oldest is at most as old as this start when it was made since, and of
    // any age when it was made before.
    private bool IsTooOld()
    {
        if (_journal.OfflineWaitingCount == 0)
        {
            return false;
        }

        long oldest = _journal.OldestOfflineUtcSeconds;
        long now = _clock.UtcSeconds;
        if (oldest > 0 && now >= oldest)
        {
            return now - oldest > _settings.OfflineAgeS;
        }

        return _journal.OldestOfflineBoot != _journal.Boot
            || _clock.UptimeMs / 1000 > _settings.OfflineAgeS;
    }
}
