using System;
using System.Threading;
using Terminal.Agent.Ports;
using Terminal.Firmware.Time;
using nanoFramework.Networking;

namespace Terminal.Firmware.Network;

/// <summary>
/// Network time by SNTP. The platform's client sets the chip's clock by itself, at any moment once
/// it runs: so it runs only while it is asked, what it set is read and handed to the agent, and
/// the chip's clock gets the agent's time back.
/// </summary>
public sealed class NetworkTime : INetworkTime
{
    private const string Server = "pool.ntp.org";

    // 2025-01-01: a clock before that has not been set.
    private const long SoundUtcMs = 1_735_689_600_000;

    private readonly BoardClock _clock;
    private readonly object _lock = new object();
    private long _toldUtcSeconds;
    private long _toldAtMs;

    /// <summary>Makes the client.</summary>
    public NetworkTime(BoardClock clock) => _clock = clock;

    /// <inheritdoc/>
    public long ToldUtcSeconds
    {
        get
        {
            lock (_lock)
            {
                return _toldUtcSeconds;
            }
        }
    }

    /// <inheritdoc/>
    public long ToldAtMs
    {
        get
        {
            lock (_lock)
            {
                return _toldAtMs;
            }
        }
    }

    /// <summary>Asks the servers. Blocks: for a worker.</summary>
    /// <returns>False when none answered in time, or told what the chip's clock had already.
    /// </returns>
    public bool Ask()
    {
        bool isTold = false;
        try
        {
            long offsetMs = OffsetMs();
            Sntp.Server1 = Server;
            Sntp.UpdateNow();
            isTold = HasMoved(offsetMs);
        }
        catch (Exception)
        {
            // No server, no network: nothing told.
        }

        try
        {
            // An update leaves the client running, which would set the clock again in an hour.
            Sntp.Stop();
        }
        catch (Exception)
        {
            // It was not running.
        }

        _clock.RestoreSystemTime();
        return isTold;
    }

    private bool HasMoved(long beforeMs)
    {
        bool isKnown = _clock.UtcSeconds != 0;
        long endMs = _clock.UptimeMs
            + (isKnown ? BoardLimits.TimeCheckMs : BoardLimits.TimeMs);
        do
        {
            long offsetMs = OffsetMs();
            long movedMs = offsetMs - beforeMs;
            bool isMoved = movedMs > BoardLimits.TimeStepMs || movedMs < -BoardLimits.TimeStepMs;
            if (offsetMs + _clock.UptimeMs > SoundUtcMs && isMoved)
            {
                lock (_lock)
                {
                    _toldAtMs = _clock.UptimeMs;
                    _toldUtcSeconds = (offsetMs + _toldAtMs) / 1_000;
                }

                return true;
            }

            Thread.Sleep(BoardLimits.AddressPollMs);
        }
        while (_clock.UptimeMs < endMs);

        return false;
    }

    private long OffsetMs() => SystemTime.UtcMs - _clock.UptimeMs;
}
