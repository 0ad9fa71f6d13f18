using System.Diagnostics;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>
/// The clock of every test board: uptime is moved by hand, or follows a source of milliseconds from the moment at
/// which the clock was made. UTC is known or not, right or not.
/// </summary>
public sealed class VirtualClock : IClock
{
    private readonly Func<long>? _sourceMs;
    private long _startMs;
    private long _movedMs;

    // UTC when uptime was 0, in seconds since 1970; 0: unknown.
    private long _utcAtStart;

    /// <summary>A clock at uptime 0.</summary>
    /// <param name="utcSeconds">UTC at uptime 0 in seconds since 1970; 0: unknown.</param>
    /// <param name="sourceMs">What uptime follows; null: it is moved by hand.</param>
    /// <param name="startMs">What the source showed at uptime 0; null: what it shows now.</param>
    public VirtualClock(long utcSeconds = 0, Func<long>? sourceMs = null, long? startMs = null)
    {
        _utcAtStart = utcSeconds;
        _sourceMs = sourceMs;
        _startMs = startMs ?? sourceMs?.Invoke() ?? 0;
    }

    /// <inheritdoc/>
    public long UptimeMs => _sourceMs is null ? _movedMs : _sourceMs() - _startMs;

    /// <inheritdoc/>
    public long UtcSeconds => _utcAtStart == 0 ? 0 : _utcAtStart + (UptimeMs / 1000);

    /// <summary>Uptime of the host, and UTC as if SNTP had just told it.</summary>
    /// <param name="time">Who tells it; the host when null.</param>
    public static VirtualClock RealTime(TimeProvider? time = null)
    {
        var uptime = Stopwatch.StartNew();
        DateTimeOffset now = (time ?? TimeProvider.System).GetUtcNow();
        return new VirtualClock(now.ToUnixTimeSeconds(), () => uptime.ElapsedMilliseconds);
    }

    /// <summary>Lets time pass; for a clock that is moved by hand.</summary>
    public void Move(long ms) => _movedMs += ms;

    /// <summary>Uptime begins anew; UTC goes on, as with a battery.</summary>
    public void Restart()
    {
        long utcSeconds = UtcSeconds;
        _movedMs = 0;
        _startMs = _sourceMs?.Invoke() ?? 0;
        _utcAtStart = utcSeconds;
    }

    /// <inheritdoc/>
    public void SetUtc(long utcSeconds) => _utcAtStart = utcSeconds == 0 ? 0 : utcSeconds - (UptimeMs / 1000);
}
