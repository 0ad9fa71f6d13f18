using Terminal.Agent;
using Terminal.Agent.Journal;

namespace Terminal.Rig.PowerCut;

/// <summary>
/// Holds a mounted journal against what it must hold: slot by slot before and after the step that
/// was cut, then everything that the journal derives from its slots.
/// </summary>
public sealed class Inspector
{
    private readonly TransactionRecord _record = new();
    private readonly HashSet<(uint Boot, uint Sequence)> _seen = [];

    /// <summary>
    /// Checks a journal mounted after a cut. A slot that the step did not touch must be as before;
    /// one that it did may be as before or after, free when one record was making room for another,
    /// and Unknown where it was Pending.
    /// </summary>
    /// <exception cref="CutFailure">Something is not as it must be.</exception>
    public void Check(
        TransactionJournal journal, byte[] image, Expected?[] before, Expected?[] after,
        Expected[] gone, bool isComplete, uint highestBoot)
    {
        var days = new DaySums(DaySums.Paris, TimeSpan.FromHours(4), 0);
        Require(
            journal.Mounted is MountResult.Mounted or MountResult.Formatted
                && journal.DamagedCount == 0,
            FailureKind.Lost, $"mounted {journal.Mounted}, slot {journal.DamagedSlot(0)} "
                + $"{journal.Damage(Math.Max(0, journal.DamagedSlot(0)))}");
        Require(journal.Boot > highestBoot, FailureKind.Duplicated, "boot counter went back");
        _seen.Clear();
        for (int slot = 0; slot < before.Length; slot++)
        {
            bool there = Load(journal, slot);
            bool untouched = ReferenceEquals(before[slot], after[slot]);
            bool fits = Fits(there, after[slot])
                || (!isComplete && !untouched && FitsBefore(there, before[slot], after[slot]));
            Require(fits, Blame(there, slot, before, after), $"slot {slot}: {Describe(there)}");
            if (!there || !TransactionRules.MayBeCreated(journal.State(slot)))
            {
                CheckErased(image, slot);
            }

            if (there)
            {
                days.Add(
                    _record.State, _record.Flags, _record.AmountCents, Currencies.IndexOf(_record.Currency, 0),
                    _record.CreatedUtcSeconds, _record.ChangedUtcSeconds);
            }
        }

        CheckDerived(journal);

        // A cut in the middle of forgetting leaves the days of what is forgotten, or not.
        bool isForgetting = after.All(one => one is null) && before.Any(one => one is not null);
        if (isComplete || !isForgetting)
        {
            CheckDays(journal, days, gone);
        }
    }

    // Whatever was finished is counted once, in its slot or in the day counters.
    private void CheckDays(TransactionJournal journal, DaySums days, Expected[] gone)
    {
        foreach (Expected one in gone)
        {
            if (!_seen.Contains(one.Id))
            {
                days.Add(
                    one.State, one.Flags, one.AmountCents, one.Currency, one.CreatedUtcSeconds,
                    one.ChangedUtcSeconds);
            }
        }

        string? other = days.Days.Count > NvramMap.DayRowCount ? null : days.FindOther(journal, 0);
        Require(other is null, FailureKind.Lost, other ?? "");
        Require(journal.DamagedDayCount == 0, FailureKind.Lost, "a row of the day counters is damaged");
    }

    /// <summary>Checks that the next append works: it is there, alone, with a new id.</summary>
    /// <exception cref="CutFailure">It is not.</exception>
    public void CheckAppend(TransactionJournal journal, Expected next, Expected?[] before)
    {
        bool full = journal.IsFull;
        next.Fill(_record);
        var result = journal.Append(_record);
        Require(
            result == (full ? AppendResult.Full : AppendResult.Appended),
            FailureKind.Lost, $"the next append: {result}");
        if (full)
        {
            return;
        }

        Require(
            before.All(b => b?.Id != (_record.Boot, _record.Sequence)),
            FailureKind.Duplicated, "the next append got an id given before");
        next = next with
        {
            Boot = _record.Boot,
            Sequence = _record.Sequence,
            ChangedUtcSeconds = next.CreatedUtcSeconds,
        };
        int slot = _record.Slot;
        Require(
            journal.Load(slot, _record) && next.Matches(_record) && journal.Newest() == slot,
            FailureKind.Lost, "the next append is not there");
    }

    /// <summary>Loads a slot and notes its id.</summary>
    /// <exception cref="CutFailure">Another slot has the same id.</exception>
    private bool Load(TransactionJournal journal, int slot)
    {
        if (!journal.Load(slot, _record))
        {
            Require(
                journal.State(slot) == TransactionState.Free,
                FailureKind.Lost, $"slot {slot} cannot be loaded");
            return false;
        }

        Require(
            _seen.Add((_record.Boot, _record.Sequence)),
            FailureKind.Duplicated, $"slot {slot}: {Describe(true)} is there twice");
        return true;
    }

    private bool Fits(bool there, Expected? expected) => expected is null
        ? !there : there && expected.Restarted().Matches(_record);

    private bool FitsBefore(bool there, Expected? before, Expected? after)
    {
        if (Fits(there, before))
        {
            return true;
        }

        bool makingRoom = before is { MayGo: true } && after?.Id != before.Id;
        return there
            ? before is { State: TransactionState.Pending } && after?.Id == before.Id
                && (before.Moved(TransactionState.Unknown)).Matches(_record)
            : makingRoom;
    }

    private FailureKind Blame(bool there, int slot, Expected?[] before, Expected?[] after) =>
        there && before[slot]?.Id != (_record.Boot, _record.Sequence)
            && after[slot]?.Id != (_record.Boot, _record.Sequence)
            ? FailureKind.Ghost : FailureKind.Lost;

    private string Describe(bool there) => there
        ? $"{_record.Boot}-{_record.Sequence} {_record.State} {_record.AmountCents}" : "free";

    private static void CheckErased(byte[] image, int slot)
    {
        int start = NvramMap.SlotAddress(slot);
        Require(
            image.AsSpan(start, SlotImage.SealMark + 1).IndexOfAnyExcept((byte)0) < 0,
            FailureKind.Ghost, $"slot {slot}: a sealed payload was left");
    }

    // Lists, counts and sums against the slots themselves.
    private static void CheckDerived(TransactionJournal journal)
    {
        int waiting = 0;
        int offline = 0;
        int late = 0;
        var counts = new int[TransactionRules.StateCount];
        for (int slot = 0; slot < journal.SlotCount; slot++)
        {
            var state = journal.State(slot);
            counts[(int)state]++;
            waiting += IsWaiting(state) ? 1 : 0;
            offline += IsWaiting(state)
                && (journal.Flags(slot) & TransactionFlags.Offline) != 0 ? 1 : 0;
            late += TransactionRules.IsLateDecline(state, journal.Flags(slot)) ? 1 : 0;
        }

        for (int state = 1; state < counts.Length; state++)
        {
            int total = 0;
            for (int currency = 0; currency < Currencies.Count; currency++)
            {
                total += journal.TotalCount((TransactionState)state, currency)
                    + journal.RefundCount((TransactionState)state, currency);
            }

            Require(total == counts[state], FailureKind.Lost, "totals");
        }

        Require(
            waiting == journal.UndeliveredCount && offline == journal.OfflineWaitingCount
                && late == journal.LateDeclineCount && waiting == QueueLength(journal)
                && counts.Skip(1).Sum() == HistoryLength(journal),
            FailureKind.Lost, "queue or history misses a transaction");
    }

    private static int QueueLength(TransactionJournal journal)
    {
        int length = 0;
        for (int slot = journal.OldestWaiting(); slot >= 0 && length <= journal.SlotCount;
            slot = journal.NextWaiting(slot))
        {
            length++;
        }

        return length;
    }

    private static int HistoryLength(TransactionJournal journal)
    {
        int length = 0;
        for (int slot = journal.Newest(); slot >= 0 && length <= journal.SlotCount;
            slot = journal.Older(slot))
        {
            length++;
        }

        return length;
    }

    private static bool IsWaiting(TransactionState state) =>
        state != TransactionState.Free && !TransactionRules.IsFinal(state);

    private static void Require(bool holds, FailureKind kind, string what)
    {
        if (!holds)
        {
            throw new CutFailure(kind, what);
        }
    }
}
