namespace Terminal.Rig.Scenarios;

/// <summary>Where a scenario puts the clock: to a time of day at the merchant's, and so much further.</summary>
/// <param name="Date">The day; null counts <paramref name="Days"/> from today.</param>
/// <param name="Days">Days from today.</param>
/// <param name="At">The time of day; null leaves the clock as it is.</param>
/// <param name="Step">How far it moves then; may be negative.</param>
public sealed record ClockMove(DateOnly? Date, int Days, TimeOnly? At, TimeSpan Step)
{
    /// <summary>The time that the clock shows afterwards.</summary>
    /// <param name="now">What it shows before.</param>
    public DateTime From(DateTime now)
    {
        DateOnly day = Date ?? DateOnly.FromDateTime(now).AddDays(Days);
        return (At is TimeOnly time ? day.ToDateTime(time) : now) + Step;
    }
}
