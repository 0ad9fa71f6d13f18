using System.Diagnostics;

namespace Terminal.Rig.Simulation.Fleet.Mqtt;

/// <summary>Milliseconds that go with the host's, so many times as fast.</summary>
public sealed class HurriedClock
{
    private readonly Stopwatch _real = Stopwatch.StartNew();
    private double _atMs;
    private long _sinceMs;
    private double _speed = 1;

    /// <summary>Now.</summary>
    public long NowMs => (long)(_atMs + ((_real.ElapsedMilliseconds - _sinceMs) * _speed));

    /// <summary>How many times as fast; time goes on from where it is.</summary>
    public double Speed
    {
        get => _speed;
        set
        {
            long realMs = _real.ElapsedMilliseconds;
            _atMs += (realMs - _sinceMs) * _speed;
            _sinceMs = realMs;
            _speed = value;
        }
    }
}
