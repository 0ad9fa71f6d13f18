// What is to happen inside the acquirer later. The clock is a TimeProvider and nothing else: its
// timers make things happen in real time and, over a simulation's clock, in virtual time. Whoever
// is about to look at the books calls CatchUp first, so that nothing due is missed between two
// timers. The clock must have timers of its own kind: over one that tells virtual time and leaves
// timers to the system, things would happen in real time.

namespace Terminal.Rig.Acquirer;

/// <summary>Actions that are due at a time; safe from any thread.</summary>
public sealed class EventSchedule(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private long _order;

    /// <summary>How many are still to happen.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Lets something happen after a while.</summary>
    public void After(TimeSpan delay, Action action)
    {
        var entry = new Entry(time.GetUtcNow() + delay, action);
        lock (_gate)
        {
            entry.Order = _order++;
            _entries.Add(entry);
        }
        entry.Timer = time.CreateTimer(
            _ => Happen(entry), null, delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets happen what is due, in the order in which it fell due.</summary>
    public void CatchUp()
    {
        while (FirstDue() is { } entry)
        {
            Happen(entry);
        }
    }

    private Entry? FirstDue()
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            return _entries.Where(entry => entry.Due <= now)
                .MinBy(entry => (entry.Due, entry.Order));
        }
    }

    // A timer and somebody who catches up may meet: the first of them takes it.
    private void Happen(Entry entry)
    {
        lock (_gate)
        {
            if (!_entries.Remove(entry))
            {
                return;
            }
        }
        entry.Timer?.Dispose();
        entry.Action();
    }

    private sealed class Entry(DateTimeOffset due, Action action)
    {
        public DateTimeOffset Due => due;

        public Action Action => action;

        public long Order { get; set; }

        public ITimer? Timer { get; set; }
    }
}
