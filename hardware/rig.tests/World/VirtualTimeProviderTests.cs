using Terminal.Rig.Simulation;
using Terminal.Rig.World;
using Xunit;

namespace Terminal.Rig.Tests.World;

/// <summary>Virtual time as a TimeProvider.</summary>
public sealed class VirtualTimeProviderTests
{
    private readonly SimTime _time = new();
    private readonly VirtualTimeProvider _provider;

    public VirtualTimeProviderTests() => _provider = new VirtualTimeProvider(_time);

    [Fact]
    public void NowIsVirtual()
    {
        _time.MoveTo(90_500);
        Assert.Equal(
            DateTimeOffset.FromUnixTimeSeconds(SimTime.UtcAtStart).AddSeconds(90.5),
            _provider.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90.5), _provider.GetElapsedTime(0));
    }

    [Fact]
    public void ATimerRingsOnceOrAgainAndAgainUntilItsEnd()
    {
        int once = 0;
        int often = 0;
        using ITimer first = _provider.CreateTimer(
            _ => once++, null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        ITimer second = _provider.CreateTimer(
            _ => often++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        for (int second1 = 0; second1 < 5; second1++)
        {
            _time.MoveTo(_time.NowMs + 1_000);
        }

        second.Dispose();
        _time.MoveTo(60_000);
        Assert.Equal((1, 5), (once, often));
    }

    [Fact]
    public void AChangedTimerForgetsWhatItWasSetTo()
    {
        int rung = 0;
        using ITimer timer = _provider.CreateTimer(
            _ => rung++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        _time.MoveTo(4_000);
        Assert.Equal(0, rung);
        _time.MoveTo(5_000);
        Assert.Equal(1, rung);
    }
}
