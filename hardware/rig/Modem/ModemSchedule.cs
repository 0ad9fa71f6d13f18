namespace Terminal.Rig.Modem;

/// <summary>What the emulated modem will do, and when, on the clock that it is given.</summary>
internal sealed class ModemSchedule(Func<long> nowMs)
{
    private readonly PriorityQueue<Action, (long AtMs, int Order)> _queue = new();
    private int _order;

    /// <summary>When something is due; long.MaxValue when nothing is.</summary>
    public long NextDueMs => _queue.TryPeek(out _, out var due) ? due.AtMs : long.MaxValue;

    /// <summary>Plans an action; those for the same moment keep their order.</summary>
    public void After(int delayMs, Action action) =>
        _queue.Enqueue(action, (nowMs() + Math.Max(0, delayMs), _order++));

    /// <summary>Nothing that was planned happens any more.</summary>
    public void Clear() => _queue.Clear();

    /// <summary>Does what is due, and looks at the world before and after each action.</summary>
    public void RunDue(Action watch)
    {
        long now = nowMs();
        watch();
        while (_queue.TryPeek(out var action, out var due) && due.AtMs <= now)
        {
            _queue.Dequeue();
            action();
            watch();
        }
    }
}
