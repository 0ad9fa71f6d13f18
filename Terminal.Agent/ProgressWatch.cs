using Terminal.Agent.Diagnostics;

namespace Terminal.Agent;

/// <summary>
/// Sees parts that run and get nowhere: the loop goes round, so an alarm on the loop alone would be
/// content. A part that has something to do and shows the same mark for longer than its limit is
/// stuck; the watchdog is then no longer fed, and the board starts anew.
/// </summary>
public sealed class ProgressWatch
{
    /// <summary>Parts that can be watched.</summary>
    public const int PartsMax = 4;

    private readonly IProgress[] _parts = new IProgress[PartsMax];
    private readonly int[] _limitsMs = new int[PartsMax];

    // Marks that were seen last, and since when they have been the same while something was to do.
    private readonly int[] _marks = new int[PartsMax];
    private readonly long[] _sinceMs = new long[PartsMax];
    private readonly IEventSink _events;
    private int _count;
    private int _stuck = -1;

    /// <summary>Makes the watch.</summary>
    /// <param name="events">Where a stuck part is noted.</param>
    public ProgressWatch(IEventSink events) => _events = events;

    /// <summary>The part that is stuck, in the order of adding; -1 when all move.</summary>
    public int Stuck => _stuck;

    /// <summary>Takes a part in, at start-up.</summary>
    /// <param name="part">The part.</param>
    /// <param name="limitMs">How long it may show the same mark.</param>
    public void Add(IProgress part, int limitMs)
    {
        _parts[_count] = part;
        _limitsMs[_count] = limitMs;
        _count++;
    }

    /// <summary>
    /// True while every part that should move does; asked every
    /// <see cref="Limits.ProgressLookMs"/>.
    /// </summary>
    public bool IsWell(long nowMs)
    {
        int stuck = -1;
        for (int i = 0; i < _count; i++)
        {
            int mark = _parts[i].Mark;
            if (mark != _marks[i] || !_parts[i].IsUnderWay)
            {
                _marks[i] = mark;
                _sinceMs[i] = nowMs;
            }
            else if (nowMs - _sinceMs[i] > _limitsMs[i])
            {
                stuck = i;
            }
        }

        if (stuck >= 0 && _stuck < 0)
        {
            _events.Add(EventKind.PartStuck, stuck, _limitsMs[stuck] / 1000);
        }

        _stuck = stuck;
        return stuck < 0;
    }
}
