using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Fleet;

/// <summary>
/// How long to wait before the broker is tried again. Every terminal of the operator loses a broker
/// in the same second: the first wait is drawn over minutes, and the next ones go on from there.
/// </summary>
public sealed class ReconnectWait
{
    private readonly IRandom _random;
    private readonly Backoff _backoff;

    /// <summary>Nothing has failed yet.</summary>
    public ReconnectWait(IRandom random)
    {
        _random = random;
        _backoff = new Backoff(
            random, Limits.FleetBackoffBaseMs, Limits.FleetBackoffCapMs);
    }

    /// <summary>True while something has failed since the line last held.</summary>
    public bool IsActive => _backoff.IsActive;

    /// <summary>The line has held for a while: what failed before is forgotten.</summary>
    public void OnHeld() => _backoff.Reset();

    /// <summary>The line has ended, or could not be made.</summary>
    /// <param name="error">Why.</param>
    /// <param name="wasOnline">The broker had taken the terminal in.</param>
    /// <returns>The wait in ms.</returns>
    public int OnEnd(FleetError error, bool wasOnline)
    {
        if (IsLong(error))
        {
            return Limits.FleetBackoffCapMs + Draw(Limits.FleetSpreadMs);
        }

        if (!wasOnline || _backoff.IsActive)
        {
            return _backoff.Next();
        }

        _backoff.Begin(Limits.FleetSpreadMs / 2);
        return Draw(Limits.FleetSpreadMs);
    }

    /// <summary>Draws a time up to a span, in ms.</summary>
    public int Draw(int spanMs) => (int)(_random.Next() % (uint)spanMs);

    // What another try soon would only make worse.
    private static bool IsLong(FleetError error)
    {
        switch (error)
        {
            case FleetError.Busy:
            case FleetError.TakenOver:
            case FleetError.QuotaExceeded:
            case FleetError.Moved:
            case FleetError.Flooded:
                return true;
            default:
                return false;
        }
    }
}
