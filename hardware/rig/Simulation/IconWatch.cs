using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation;

/// <summary>
/// Holds the status line to the truth after every step: bars may stand only for a link whose bearer is there and
/// over which the latest exchange did not fail; what the agent itself knows must be shown as it is. Looked at
/// while a status line, or a screen that says more of the links, is shown.
/// </summary>
public sealed class IconWatch
{
    private readonly SimWorld _world;
    private long _simSinceMs = -1;
    private long _wifiSinceMs = -1;

    /// <summary>Begins to watch.</summary>
    public IconWatch(SimWorld world)
    {
        _world = world;
        world.Stepped += Look;
    }

    /// <summary>The longest time for which a link was shown wrongly, in ms.</summary>
    public long WorstMs { get; private set; }

    private void Look()
    {
        SimTerminal terminal = _world.Terminal;
        if (terminal.Agent is not AgentCore agent)
        {
            return;
        }

        ScreenView view = agent.View;
        if (!agent.Sale.IsIdle && view.Id != ScreenId.AmountEntry)
        {
            // No screen of a sale but that of its amount has a status line.
            _simSinceMs = -1;
            _wifiSinceMs = -1;
            return;
        }

        LinkManager links = agent.Links;
        bool isSimWrong = IsWrong(
            view.SimState, links.Sim, !terminal.Modem.Faults.NoCoverage, links.IsDoubted(links.Sim));
        bool isWifiWrong = IsWrong(
            view.WifiState, links.Wifi, terminal.AccessPoint.IsAccessPointUp, links.IsDoubted(links.Wifi));
        Count(isSimWrong || view.SimFault != links.SimFault, ref _simSinceMs);
        Count(isWifiWrong || view.WifiFault != links.WifiFault, ref _wifiSinceMs);
    }

    private static bool IsWrong(LinkState shown, ILink link, bool isThere, bool isDoubted)
    {
        bool isShownUp = shown is LinkState.Attached or LinkState.Online;
        return shown != link.State || (isShownUp && (!isThere || isDoubted));
    }

    private void Count(bool isWrong, ref long sinceMs)
    {
        long now = _world.Time.NowMs;
        if (sinceMs >= 0)
        {
            WorstMs = Math.Max(WorstMs, now - sinceMs);
        }

        sinceMs = !isWrong ? -1 : sinceMs < 0 ? now : sinceMs;
    }
}
