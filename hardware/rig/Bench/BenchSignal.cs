namespace Terminal.Rig.Bench;

/// <summary>
/// Wakes everyone who waits for the next change. Raising it costs next to nothing while nobody
/// waits, since the
/// firmware's own thread does it for every piece of the display that changes.
/// </summary>
internal sealed class BenchSignal
{
    private TaskCompletionSource? _waiting;

    /// <summary>
    /// Ends at the next <see cref="Raise"/>. Ask for it first, then read, then wait.
    /// </summary>
    public Task Next()
    {
        var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _waiting, fresh, null) ?? fresh).Task;
    }

    /// <summary>Something changed.</summary>
    public void Raise()
    {
        if (Volatile.Read(ref _waiting) is not null)
        {
            Interlocked.Exchange(ref _waiting, null)?.TrySetResult();
        }
    }
}
