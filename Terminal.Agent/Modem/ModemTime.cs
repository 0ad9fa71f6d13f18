namespace Terminal.Agent.Modem;

/// <summary>
/// The modem's clock as it was read last, against the time that the terminal knows from the
/// acquirer: the modem judges certificates by its own clock, so one that is wrong is set.
/// </summary>
public sealed class ModemTime
{
    private const int SecondMs = 1000;

    // UTC at uptime 0; 0 when unknown.
    private long _verifiedBaseS;
    private long _readUtcS;
    private long _readAtMs;
    private bool _isOurs;
    private long _setMs;
    private long _networkUtcSeconds;
    private long _networkUtcAtMs;

    /// <summary>
    /// UTC that the network told last, seconds since 1970; 0 when it has told none. What the
    /// terminal itself has set is not the network's.
    /// </summary>
    public long NetworkUtcSeconds => _networkUtcSeconds;

    /// <summary>Uptime at which it told it, in ms.</summary>
    public long NetworkUtcAtMs => _networkUtcAtMs;

    /// <summary>UTC that the modem's clock showed last, seconds since 1970; 0 for none.</summary>
    public long ReadUtcSeconds => _readUtcS;

    /// <summary>Uptime at which it was read, in ms.</summary>
    public long ReadAtMs => _readAtMs;

    /// <summary>The time is known from the acquirer.</summary>
    public bool IsVerified => _verifiedBaseS != 0;

    /// <summary>The modem has begun anew: its clock is the network's again.</summary>
    public void OnBoot()
    {
        _isOurs = false;
        _readUtcS = 0;
        _setMs = 0;
    }

    /// <summary>The acquirer has told the time over a verified connection.</summary>
    public void OnVerified(long utcSeconds, long atMs) =>
        _verifiedBaseS = utcSeconds - (atMs / SecondMs);

    /// <summary>The verified time now, seconds since 1970; 0 when there is none.</summary>
    public long VerifiedUtc(long nowMs) =>
        _verifiedBaseS == 0 ? 0 : _verifiedBaseS + (nowMs / SecondMs);

    /// <summary>The modem's clock has been read.</summary>
    public void OnRead(long utcSeconds, long nowMs)
    {
        if (_isOurs && IsFar(utcSeconds, ReadNow(nowMs)))
        {
            // The network has told another time since.
            _isOurs = false;
        }

        _readUtcS = utcSeconds;
        _readAtMs = nowMs;
        if (!_isOurs)
        {
            _networkUtcSeconds = utcSeconds;
            _networkUtcAtMs = nowMs;
        }
    }

    /// <summary>The terminal sets the modem's clock to the time that it knows.</summary>
    public void OnSet(long nowMs)
    {
        _isOurs = true;
        _setMs = nowMs;
        if (_verifiedBaseS != 0)
        {
            _readUtcS = VerifiedUtc(nowMs);
            _readAtMs = nowMs;
        }
    }

    /// <summary>The modem's clock is wrong, as far as is known.</summary>
    public bool IsOff(long nowMs) => _verifiedBaseS != 0 && _readUtcS != 0
        && IsFar(ReadNow(nowMs), VerifiedUtc(nowMs));

    /// <summary>The modem's clock is wrong, and was not set a moment ago.</summary>
    public bool IsSettingDue(long nowMs) => IsOff(nowMs)
        && (_setMs == 0 || nowMs - _setMs >= Limits.ModemClockWriteMs);

    /// <summary>A certificate may have been refused because of the modem's clock.</summary>
    public bool IsDoubtful(long nowMs) => _verifiedBaseS == 0 || _readUtcS == 0
        || nowMs - _readAtMs > Limits.ModemClockFreshMs || IsOff(nowMs);

    private static bool IsFar(long one, long other)
    {
        long distanceS = one - other;
        return distanceS > Limits.ModemClockToleranceS
            || distanceS < -Limits.ModemClockToleranceS;
    }

    private long ReadNow(long nowMs) => _readUtcS + ((nowMs - _readAtMs) / SecondMs);
}
