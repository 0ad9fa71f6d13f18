namespace Terminal.Rig.Simulation;

/// <summary>
/// Virtual time as the platform's own TimeProvider, timers included, so that the acquirer's parts
/// need not know whether an hour takes an hour.
/// </summary>
public sealed class VirtualTimeProvider(SimTime time) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => 1_000;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() =>
        DateTimeOffset.FromUnixTimeSeconds(SimTime.UtcAtStart).AddMilliseconds(time.NowMs);

    /// <inheritdoc/>
    public override long GetTimestamp() => time.NowMs;

    /// <inheritdoc/>
    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(time, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class VirtualTimer(SimTime time, Action callback) : ITimer
    {
        // A change or the end makes what was asked for before count no more.
        private int _generation;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            int generation = ++_generation;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                time.After((long)Math.Ceiling(dueTime.TotalMilliseconds), () =>
                {
                    if (generation == _generation)
                    {
                        Ring(period);
                    }
                });
            }

            return true;
        }

        public void Dispose() => _generation++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Ring(TimeSpan period)
        {
            if (period > TimeSpan.Zero)
            {
                Change(period, period);
            }

            callback();
        }
    }
}
