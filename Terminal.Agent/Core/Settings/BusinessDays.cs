namespace Terminal.Agent.Settings;

/// <summary>
/// The merchant's days: each begins at the local time at which the one before ends, a setting, so
/// that a bar's night belongs to one day. A day is the number of its date, in days since 1970. The
/// days of a zone follow each other without gap or overlap, whatever its clocks do.
/// </summary>
public sealed class BusinessDays
{
    /// <summary>The day of what has no known time.</summary>
    public const int None = 0;

    private const int SummerS = 3_600;
    private readonly TerminalSettings _settings;

    // The day that was found last, and the settings that it was found with.
    private int _day;
    private long _fromUtcSeconds;
    private long _untilUtcSeconds;
    private int _zoneMinutes;
    private int _dayEndMinutes;
    private bool _hasSummerTime;

    /// <summary>The days of a terminal; null stands for settings at their defaults.</summary>
    public BusinessDays(TerminalSettings settings) => _settings = settings;

    /// <summary>The day of a time; <see cref="None"/> for a time that is not known.</summary>
    public int Of(long utcSeconds)
    {
        if (utcSeconds == 0)
        {
            return None;
        }

        TakeSettings();
        if (utcSeconds < _fromUtcSeconds || utcSeconds >= _untilUtcSeconds)
        {
            Find(utcSeconds);
        }

        return _day;
    }

    /// <summary>UTC seconds at which a day begins.</summary>
    public long StartOf(int day)
    {
        TakeSettings();
        return Start(day);
    }

    private void TakeSettings()
    {
        int zoneMinutes = Limits.ZoneMinutesDefault;
        int dayEndMinutes = Limits.DayEndMinutesDefault;
        bool hasSummerTime = true;
        if (_settings != null)
        {
            zoneMinutes = _settings.ZoneMinutes;
            dayEndMinutes = _settings.DayEndMinutes;
            hasSummerTime = _settings.HasSummerTime;
        }

        if (zoneMinutes != _zoneMinutes || dayEndMinutes != _dayEndMinutes
            || hasSummerTime != _hasSummerTime)
        {
            _zoneMinutes = zoneMinutes;
            _dayEndMinutes = dayEndMinutes;
            _hasSummerTime = hasSummerTime;
            _untilUtcSeconds = 0;
        }
    }

    // The guess is never early: summer time is the most that a clock is ahead of standard time.
    private void Find(long utcSeconds)
    {
        long local = utcSeconds + (_zoneMinutes * 60) + SummerS - (_dayEndMinutes * 60);
        int day = (int)(local / Calendar.SecondsPerDay);
        _fromUtcSeconds = Start(day);
        while (_fromUtcSeconds > utcSeconds)
        {
            day--;
            _fromUtcSeconds = Start(day);
        }

        _untilUtcSeconds = Start(day + 1);
        _day = day > None ? day : None + 1;
    }

    // A time of day that comes twice counts when it comes first; one that is left out begins the
    // day as by standard time.
    private long Start(int day)
    {
        long standard = (day * Calendar.SecondsPerDay) + ((_dayEndMinutes - _zoneMinutes) * 60);
        return _hasSummerTime && Calendar.IsSummer(standard - SummerS)
            ? standard - SummerS : standard;
    }
}
