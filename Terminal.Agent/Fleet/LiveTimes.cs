namespace Terminal.Agent.Fleet;

/// <summary>
/// How long customers have waited between two beats, from the durable record to the end of
/// waiting: how many, the middle one and the longest.
/// </summary>
public sealed class LiveTimes
{
    private readonly int[] _times = new int[Limits.FleetTimesCount];
    private long _sinceMs = -1;

    /// <summary>Customers since the last beat.</summary>
    public int Count { get; private set; }

    /// <summary>The longest time in ms.</summary>
    public int MaxMs { get; private set; }

    /// <summary>The middle one of the last times in ms; 0 without any.</summary>
    public int MiddleMs
    {
        get
        {
            int count = Count < _times.Length ? Count : _times.Length;
            Sort(count);
            return count == 0 ? 0 : _times[count / 2];
        }
    }

    /// <summary>Follows the customer at the counter.</summary>
    public void Step(LiveSale live, long nowMs)
    {
        if (live.IsThere)
        {
            _sinceMs = live.SinceMs;
        }
        else if (_sinceMs >= 0)
        {
            int timeMs = (int)(nowMs - _sinceMs);
            _sinceMs = -1;
            _times[Count % _times.Length] = timeMs;
            Count++;
            MaxMs = timeMs > MaxMs ? timeMs : MaxMs;
        }
    }

    /// <summary>A beat has told them.</summary>
    public void Clear()
    {
        Count = 0;
        MaxMs = 0;
    }

    // By insertion: they are few, and nobody waits.
    private void Sort(int count)
    {
        for (int i = 1; i < count; i++)
        {
            int time = _times[i];
            int at = i;
            while (at > 0 && _times[at - 1] > time)
            {
                _times[at] = _times[at - 1];
                at--;
            }

            _times[at] = time;
        }
    }
}
