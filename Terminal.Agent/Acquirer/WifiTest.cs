using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// Tries WiFi step by step: association, address, login page, and then the acquirer itself over a
/// connection of its own.
/// </summary>
public sealed class WifiTest : LinkTest
{
    /// <summary>How many steps there are.</summary>
    public const int StepCount = 6;

    private readonly IWifi _wifi;
    private readonly IClock _clock;
    private readonly WifiLink _link;
    private readonly TerminalSettings _settings;
    private bool _isFirstOnly;

    /// <summary>Makes the test; everything it needs is allocated here.</summary>
    public WifiTest(
        Board board,
        TerminalSettings settings,
        LinkManager links,
        WifiLink link,
        StoreAndForward forward,
        LinkTestExchange parts)
        : base(settings, links, link, forward, parts, StepCount, (int)WifiTestStep.Name)
    {
        _wifi = board.Wifi;
        _clock = board.Clock;
        _link = link;
        _settings = settings;
    }

    /// <summary>How far a step has come.</summary>
    public LinkTestMark Mark(WifiTestStep step) => MarkOf((int)step);

    /// <summary>Begins anew.</summary>
    /// <param name="isFirstOnly">
    /// True when the first network of the settings is meant, not any of them.
    /// </param>
    /// <param name="nowMs">Uptime.</param>
    public void Begin(bool isFirstOnly, long nowMs)
    {
        _isFirstOnly = isFirstOnly;
        Start(Limits.WifiTestJoinMs, nowMs);
        if (_settings.WifiProfileCount == 0)
        {
            Fail((int)WifiTestStep.Join, FaultCode.WifiNotConfigured, nowMs);
        }
        else if (isFirstOnly || _wifi.State != WifiState.Joined)
        {
            _link.Restart();
        }
    }

    /// <inheritdoc/>
    protected override bool StepBearer(bool isLate, long nowMs)
    {
        WifiState state = _wifi.State;
        if (state == WifiState.GettingAddress || state == WifiState.Joined)
        {
            Set((int)WifiTestStep.Join, LinkTestMark.Good);
            Set((int)WifiTestStep.Address, LinkTestMark.UnderWay);
        }

        if (state == WifiState.Joined && _clock.UtcSeconds != 0)
        {
            Set((int)WifiTestStep.Address, LinkTestMark.Good);
            Set((int)WifiTestStep.Portal, LinkTestMark.UnderWay);
            return true;
        }

        // With several networks the next one may do.
        bool hasFailed = _link.State == LinkState.Failed
            && (_isFirstOnly || _settings.WifiProfileCount == 1);
        if (!hasFailed && !isLate)
        {
            return false;
        }

        FaultCode fault = _link.Fault;
        if (fault == FaultCode.None || fault == FaultCode.Starting)
        {
            bool isAssociated = Mark(WifiTestStep.Address) == LinkTestMark.UnderWay;
            fault = isAssociated ? FaultCode.NoAddress : FaultCode.AccessPointNotFound;
        }

        if (fault == FaultCode.CaptivePortal)
        {
            Set((int)WifiTestStep.Join, LinkTestMark.Good);
            Set((int)WifiTestStep.Address, LinkTestMark.Good);
            Fail((int)WifiTestStep.Portal, fault, nowMs);
        }
        else if (fault == FaultCode.NoAddress || fault == FaultCode.ClockUnknown)
        {
            Set((int)WifiTestStep.Join, LinkTestMark.Good);
            Fail((int)WifiTestStep.Address, fault, nowMs);
        }
        else
        {
            Fail((int)WifiTestStep.Join, fault, nowMs);
        }

        return false;
    }

    /// <inheritdoc/>
    protected override bool StepLoss(long nowMs)
    {
        if (_wifi.State == WifiState.Joined)
        {
            return false;
        }

        // A login page that stands in the way is found by the plain probe, which ends the network.
        FaultCode fault = _wifi.Fault;
        Fail(
            fault == FaultCode.CaptivePortal ? (int)WifiTestStep.Portal : FirstOpenStep(),
            fault == FaultCode.CaptivePortal ? fault : FaultCode.ConnectionLost,
            nowMs);
        return true;
    }

    // The certificate is the acquirer's, so no login page stood between.
    /// <inheritdoc/>
    protected override void OnConnected() => Set((int)WifiTestStep.Portal, LinkTestMark.Good);

    /// <inheritdoc/>
    protected override int StepOf(FaultCode fault) =>
        fault == FaultCode.CaptivePortal ? (int)WifiTestStep.Portal : base.StepOf(fault);
}
