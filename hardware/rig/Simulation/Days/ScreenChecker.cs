using Terminal.Agent.Screens;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// Holds the screen to what the agent knows: what it says of links and queue is so, give or take a
/// moment.
/// </summary>
public sealed class ScreenChecker
{
    private const int GraceMs = 3_000;

    private long _wrongSinceMs = -1;

    /// <summary>Another power-on: what was wrong before it is over.</summary>
    public void Reset() => _wrongSinceMs = -1;

    /// <summary>Looks at the screen.</summary>
    /// <exception cref="InvariantViolation">It has been wrong for more than the grace.</exception>
    public void Check(AgentCore agent, long uptimeMs, long nowMs)
    {
        string? wrong = Find(agent, uptimeMs);
        if (wrong is null)
        {
            _wrongSinceMs = -1;
        }
        else if (_wrongSinceMs < 0)
        {
            _wrongSinceMs = nowMs;
        }
        else if (nowMs - _wrongSinceMs > GraceMs)
        {
            throw new InvariantViolation(DayVerdict.Correctness, "screen: " + wrong);
        }
    }

    private static string? Find(AgentCore agent, long uptimeMs)
    {
        // Screens of a sale have no status line but the first.
        ScreenModel view = agent.View;
        bool hasStatusLine = agent.Sale.IsIdle || view.Id == ScreenId.AmountEntry;
        if (hasStatusLine && view.WaitingCount != agent.Journal.WaitingCount)
        {
            return $"{view.WaitingCount} waiting are shown, {agent.Journal.WaitingCount} wait";
        }

        bool isTrue = view.SimState == agent.Links.Sim.State
            && view.WifiState == agent.Links.Wifi.State;
        if (hasStatusLine && !isTrue)
        {
            return $"links are shown as {view.SimState} and {view.WifiState}";
        }

        bool isIdle = agent.Sale.IsIdle;
        bool isResult = agent.Sale.State == Terminal.Agent.Sale.SaleState.Result;
        long downMs = agent.Links.DownMs(uptimeMs);
        return view.Id switch
        {
            ScreenId.Idle when !isIdle => "idle during a sale",
            ScreenId.Idle when downMs > Terminal.Agent.Limits.DownShownMs => "idle without a link",
            ScreenId.ConnectivityFault when downMs == 0 => "no connection, though there is one",
            ScreenId.LateDecline when agent.Journal.FirstLateDecline() < 0 =>
                "a late decline of nothing",
            ScreenId.ServiceUnavailable when !agent.Links.IsFarEndDown
                && agent.StoreAndForward.ServiceFault == 0 => "service unavailable, though it is not",
            ScreenId.AccountProblem when agent.StoreAndForward.BlockingFault == 0 && !isResult =>
                "account, though nothing is held",
            ScreenId.JournalFull when !agent.Journal.IsFull && !isResult =>
                "journal full, though it is not",
            ScreenId.MemoryFault => $"memory fault {view.Fault}",
            _ => null,
        };
    }
}
