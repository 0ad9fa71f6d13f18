namespace Terminal.Rig.Scenarios;

/// <summary>
/// The time of day around a terminal: what the mobile network, the time servers and the acquirer tell. It goes with
/// the host's, as far from it as a scenario has moved it; timers stay the host's.
/// </summary>
public sealed class WorldClock : TimeProvider
{
    /// <summary>As far from the host's time as certificates are good: see CertificateAuthority.</summary>
    public static readonly TimeSpan BackMax = TimeSpan.FromDays(300);

    /// <summary>As far ahead of the host's time.</summary>
    public static readonly TimeSpan AheadMax = TimeSpan.FromDays(9 * 365);

    private long _aheadTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref _aheadTicks));

    /// <summary>Makes it so late.</summary>
    /// <returns>False, and nothing done, where that is too far from the host's time.</returns>
    public bool Set(DateTimeOffset now)
    {
        TimeSpan ahead = now - base.GetUtcNow();
        if (ahead < -BackMax || ahead > AheadMax)
        {
            return false;
        }

        Volatile.Write(ref _aheadTicks, ahead.Ticks);
        return true;
    }
}
