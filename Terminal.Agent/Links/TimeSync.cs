using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Links;

/// <summary>
/// Decides which told time the clock follows. While the clock is unknown any source sets it,
/// because without it no certificate can be judged. Afterwards one source alone moves it by
/// nothing: only when two agree that it is wrong is it set again. Intervals never depend on it.
/// What the board's time servers told is a source like the others.
/// </summary>
public sealed class TimeSync
{
    private const int Origins = 3;

    private readonly IClock _clock;
    private readonly IEventSink _events;
    private readonly ITimeSource _network;
    private readonly INetworkTime _servers;

    // For each origin, UTC at uptime 0 as it was told last, in seconds; 0 when it has told nothing.
    private readonly long[] _told = new long[Origins];
    private long _networkAtMs;
    private long _serversAtMs;

    /// <summary>Makes the keeper.</summary>
    /// <param name="clock">The clock that it keeps.</param>
    /// <param name="network">The mobile network's time; null where there is none.</param>
    /// <param name="servers">The board's time servers; null where it asks none.</param>
    /// <param name="events">Where a set clock is noted.</param>
    public TimeSync(
        IClock clock, ITimeSource network, INetworkTime servers, IEventSink events)
    {
        _servers = servers;
        _clock = clock;
        _network = network;
        _events = events;
    }

    /// <summary>Takes what networks and time servers have told since the last step.</summary>
    public void Step()
    {
        if (_network != null)
        {
            long atMs = _network.NetworkUtcAtMs;
            if (atMs != _networkAtMs && _network.NetworkUtcSeconds > 0)
            {
                _networkAtMs = atMs;
                Offer(TimeOrigin.MobileNetwork, _network.NetworkUtcSeconds, atMs);
            }
        }

        if (_servers != null)
        {
            long atMs = _servers.ToldAtMs;
            if (atMs != _serversAtMs && _servers.ToldUtcSeconds > 0)
            {
                _serversAtMs = atMs;
                Offer(TimeOrigin.TimeServers, _servers.ToldUtcSeconds, atMs);
            }
        }
    }

    /// <summary>Takes a told time.</summary>
    /// <param name="origin">Who told it.</param>
    /// <param name="utcSeconds">UTC in seconds since 1970; nothing below 2024 is believed.</param>
    /// <param name="atMs">Uptime at which it was right.</param>
    public void Offer(TimeOrigin origin, long utcSeconds, long atMs)
    {
        if (utcSeconds < Limits.ClockFloorS)
        {
            return;
        }

        long told = utcSeconds - (atMs / 1000);
        _told[(int)origin] = told;
        long now = _clock.UtcSeconds;
        if (now == 0)
        {
            Set(origin, told, 0);
            return;
        }

        long wrongS = told - (now - (_clock.UptimeMs / 1000));
        bool isAgreed = IsAgreed((int)origin, told);
        bool isWrong = Distance(wrongS) > Limits.ClockAgreementS;
        if (isWrong && isAgreed)
        {
            Set(origin, told, (int)wrongS);
        }
        else if (!isWrong && origin == TimeOrigin.Acquirer && _network != null)
        {
            _network.OnVerifiedTime(utcSeconds, atMs);
        }
    }

    private bool IsAgreed(int origin, long told)
    {
        for (int i = 0; i < Origins; i++)
        {
            bool isOther = i != origin && _told[i] != 0;
            if (isOther && Distance(_told[i] - told) <= Limits.ClockAgreementS)
            {
                return true;
            }
        }

        return false;
    }

    private static long Distance(long value) => value < 0 ? -value : value;

    private void Set(TimeOrigin origin, long told, int differenceS)
    {
        _clock.SetUtc(told + (_clock.UptimeMs / 1000));
        _events.Add(EventKind.ClockSet, (int)origin, differenceS);
    }
}
