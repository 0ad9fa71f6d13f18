using Terminal.Agent;
using Terminal.Agent.Modem;
using Terminal.Rig.Modem;
using Limits = Terminal.Agent.Limits;

namespace Terminal.Rig.Simulation;

/// <summary>
/// Whether the SIM's bearer is gone, as far as the terminal can know. Lost coverage and a SIM taken out are told by the
/// modem and known at once. Its silence is known when a command, sent after the pause between two polls at the latest,
/// has had its time and no marker was answered. What was lost during a silence that ended by itself was told to nobody:
/// the next long look finds it.
/// </summary>
public sealed class GroundTruth
{
    private const int MarkersMs = Limits.ModemMarkersMax * Limits.ModemMarkerMs;
    private const int LongLookMs = (Limits.ModemLongPollPolls * Limits.ModemPollMs) + Limits.ModemQuickMs;

    private long _bytesHeard = -1;
    private bool _isAsked;
    private long _silenceKnownMs;
    private long _lossKnownMs;

    /// <summary>Takes the state of things; to be called after every step.</summary>
    /// <returns>True when the bearer is gone and the terminal has had the time to find out.</returns>
    public bool IsKnowablyGone(SimTerminal terminal, ModemDriver driver, long nowMs)
    {
        ModemFaults faults = terminal.Modem.Faults;
        bool isLost = faults.NoCoverage || faults.NoSim;
        FollowSilence(terminal, driver, nowMs);
        if (faults.Hung)
        {
            _lossKnownMs = isLost ? nowMs + LongLookMs : 0;
            return nowMs >= _silenceKnownMs;
        }

        _lossKnownMs = isLost ? _lossKnownMs : 0;
        return isLost && nowMs >= _lossKnownMs;
    }

    // The first command that stays without an answer decides.
    private void FollowSilence(SimTerminal terminal, ModemDriver driver, long nowMs)
    {
        long bytes = terminal.ModemPort.BytesFromModem;
        bool isHeard = bytes != _bytesHeard;
        _bytesHeard = bytes;
        if (!terminal.Modem.Faults.Hung || isHeard)
        {
            _isAsked = false;
            _silenceKnownMs = nowMs + Limits.ModemPollMs + Limits.ModemQuickMs + MarkersMs;
        }
        else if (!_isAsked && driver.Chat.Current is ChatStep step)
        {
            _isAsked = true;
            _silenceKnownMs = nowMs + step.LimitMs + MarkersMs;
        }
    }
}
