using Terminal.Agent.Ports;
using Terminal.Firmware;
using Terminal.Firmware.Workers;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>Every row of a worker's state table.</summary>
public sealed class WorkerTests : IDisposable
{
    private readonly VirtualClock _clock;
    private readonly WorkerWatch _watch = new();
    private volatile bool _isGone;

    // What ends the workers' threads, as a power cut does.
    public WorkerTests() => _clock = new VirtualClock(0, () => _isGone ? throw new PowerCutException() : 0, 0);

    public void Dispose() => _isGone = true;

    [Fact]
    public void A_job_that_returns_leaves_the_worker_idle()
    {
        var worker = new TestWorker(_clock, _watch);
        Assert.True(worker.Ask(100));
        Assert.False(worker.Ask(100));
        worker.Release();
        Assert.True(SpinWait.SpinUntil(() => !worker.Busy, 180_000));
        Assert.Equal(0, worker.LostMs(1_000_000));
    }

    [Fact]
    public void A_job_that_does_not_return_is_lost_and_in_the_end_the_watchdog_starves()
    {
        var worker = new TestWorker(_clock, _watch);
        worker.Ask(100);
        Assert.Equal(0, worker.LostMs(100));
        Assert.Equal(50, worker.LostMs(150));
        Assert.True(_watch.IsWell(100 + BoardLimits.WorkerLostMs));
        Assert.False(_watch.IsWell(101 + BoardLimits.WorkerLostMs));
        worker.Release();
        Assert.True(SpinWait.SpinUntil(() => !worker.Busy, 180_000));
        Assert.True(_watch.IsWell(1_000_000));
    }

    [Fact]
    public void A_worker_whose_thread_has_ended_is_lost()
    {
        var worker = new TestWorker(_clock, _watch) { Throws = true };
        worker.Ask(100);
        worker.Release();
        Assert.True(SpinWait.SpinUntil(() => worker.Busy && worker.IsDone, 180_000));
        Assert.True(SpinWait.SpinUntil(() => worker.LostMs(1_000) > 0, 180_000));
        Assert.False(worker.Ask(100));
    }

    private sealed class TestWorker(IClock clock, WorkerWatch watch) : Worker(clock, watch)
    {
        private readonly ManualResetEventSlim _released = new();

        public bool Throws { get; init; }

        public bool IsDone { get; private set; }

        public bool Busy => IsBusy;

        public bool Ask(int limitMs) => Begin(limitMs);

        public void Release() => _released.Set();

        protected override void DoWork()
        {
            _released.Wait();
            IsDone = true;
            if (Throws)
            {
                throw new InvalidOperationException("planted");
            }
        }
    }
}
