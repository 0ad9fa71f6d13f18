using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Agent.Modem;
using Terminal.Agent.Screens;
using Terminal.Rig.Board;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Screens;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation;

/// <summary>
/// Holds what the screen says of the links to the truth after every step: bars may stand only for a link whose
/// bearer is there and over which the latest exchange did not fail; what the agent itself knows must be shown as it
/// is. The status line is looked at while it, or a screen that says more of the links, is shown; the diagnostics
/// page is read word by word while it is open. <see cref="GroundTruth"/> says when the loss of the SIM can be known.
/// </summary>
public sealed class IconWatch
{
    // As the page says them in French, in the order of the states.
    private static readonly string[] StateWords = ["éteint", "démarre…", "prêt", "en service", "perturbé", "coupé"];

    private readonly SimWorld _world;
    private readonly GroundTruth _sim = new();
    private long _simSinceMs = -1;
    private long _wifiSinceMs = -1;
    private long _pageSinceMs = -1;

    /// <summary>Begins to watch.</summary>
    public IconWatch(SimWorld world)
    {
        _world = world;
        world.Stepped += Look;
    }

    /// <summary>The longest time for which the status line was wrong about a link, in ms.</summary>
    public long WorstMs { get; private set; }

    /// <summary>The longest time for which the diagnostics page was wrong about its link, in ms.</summary>
    public long PageWorstMs { get; private set; }

    /// <summary>How often the page was read.</summary>
    public int PageLooks { get; private set; }

    /// <summary>Holds what is shown now to the truth; done after each step.</summary>
    public void Look()
    {
        SimTerminal terminal = _world.Terminal;
        if (terminal.Agent is not AgentCore agent)
        {
            return;
        }

        LinkManager links = agent.Links;
        bool isSimThere = !_sim.IsKnowablyGone(terminal, ((CellularLink)links.Sim).Modem, _world.Time.NowMs);
        ScreenModel view = agent.View;
        if (!agent.Sale.IsIdle && view.Id != ScreenId.AmountEntry)
        {
            // No screen of a sale but that of its amount has a status line.
            _simSinceMs = -1;
            _wifiSinceMs = -1;
            _pageSinceMs = -1;
            return;
        }

        bool isWifiThere = terminal.AccessPoint.IsAccessPointUp;
        bool isSimWrong = IsWrong(view.SimState, links.Sim, isSimThere, links.IsDoubted(links.Sim));
        bool isWifiWrong = IsWrong(view.WifiState, links.Wifi, isWifiThere, links.IsDoubted(links.Wifi));
        WorstMs = Math.Max(WorstMs, Count(isSimWrong || view.SimFault != links.SimFault, ref _simSinceMs));
        WorstMs = Math.Max(WorstMs, Count(isWifiWrong || view.WifiFault != links.WifiFault, ref _wifiSinceMs));
        bool isPageWrong = view.Id == ScreenId.Menu && ReadPage(agent) is (bool isSim, LinkState shown, string row)
            && (isSim
                ? IsPageWrong(shown, row, links, links.Sim, links.SimFault, isSimThere)
                : IsPageWrong(shown, row, links, links.Wifi, links.WifiFault, isWifiThere));
        PageWorstMs = Math.Max(PageWorstMs, Count(isPageWrong, ref _pageSinceMs));
    }

    // The page's link, its state and the row that says so; null on every other page.
    private (bool IsSim, LinkState Shown, string Row)? ReadPage(AgentCore agent)
    {
        string[] rows = ScreenText.Rows(agent.Painter);
        bool isSim = rows[0].Contains("Réseau mobile", StringComparison.Ordinal);
        if (!isSim && !rows[0].Contains("Wi-Fi", StringComparison.Ordinal))
        {
            return null;
        }

        foreach (string row in rows)
        {
            int state = Array.FindIndex(StateWords, word => row.EndsWith(word, StringComparison.Ordinal));
            if (state >= 0)
            {
                PageLooks++;
                return (isSim, (LinkState)state, row);
            }
        }

        return null;
    }

    private static bool IsPageWrong(
        LinkState shown, string row, LinkManager links, ILink link, FaultCode fault, bool isThere)
    {
        bool isUp = link.State is LinkState.Attached or LinkState.Online;
        bool isCodeMissing = !isUp && fault != FaultCode.None
            && !row.Contains(FaultNames.Of(fault), StringComparison.Ordinal);
        return isCodeMissing || IsWrong(shown, link, isThere, links.IsDoubted(link));
    }

    private static bool IsWrong(LinkState shown, ILink link, bool isThere, bool isDoubted)
    {
        bool isShownUp = shown is LinkState.Attached or LinkState.Online;
        return shown != link.State || (isShownUp && (!isThere || isDoubted));
    }

    // How long it has been wrong.
    private long Count(bool isWrong, ref long sinceMs)
    {
        long now = _world.Time.NowMs;
        long lastedMs = sinceMs >= 0 ? now - sinceMs : 0;
        sinceMs = !isWrong ? -1 : sinceMs < 0 ? now : sinceMs;
        return lastedMs;
    }
}
