using Terminal.Agent.Ports;

namespace Terminal.Agent;

/// <summary>
/// Waits between tries with decorrelated jitter: each wait is drawn between a third of the wait
/// before it and three times that wait, within base and cap, so that terminals which failed
/// together do not come back together.
/// </summary>
public sealed class Backoff
{
    private readonly IRandom _random;
    private readonly int _baseMs;
    private readonly int _capMs;
    private int _lastMs;

    /// <summary>
    /// Makes a back-off that starts at <paramref name="baseMs"/> and ends at <paramref
    /// name="capMs"/>.
    /// </summary>
    public Backoff(IRandom random, int baseMs, int capMs)
    {
        _random = random;
        _baseMs = baseMs;
        _capMs = capMs;
    }

    /// <summary>True while at least one wait has been drawn since the last success.</summary>
    public bool IsActive => _lastMs > 0;

    /// <summary>Goes on as if that had been the last wait.</summary>
    public void Begin(int lastMs) => _lastMs = lastMs;

    /// <summary>Forgets earlier failures.</summary>
    public void Reset() => _lastMs = 0;

    /// <summary>
    /// A success after failures: takes a third off what the next failure starts from, and draws a
    /// pause up to it, in ms. Terminals that come back together so do not pour out all at once.
    /// </summary>
    /// <returns>0 once nothing is left of the failures.</returns>
    public int Ease()
    {
        _lastMs -= _lastMs / Limits.BackoffEaseDivisor;
        if (_lastMs < _baseMs)
        {
            _lastMs = 0;
            return 0;
        }

        return (int)(_random.Next() % (uint)_lastMs);
    }

    /// <summary>Draws the next wait in ms, between base and cap.</summary>
    public int Next()
    {
        // The first wait is drawn too: terminals that failed together must not come back together.
        long last = _lastMs == 0 ? _baseMs : _lastMs;
        long least = last / Limits.BackoffSpread;
        least = least > _baseMs ? least : _baseMs;
        long span = (last * Limits.BackoffSpread) - least;
        long drawn = least + (long)(_random.Next() % (ulong)(span + 1));
        _lastMs = drawn < _capMs ? (int)drawn : _capMs;
        return _lastMs;
    }
}
