using System;
using System.Threading;
using Terminal.Agent.Ports;

namespace Terminal.Firmware.Workers;

/// <summary>
/// A thread for what the platform can only do by blocking. The loop never waits for it: each job
/// has a time, after which the loop goes on without it. States:
/// Idle to Busy when work is asked for; Busy to Idle when the job returns; Busy to Lost when its
/// time is over; Lost to Idle when the job returns after all (its result is no longer wanted).
/// A worker that stays lost stops the feeding of the watchdog (<see cref="WorkerWatch"/>).
/// </summary>
public abstract class Worker
{
    private readonly IClock _clock;
    private readonly AutoResetEvent _work = new AutoResetEvent(false);
    private readonly object _lock = new object();
    private bool _isStarted;
    private bool _isBusy;
    private bool _hasEnded;
    private long _deadlineMs;

    /// <summary>Makes a worker; its thread starts with its first job.</summary>
    protected Worker(IClock clock, WorkerWatch watch)
    {
        _clock = clock;
        watch.Add(this);
    }

    /// <summary>True while a job goes on, or when no job can be done any more.</summary>
    protected bool IsBusy => _isBusy || _hasEnded;

    /// <summary>True when a job that has ended must be followed by another at once.</summary>
    protected virtual bool HasMore => false;

    /// <summary>How long the worker has been lost, in ms; 0 when it is not.</summary>
    public long LostMs(long nowMs)
    {
        lock (_lock)
        {
            bool isLate = (_isBusy || _hasEnded) && nowMs > _deadlineMs;
            return isLate ? nowMs - _deadlineMs : 0;
        }
    }

    /// <summary>Does one job. Blocks.</summary>
    protected abstract void DoWork();

    /// <summary>Asks for a job.</summary>
    /// <returns>False when one is going on.</returns>
    protected bool Begin(int limitMs)
    {
        lock (_lock)
        {
            if (_isBusy || _hasEnded)
            {
                return false;
            }

            _isBusy = true;
            _deadlineMs = _clock.UptimeMs + limitMs;
        }

        if (!_isStarted)
        {
            _isStarted = true;
            new Thread(Run).Start();
        }

        _work.Set();
        return true;
    }

    /// <summary>Gives the present job more time; from the worker's own thread.</summary>
    protected void Extend(int limitMs)
    {
        lock (_lock)
        {
            _deadlineMs = _clock.UptimeMs + limitMs;
        }
    }

    /// <summary>Ends a <see cref="Rest"/> early.</summary>
    protected void Nudge() => _work.Set();

    /// <summary>Waits within a job until <see cref="Nudge"/> or the time is over.</summary>
    protected void Rest(int limitMs) => _work.WaitOne(limitMs, false);

    private void Run()
    {
        try
        {
            for (; ; )
            {
                RunOnce();
            }
        }
        catch (Exception)
        {
            // Whatever went wrong, it must not end the program with this thread: the worker is lost
            // from now on, and that is seen.
            _hasEnded = true;
        }
    }

    private void RunOnce()
    {
        if (_isBusy)
        {
            DoWork();
            lock (_lock)
            {
                _isBusy = HasMore;
            }
        }

        if (!_isBusy)
        {
            _work.WaitOne(BoardLimits.WorkerPulseMs, false);
            lock (_lock)
            {
                _deadlineMs = _isBusy ? _deadlineMs : _clock.UptimeMs;
            }
        }
    }
}
