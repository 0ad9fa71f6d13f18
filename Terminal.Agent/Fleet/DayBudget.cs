namespace Terminal.Agent.Fleet;

/// <summary>
/// What a link may carry for the operator in a day of UTC, bytes of TLS and TCP counted in.
/// </summary>
public sealed class DayBudget
{
    private readonly int _dayBytes;
    private int _day;

    /// <summary>Makes it, with nothing spent.</summary>
    public DayBudget(int dayBytes) => _dayBytes = dayBytes;

    /// <summary>Bytes spent today.</summary>
    public int SpentBytes { get; private set; }

    /// <summary>True when nothing more may be spent today.</summary>
    public bool IsSpent => SpentBytes >= _dayBytes;

    /// <summary>True when a new connection can do anything with what is left.</summary>
    public bool IsWorthConnecting =>
        SpentBytes + Limits.FleetHandshakeBytes + Limits.FleetPayloadBytesMax <= _dayBytes;

    /// <summary>It is this day.</summary>
    public void SetDay(int day)
    {
        if (day != _day)
        {
            _day = day;
            SpentBytes = 0;
        }
    }

    /// <summary>So much has been spent.</summary>
    public void Spend(int bytes) => SpentBytes += bytes;
}
