using Terminal.Rig.Board;

namespace Terminal.Rig.Simulation;

/// <summary>
/// Virtual time: a clock that only the world moves, and what is to happen when. Single thread; equal times keep
/// the order in which they were asked for, so a run repeats to the byte.
/// </summary>
public sealed class SimTime
{
    /// <summary>2026-01-05T06:00:00Z, a Monday: UTC at time 0, in seconds since 1970.</summary>
    public const long UtcAtStart = 1_767_592_800;

    private readonly PriorityQueue<Action, (long AtMs, long Order)> _events = new();
    private long _order;

    /// <summary>Milliseconds since the world began.</summary>
    public long NowMs { get; private set; }

    /// <summary>How often something has happened that was asked for.</summary>
    public long Happened { get; private set; }

    /// <summary>True UTC in seconds since 1970.</summary>
    public long UtcSeconds => UtcAtStart + (NowMs / 1000);

    /// <summary>When the next event is due; long.MaxValue when none is.</summary>
    public long NextMs => _events.TryPeek(out _, out (long AtMs, long Order) next) ? next.AtMs : long.MaxValue;

    /// <summary>The clock of a terminal that gets power now and is not told the time.</summary>
    public VirtualClock NewClock() => new(0, () => NowMs);

    /// <summary>Asks for something to happen after a while.</summary>
    public void After(long delayMs, Action action) =>
        _events.Enqueue(action, (NowMs + Math.Max(0, delayMs), _order++));

    /// <summary>Moves on to a time not before now, and lets happen what is due then.</summary>
    public void MoveTo(long atMs)
    {
        NowMs = Math.Max(NowMs, atMs);
        while (_events.TryPeek(out Action? action, out (long AtMs, long Order) next)
            && next.AtMs <= NowMs)
        {
            _events.Dequeue();
            Happened++;
            action();
        }
    }
}
