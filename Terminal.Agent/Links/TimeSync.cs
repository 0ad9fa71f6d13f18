using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Links;

/// <summary>
/// Decides which told time the clock follows. While the clock is unknown any source sets it,
/// because without it no certificate can be judged. Afterwards one source alone moves it by
/// nothing: only when two agree that it is wrong is it set again. A time with one witness gives way
/// to three verified Dates that agree with each other; and because a wrong time lets no handshake
/// succeed, to the next source at all while handshakes fail on every link. Intervals never depend
/// on it. What the board's time servers told is a source like the others.
/// </summary>
public sealed class TimeSync
{
    private const int Origins = 3;

    private readonly IClock _clock;
    private readonly IEventSink _events;
    private readonly ITimeSource _network;
    private readonly INetworkTime _servers;
    private readonly LinkManager _links;

    // For each origin, UTC at uptime 0 as it was told last, in seconds; 0 when it has told nothing.
    private readonly long[] _told = new long[Origins];
    private long _networkAtMs;
    private long _serversAtMs;

    // Another origin than the one that set the clock has agreed with it.
    private bool _isWitnessed;
    private TimeOrigin _setBy;

    // Dates in a row that agree with each other and not with the clock.
    private int _dates;
    private long _date;

    /// <summary>Makes the keeper.</summary>
    /// <param name="clock">The clock that it keeps.</param>
    /// <param name="network">The mobile network's time; null where there is none.</param>
    /// <param name="servers">The board's time servers; null where it asks none.</param>
    /// <param name="links">Where handshakes fail when the time is wrong.</param>
    /// <param name="events">Where a set clock is noted.</param>
    public TimeSync(
        IClock clock, ITimeSource network, INetworkTime servers, LinkManager links,
        IEventSink events)
    {
        _servers = servers;
        _links = links;
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
        if (Distance(wrongS) > Limits.ClockAgreementS)
        {
            Contradict(origin, told, (int)wrongS, isAgreed);
            return;
        }

        _isWitnessed = _isWitnessed || origin != _setBy;
        _dates = 0;
        if (origin == TimeOrigin.Acquirer && _network != null)
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

    private void Contradict(TimeOrigin origin, long told, int wrongS, bool isAgreed)
    {
        if (isAgreed)
        {
            Set(origin, told, wrongS);
            _isWitnessed = true;
        }
        else if (!_isWitnessed
            && (IsDateRepeated(origin, told) || _links.AreHandshakesRefused))
        {
            Set(origin, told, wrongS);
        }
    }

    private bool IsDateRepeated(TimeOrigin origin, long told)
    {
        if (origin != TimeOrigin.Acquirer)
        {
            return false;
        }

        bool isSame = _dates > 0 && Distance(told - _date) <= Limits.ClockAgreementS;
        _dates = isSame ? _dates + 1 : 1;
        _date = told;
        return _dates >= Limits.ClockDatesCount;
    }

    private static long Distance(long value) => value < 0 ? -value : value;

    private void Set(TimeOrigin origin, long told, int differenceS)
    {
        _setBy = origin;
        _isWitnessed = false;
        _dates = 0;
        _clock.SetUtc(told + (_clock.UptimeMs / 1000));
        _events.Add(EventKind.ClockSet, (int)origin, differenceS);
    }
}
